/**
 * The same headers on every answer. The policy allows our own files and nothing else: no inline
 * script, no inline style, no other host, no frame around us.
 */
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { EdgeEnv } from './settings.ts'

export const standardHeaders: readonly (readonly [name: string, value: string])[] = [
  [
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
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
  for (const [name, value] of standardHeaders) c.res.headers.set(name, value)
  c.res.headers.set('X-Request-Id', c.get('requestId'))
})

const REQUEST_ID = /^[\w-]{1,128}$/

/** The caller's own, so that a request can be followed from where it began; or a new one. */
export function setRequestId(c: Context<EdgeEnv>): void {
  const given = c.req.header('X-Request-Id')
  const isGood = given !== undefined && REQUEST_ID.test(given)
  c.set('requestId', isGood ? given : crypto.randomUUID())
}
