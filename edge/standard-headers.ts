/**
 * The same headers on every answer. The policy allows our own files and nothing else: no inline
 * script, no inline style, no other host, no frame around us. One page may show one picture more.
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { EdgeEnv } from './settings.ts'

const POLICY_HEADER = 'Content-Security-Policy'

/** What else may be connected to, shown, and reached by a form, each with a space before it. */
function policyWith({ sockets = '', pictures = '', forms = '' }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${sockets}`,
    "style-src 'self'",
    `img-src 'self'${pictures}`,
    "manifest-src 'none'",
    `form-action 'self'${forms}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A host that is written as hosts are: others could say more in a policy than where they are. */
const PLAIN_ORIGIN = /^http(s?:\/\/[a-z0-9.-]+(?::\d+)?)$/

/**
 * The policy of a room's page, which is at this origin. To browsers of today `'self'` means the
 * page's own sockets too; Safari did not think so until the middle of 2022, so they are named. A
 * picture from elsewhere allows its host to be asked for pictures, and for nothing else. Without a
 * script the way into a shop elsewhere begins with a form, and browsers hold the policy against where
 * that is redirected to.
 */
export function policyFor(
  { look, shop }: Pick<RoomEntry, 'look' | 'shop'>,
  origin: string,
): string {
  const [, own] = PLAIN_ORIGIN.exec(origin) ?? []
  const [outside] = /^https:\/\/[^/]+/.exec(look?.picture?.src ?? '') ?? []
  return policyWith({
    ...(own !== undefined && { sockets: ` ws${own}` }),
    ...(outside !== undefined && { pictures: ` ${outside}` }),
    forms: shopOrigins(shop)
      .map((shopOrigin) => ` ${shopOrigin}`)
      .join(''),
  })
}

function shopOrigins(shop: RoomEntry['shop']): string[] {
  const origins = shop?.returnTo.map((address) => new URL(address).origin) ?? []
  return [...new Set(origins)].filter((origin) => PLAIN_ORIGIN.test(origin))
}

export const standardHeaders: readonly (readonly [name: string, value: string])[] = [
  [POLICY_HEADER, policyWith({})],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Origin-Agent-Cluster', '?1'],
  ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
  // Stricter than same-origin would make browsers send `Origin: null` with our own forms.
  ['Referrer-Policy', 'same-origin'],
  // Without includeSubDomains: the room may live on one name of a seller's larger domain.
  ['Strict-Transport-Security', 'max-age=31536000'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
]

/** For pages, and for whatever else is not built by answerJson. */
export const withStandardHeaders = createMiddleware<EdgeEnv>(async (c, next) => {
  setRequestId(c)
  await next()
  const own = c.res.headers.get(POLICY_HEADER)
  for (const [name, value] of standardHeaders) c.res.headers.set(name, value)
  // A room's page has said its own, by policyFor.
  if (own !== null) c.res.headers.set(POLICY_HEADER, own)
  c.res.headers.set('X-Request-Id', c.get('requestId'))
})

const REQUEST_ID = /^[\w-]{1,128}$/

/** The caller's own, so that a request can be followed from where it began; or a new one. */
export function setRequestId(c: Context<EdgeEnv>): void {
  c.set('requestId', requestIdOf(c.req.header('X-Request-Id')))
}

export function requestIdOf(given: string | undefined): string {
  return given !== undefined && REQUEST_ID.test(given) ? given : crypto.randomUUID()
}
