import { Hono } from 'hono'
import { buildOf } from '../build.ts'
import type { EdgeEnv } from '../settings.ts'
import { language } from '../web/reader-language.ts'
import { LandingPage } from '../web/landing.tsx'
import { answerPage } from '../web/page.tsx'

/** The page that says what this is. */
export const home = new Hono<EdgeEnv>()

home.get('/', language, (c) => {
  // Short: the page names a build's files, and should not outlive them by much.
  c.header('Cache-Control', 'public, max-age=60')
  c.header('Vary', 'Accept-Language')
  const { origin } = new URL(c.req.url)
  return answerPage(
    c,
    <LandingPage origin={origin} build={buildOf(c.env)} language={c.var.language} />,
  )
})
