/**
 * The gateway: the Worker stands before a shop, and lets through who was admitted. Everybody else
 * goes to the waiting room, which is at the same host. Asked for every request to the shop, it is
 * without a router: there is one thing to do.
 */
import { AppError, refusalOf } from '../../core/problem.ts'
import {
  admissionCookies,
  admissionIn,
  cookiesIn,
  droppedAdmission,
} from '../../core/shop/cookies.ts'
import { isGuarded } from '../../core/shop/path-rules.ts'
import {
  isPageWanted,
  TRY_AGAIN_SECONDS,
  turnedAway,
  type NoAdmission,
} from '../../core/shop/turned-away.ts'
import { claimsOfSession, issuerOf } from '../admission/admission-token.ts'
import type { Admitted } from '../admission/exchange.ts'
import { newHolder } from '../admission/holder.ts'
import { visitOf } from '../isolate/visit.ts'
import { placeCookie, placeCookieName } from '../routes/room-request.ts'
import type { Bindings } from '../settings.ts'
import { requestIdOf } from '../standard-headers.ts'
import { admittance } from './admittance.ts'
import { answerFault } from './answer-fault.ts'
import { assertion } from './assertions.ts'
import { forward, UPGRADE } from './forward.ts'
import type { Guarded } from './guarded.ts'
import { wayIn } from './way-in.ts'

/** Names and values of all headers together; no browser comes near it. */
const HEADERS_MAX_CHARS = 24_000

/** A request to the shop, and what is known of it before anything is decided. */
type Asked = {
  readonly request: Request
  readonly url: URL
  /** By their names in small letters: reading each out of the runtime costs more than all of this. */
  readonly headers: ReadonlyMap<string, string>
  readonly env: Bindings
  readonly context: ExecutionContext
  readonly guarded: Guarded
  readonly isSecure: boolean
  readonly requestId: string
}

export async function answerForShop(
  request: Request,
  guarded: Guarded,
  env: Bindings,
  context: ExecutionContext,
): Promise<Response> {
  const { url } = guarded
  const isSecure = url.protocol === 'https:'
  const headers = new Map(request.headers)
  const requestId = requestIdOf(headers.get('x-request-id'))
  const asked = { request, url, headers, env, context, guarded, isSecure, requestId }
  try {
    refuseOversized(headers)
    const isFree = !isGuarded(guarded.gateway, request.method, url.pathname)
    return await (isFree ? passOn(asked, undefined, []) : answerGuarded(asked))
  } catch (error) {
    return answerFault(error, request, env, context)
  }
}

async function answerGuarded(asked: Asked): Promise<Response> {
  const { request, headers, env, context, guarded, isSecure } = asked
  const { entry, shop } = guarded
  const visit = visitOf(env, entry, request, (promise) => context.waitUntil(promise))
  const brought = admissionIn(headers.get('cookie'), entry.id, isSecure)
  const admitted = await admittance(visit, shop.audience, brought)
  if (admitted.kind === 'admitted') {
    const { claims, marked, renewed } = admitted
    const cookies =
      renewed === undefined || brought.holder === undefined
        ? []
        : cookiesOf(asked, renewed, brought.holder)
    return passOn(asked, await assertionFor(asked, marked, claims), cookies)
  }
  if (!mayComeIn(asked, admitted)) return turnAway(asked, admitted, [])
  // The way in binds the session to this browser, by the secret it has or a new one.
  const holder = brought.holder ?? newHolder()
  const way = await wayIn({ ...visit, token: placeTokenOf(asked) }, holder)
  const place = way.kind === 'let-through' ? undefined : way.placeToken
  const cookies = place === undefined ? [] : [placeCookie(entry.id, isSecure, place)]
  switch (way.kind) {
    case 'waits':
      return turnAway(asked, admitted, cookies)
    case 'let-through':
      return passOn(asked, await assertionFor(asked, true, undefined), cookies)
    case 'admitted': {
      cookies.push(...cookiesOf(asked, way.admitted, holder))
      const session = claimsOfSession(way.admitted.session)
      return passOn(asked, await assertionFor(asked, false, session), cookies)
    }
  }
}

function assertionFor(
  { env, guarded: { entry, shop } }: Asked,
  marked: boolean,
  session: Parameters<typeof assertion>[1]['session'],
): Promise<string> {
  const { audience } = shop
  return assertion(env, { issuer: issuerOf(env), audience, room: entry.id, marked, session })
}

function passOn(
  { request, url, headers, guarded: { gateway }, requestId }: Asked,
  assertion: string | undefined,
  cookies: readonly string[],
): Promise<Response> {
  return forward(request, url, { headers, gateway, requestId, assertion, cookies })
}

/** A page that is opened may be the way in; what a page or a program sends is not. */
function mayComeIn({ request: { method }, headers }: Asked, why: NoAdmission): boolean {
  if (why.kind === 'refused' && refusalOf(why.reason).details.step === 'retry') return false
  const isSocket = headers.get('upgrade')?.toLowerCase() === UPGRADE
  // A browser that fetches what may be opened later has nobody who wants a place.
  const isAhead = headers.get('sec-purpose')?.includes('prefetch') === true
  return method === 'GET' && !isSocket && !isAhead && isPageWanted(headers.get('accept'))
}

function turnAway(asked: Asked, why: NoAdmission, cookies: readonly string[]): Response {
  const { request, url, headers: given, guarded, requestId } = asked
  const answer = turnedAway(
    why,
    {
      method: request.method,
      url: url.href,
      accept: given.get('accept'),
      referer: given.get('referer'),
    },
    `${url.origin}/rooms/${guarded.entry.id}`,
  )
  if (answer.kind === 'try-again') {
    const { step } = refusalOf(answer.code).details
    throw new AppError(answer.code, answer.message, {
      ...(step !== undefined && { step }),
      retryAfterSeconds: TRY_AGAIN_SECONDS,
    })
  }
  const headers = new Headers({ 'Cache-Control': 'no-store', 'X-Request-Id': requestId })
  if (answer.kind === 'problem') return Response.json(answer.problem, { status: 409, headers })
  for (const cookie of [...cookies, ...droppedCookies(asked, why)]) {
    headers.append('Set-Cookie', cookie)
  }
  headers.set('Location', answer.location)
  return new Response(null, { status: 303, headers })
}

function placeTokenOf({ headers, guarded, isSecure }: Asked): string | undefined {
  const name = placeCookieName(guarded.entry.id, isSecure)
  return cookiesIn(headers.get('cookie'), [name]).get(name)
}

function cookiesOf(
  { guarded, isSecure }: Asked,
  { token, session }: Admitted,
  holder: string,
): string[] {
  const leftMs = session.untilMs - Date.now()
  return admissionCookies(guarded.entry.id, isSecure, { token, holder }, leftMs)
}

function droppedCookies({ guarded, isSecure }: Asked, why: NoAdmission): string[] {
  return why.kind === 'none' ? [] : [droppedAdmission(guarded.entry.id, isSecure)]
}

function refuseOversized(headers: ReadonlyMap<string, string>): void {
  let chars = 0
  for (const [name, value] of headers) chars += name.length + value.length
  if (chars <= HEADERS_MAX_CHARS) return
  throw new AppError('headers-too-large', 'The headers are too large: clear this site’s cookies.')
}
