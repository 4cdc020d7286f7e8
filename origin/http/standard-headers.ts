/** The same headers on every answer: nothing here is framed, sniffed, or run in a page. */
import type { MiddlewareHandler } from 'hono'
import type { OriginEnv } from './route.ts'

const standardHeaders: readonly (readonly [name: string, value: string])[] = [
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ['Cache-Control', 'no-store'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'same-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
]

/** As the edge takes and makes them, so that a request has one id from the fan to the store. */
const REQUEST_ID = /^[\w-]{1,128}$/

export function requestIdOf(given: string | undefined): string {
  return given !== undefined && REQUEST_ID.test(given) ? given : crypto.randomUUID()
}

/** What an answer says itself is kept. `isEnding`: connections are not kept for another request. */
export function withStandardHeaders(isEnding: () => boolean): MiddlewareHandler<OriginEnv> {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of standardHeaders) if (!headers.has(name)) headers.set(name, value)
    headers.set('X-Request-Id', c.get('requestId'))
    if (isEnding()) headers.set('Connection', 'close')
  }
}
