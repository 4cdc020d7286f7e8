/**
 * The gateway: the Worker stands before a shop, and lets through who was admitted. Everybody else
 * goes to the waiting room, which is at the same host.
 */
import { Hono, type Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { AppError, refusalOf } from '../../core/problem.ts'
import { admissionCookieNames, HOLDER_SECONDS, setCookie } from '../../core/shop/cookies.ts'
import { isGuarded } from '../../core/shop/path-rules.ts'
import {
  isPageWanted,
  TRY_AGAIN_SECONDS,
  turnedAway,
  type NoAdmission,
} from '../../core/shop/turned-away.ts'
import { RENEW_LATE_MS } from '../../core/token/limits.ts'
import { claimsOfSession, issuerOf } from '../admission/admission-token.ts'
import type { Admitted } from '../admission/exchange.ts'
import { newHolder } from '../admission/holder.ts'
import { answerJson } from '../answer-json.ts'
import { answerProblem } from '../answer-problem.tsx'
import { visitOf } from '../isolate/visit.ts'
import { cookieName, originOf, placeCookie } from '../routes/room-request.ts'
import type { EdgeEnv } from '../settings.ts'
import { setRequestId } from '../standard-headers.ts'
import { admittance, broughtBy, type Admittance } from './admittance.ts'
import { assertion } from './assertions.ts'
import { forward, UPGRADE } from './forward.ts'
import { guardedBy, type Guarded } from './guarded.ts'
import { wayIn } from './way-in.ts'

/** Names and values of all headers together; no browser comes near it. */
const HEADERS_MAX_CHARS = 24_000

export const gateway = new Hono<EdgeEnv>()

gateway.all('*', async (c) => {
  setRequestId(c)
  const url = new URL(c.req.url)
  const guarded = guardedBy(c.env, url, c.req.method)
  if (guarded === undefined) throw new AppError('not-found', 'There is nothing at this address.')
  c.set('entry', guarded.entry)
  refuseOversized(c.req.raw.headers)
  if (!isGuarded(guarded.gateway, c.req.method, url.pathname)) {
    return passOn(c, guarded, undefined, [])
  }
  const visit = visitOf(c.env, guarded.entry, c.req.raw, (promise) =>
    c.executionCtx.waitUntil(promise),
  )
  const brought = broughtBy(c.req.raw, guarded.entry.id, isSecure(c))
  const admitted = await admittance(visit, guarded.shop.audience, brought)
  if (admitted.kind === 'admitted') return passAdmitted(c, guarded, admitted, brought.holder)
  if (!mayComeIn(c, admitted)) return turnAway(c, admitted, [])
  // The way in binds the session to this browser, by the secret it has or a new one.
  const holder = brought.holder ?? newHolder()
  const fan = { ...visit, token: getCookie(c, cookieName(c)) }
  const way = await wayIn(fan, holder)
  const place = way.kind === 'let-through' ? undefined : way.placeToken
  const cookies = place === undefined ? [] : [placeCookie(c, place)]
  switch (way.kind) {
    case 'waits':
      return turnAway(c, admitted, cookies)
    case 'let-through':
      return passOn(c, guarded, await assertionFor(c, guarded, true, undefined), cookies)
    case 'admitted': {
      cookies.push(...admissionCookies(c, way.admitted, holder))
      const session = claimsOfSession(way.admitted.session)
      return passOn(c, guarded, await assertionFor(c, guarded, false, session), cookies)
    }
  }
})

gateway.onError((error, c) => answerProblem(c, error))

async function passAdmitted(
  c: Context<EdgeEnv>,
  guarded: Guarded,
  { claims, marked, renewed }: Extract<Admittance, { kind: 'admitted' }>,
  holder: string | undefined,
): Promise<Response> {
  const cookies =
    renewed === undefined || holder === undefined ? [] : admissionCookies(c, renewed, holder)
  return passOn(c, guarded, await assertionFor(c, guarded, marked, claims), cookies)
}

function assertionFor(
  c: Context<EdgeEnv>,
  { entry, shop }: Guarded,
  marked: boolean,
  session: Parameters<typeof assertion>[1]['session'],
): Promise<string> {
  const { audience } = shop
  return assertion(c.env, { issuer: issuerOf(c.env), audience, room: entry.id, marked, session })
}

function passOn(
  c: Context<EdgeEnv>,
  { gateway }: Guarded,
  assertion: string | undefined,
  cookies: readonly string[],
): Promise<Response> {
  return forward(c.req.raw, { gateway, requestId: c.get('requestId'), assertion, cookies })
}

/** A page that is opened may be the way in; what a page or a program sends is not. */
function mayComeIn(c: Context<EdgeEnv>, why: NoAdmission): boolean {
  if (why.kind === 'refused' && refusalOf(why.reason).details.step === 'retry') return false
  const isSocket = c.req.header('Upgrade')?.toLowerCase() === UPGRADE
  // A browser that fetches what may be opened later has nobody who wants a place.
  const isAhead = c.req.header('Sec-Purpose')?.includes('prefetch') === true
  return c.req.method === 'GET' && !isSocket && !isAhead && isPageWanted(c.req.header('Accept'))
}

function turnAway(
  c: Context<EdgeEnv>,
  why: NoAdmission,
  cookies: readonly string[],
): Response | Promise<Response> {
  const room = `${originOf(c)}/rooms/${c.get('entry').id}`
  const answer = turnedAway(
    why,
    {
      method: c.req.method,
      url: c.req.url,
      accept: c.req.header('Accept'),
      referer: c.req.header('Referer'),
    },
    room,
  )
  switch (answer.kind) {
    case 'redirect':
      return redirect(c, answer.location, [...cookies, ...droppedCookies(c, why)])
    case 'try-again':
      throw new AppError(answer.code, answer.message, { retryAfterSeconds: TRY_AGAIN_SECONDS })
    case 'problem':
      return answerJson(c, answer.problem, 409)
  }
}

function redirect(c: Context<EdgeEnv>, location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ Location: location, 'Cache-Control': 'no-store' })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  headers.set('X-Request-Id', c.get('requestId'))
  return new Response(null, { status: 303, headers })
}

/** The token is kept past its end, since it may be renewed a while after. */
function admissionCookies(
  c: Context<EdgeEnv>,
  { token, session }: Admitted,
  holder: string,
): string[] {
  const names = admissionCookieNames(c.get('entry').id, isSecure(c))
  const seconds = Math.ceil((session.untilMs - Date.now() + RENEW_LATE_MS) / 1_000)
  return [
    setCookie(names.token, token, seconds, isSecure(c)),
    setCookie(names.holder, holder, HOLDER_SECONDS, isSecure(c)),
  ]
}

/** A token that is refused for good would be refused again with every request. */
function droppedCookies(c: Context<EdgeEnv>, why: NoAdmission): string[] {
  if (why.kind === 'none') return []
  const { token } = admissionCookieNames(c.get('entry').id, isSecure(c))
  return [setCookie(token, '', 0, isSecure(c))]
}

function refuseOversized(headers: Headers): void {
  let chars = 0
  for (const [name, value] of headers) chars += name.length + value.length
  if (chars <= HEADERS_MAX_CHARS) return
  throw new AppError('headers-too-large', 'The headers are too large: clear this site’s cookies.')
}

function isSecure(c: Context<EdgeEnv>): boolean {
  return c.req.url.startsWith('https:')
}
