import { Hono, type Context } from 'hono'
import type { Child } from 'hono/jsx'
import { buildOf, type Build } from '../build.ts'
import type { EdgeEnv } from '../settings.ts'
import { DocsMessages } from '../web/docs-messages.tsx'
import { DocsPage } from '../web/docs-page.tsx'
import { DocsRules } from '../web/docs-rules.tsx'
import type { Language } from '../web/language.ts'
import { answerPage } from '../web/page.tsx'
import { language } from '../web/reader-language.ts'

/** The protocol for people: what one asks, what is said, and the rules of it. */
export const docs = new Hono<EdgeEnv>()

type Shown = (props: { language: Language; build: Build }) => Child

docs.get('/', language, (c) => show(c, DocsPage))
docs.get('/messages', language, (c) => show(c, DocsMessages))
docs.get('/rules', language, (c) => show(c, DocsRules))

function show(c: Context<EdgeEnv>, Shown: Shown): Response | Promise<Response> {
  c.header('Cache-Control', 'public, max-age=60')
  c.header('Vary', 'Accept-Language')
  return answerPage(c, <>{Shown({ language: c.var.language, build: buildOf(c.env) })}</>)
}
