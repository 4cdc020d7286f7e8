/** In and out of the console: the token is kept in a cookie that no script reads. */
import { Hono, type Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { actorByToken, operatorCookieName } from '../operate/actor.ts'
import type { EdgeEnv } from '../settings.ts'
import { showSignIn } from './console-gate.tsx'
import { bodyTextOf, originOf, otherOrigin } from './room-request.ts'

const SIGNED_IN_SECONDS = 12 * 3_600
const TOKEN_MAX_CHARS = 1_024
/** An address of ours, and no host, whatever is written into the field. */
const OWN_PAGE = /^\/operate(?:\/[\w-]+)*$/

export const consoleSession = new Hono<EdgeEnv>()

consoleSession.post('/session', async (c) => {
  refuseOtherOrigin(c)
  const form = new URLSearchParams(await bodyTextOf(c))
  const token = form.get('token')?.trim() ?? ''
  const asked = form.get('next') ?? ''
  const next = OWN_PAGE.test(asked) ? asked : '/operate'
  const isShort = token !== '' && token.length <= TOKEN_MAX_CHARS
  const actor = isShort ? await actorByToken(c.env, token) : undefined
  if (actor === undefined) return showSignIn(c, { status: 401, isWrong: true, next })
  setCookie(c, operatorCookieName(c), token, { ...cookieOf(c), maxAge: SIGNED_IN_SECONDS })
  return c.redirect(`${next}?lang=${c.var.language}`, 303)
})

consoleSession.post('/leave', (c) => {
  refuseOtherOrigin(c)
  deleteCookie(c, operatorCookieName(c), cookieOf(c))
  return c.redirect(`/operate?lang=${c.var.language}`, 303)
})

function cookieOf(c: Context<EdgeEnv>) {
  const secure = c.req.url.startsWith('https:')
  return { httpOnly: true, secure, sameSite: 'Strict', path: '/' } as const
}

/** Nobody is signed in, or out, by another site's page. */
function refuseOtherOrigin(c: Context<EdgeEnv>): void {
  if (c.req.header('Origin') !== originOf(c)) throw otherOrigin()
}
