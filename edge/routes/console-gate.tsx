/** Who may see a page of the console: anybody else is shown where to sign in, or whom to ask. */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { mayAct, type Role } from '../../core/operate/role.ts'
import { buildOf } from '../build.ts'
import { actorOf } from '../operate/actor.ts'
import type { EdgeEnv } from '../settings.ts'
import type { Around } from '../web/console/console-page.tsx'
import { SignInPage } from '../web/console/sign-in-page.tsx'
import { TooLowPage } from '../web/console/too-low-page.tsx'
import { answerPage } from '../web/page.tsx'

/** For the pages of this role and above. What is sent by a form of another site's page is refused before. */
export function allowed(needed: Role) {
  return createMiddleware<EdgeEnv>(async (c, next) => {
    const actor = await actorOf(c)
    if (actor === undefined) return showSignIn(c, { status: 401, isWrong: false })
    c.set('actor', actor)
    if (mayAct(actor.role, needed)) return next()
    c.status(403)
    return answerPage(c, <TooLowPage needed={needed} {...aroundOf(c)} />)
  })
}

export function aroundOf(c: Context<EdgeEnv>): Around {
  return { language: c.var.language, build: buildOf(c.env), actor: c.var.actor }
}

type Shown = { status: 200 | 401; isWrong: boolean; next?: string }

export function showSignIn(
  c: Context<EdgeEnv>,
  { status, isWrong, next = c.req.method === 'GET' ? c.req.path : '/operate' }: Shown,
): Response | Promise<Response> {
  c.status(status)
  return answerPage(
    c,
    <SignInPage language={c.var.language} build={buildOf(c.env)} next={next} isWrong={isWrong} />,
  )
}
