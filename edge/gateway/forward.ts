/**
 * A request on its way to the shop, and the shop's answer on its way back: both as streams that
 * nobody here reads. What only we may say is taken out of what clients and shops say.
 */
import { AppError } from '../../core/problem.ts'
import { isOwnCookie, withoutCookies } from '../../core/shop/cookies.ts'
import type { GatewaySettings } from '../../core/shop/settings.ts'
import { ASSERTION_HEADER } from '../../core/token/assertion.ts'

/** About one connection, and none of the next; and what is made anew here. */
const NOT_PASSED = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'cookie',
  'forwarded',
  'x-real-ip',
  'x-request-id',
])
/** What a client says here it could only say to deceive. */
const OURS = /^(?:admit[-_]one[-_]|x[-_]forwarded[-_]|cf-|x-original-|x-rewrite-)/

export const UPGRADE = 'websocket'

export type Forwarding = {
  /** As they came, by their names in small letters: read out of the runtime once. */
  readonly headers: ReadonlyMap<string, string>
  readonly gateway: GatewaySettings
  readonly requestId: string
  /** Who this is from, signed. Of what is not guarded nothing is said. */
  readonly assertion: string | undefined
  /** For the browser, with the answer. */
  readonly cookies: readonly string[]
}

export async function forward(
  request: Request,
  url: URL,
  forwarding: Forwarding,
): Promise<Response> {
  const { gateway, cookies } = forwarding
  const target = new URL(`${url.pathname}${url.search}`, gateway.origin)
  const response = await askShop(
    gateway,
    fetch(target, {
      method: request.method,
      headers: headersFor(url, forwarding),
      body: request.body,
      redirect: 'manual',
    }),
  )
  // Most answers, and all sockets, are handed on as they are: nobody here stands in their way.
  if (response.webSocket !== null || isPlain(response.headers, cookies)) return response
  return new Response(response.body, {
    status: response.status,
    statusText: response.statusText,
    headers: headersBack(response.headers, url.origin, gateway.origin, cookies),
  })
}

/** Only until it begins to answer: what streams may go on for as long as it likes. */
async function askShop(
  { answerWithinMs }: GatewaySettings,
  answer: Promise<Response>,
): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), answerWithinMs)
  })
  const response = await Promise.race([answer.catch(unreachable), late])
  clearTimeout(timer ?? null)
  if (response !== undefined) return response
  const message = 'The shop has not answered in time: try again, your place is kept.'
  throw new AppError('shop-slow', message, { retryAfterSeconds: 5 })
}

function unreachable(): never {
  const message = 'The shop cannot be reached: try again, your place is kept.'
  throw new AppError('shop-down', message, { retryAfterSeconds: 5 })
}

function headersFor(
  url: URL,
  { headers, requestId, assertion }: Forwarding,
): Record<string, string> {
  const passed: Record<string, string> = {}
  const named = namesIn(headers.get('connection'))
  for (const [name, value] of headers) {
    if (!NOT_PASSED.has(name) && !named.has(name) && !OURS.test(name)) passed[name] = value
  }
  const say = (name: string, value: string | undefined) => {
    if (value !== undefined) passed[name] = value
  }
  if (headers.get('upgrade')?.toLowerCase() === UPGRADE) say('Upgrade', UPGRADE)
  say('Cookie', withoutCookies(headers.get('cookie'), isOwnCookie))
  say('X-Forwarded-For', headers.get('cf-connecting-ip'))
  say('X-Forwarded-Host', url.host)
  say('X-Forwarded-Proto', url.protocol.slice(0, -1))
  say('X-Request-Id', requestId)
  say(ASSERTION_HEADER, assertion)
  return passed
}

/** What the connection names is its own. */
function namesIn(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined) return NOTHING
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()))
}

const NOTHING: ReadonlySet<string> = new Set()

/** Nothing to be taken out of it, and nothing to be said with it. */
function isPlain(headers: Headers, cookies: readonly string[]): boolean {
  const says = ['Set-Cookie', 'Location', ASSERTION_HEADER].some((name) => headers.has(name))
  return cookies.length === 0 && !says
}

function headersBack(
  given: Headers,
  ownOrigin: string,
  shopOrigin: string,
  cookies: readonly string[],
): Headers {
  const headers = new Headers(given)
  headers.delete(ASSERTION_HEADER)
  const location = headers.get('Location')
  if (location?.startsWith(`${shopOrigin}/`)) {
    headers.set('Location', ownOrigin + location.slice(shopOrigin.length))
  }
  // A shop sets cookies of its own, and none of ours.
  const kept = given.getSetCookie().filter((text) => !isOwnCookie(text.split('=', 1)[0] ?? ''))
  headers.delete('Set-Cookie')
  for (const text of [...kept, ...cookies]) headers.append('Set-Cookie', text)
  // An answer with somebody's token in it is nobody else's.
  if (cookies.length > 0) headers.set('Cache-Control', 'private, no-store')
  return headers
}
