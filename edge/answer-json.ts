/**
 * JSON for programs, which ask a thousand times as often as people read pages. It is built in one
 * go, from headers that were put together once: setting each costs more than all that is decided.
 */
import type { Context } from 'hono'
import type { EdgeEnv } from './settings.ts'
import { standardHeaders } from './standard-headers.ts'

const template = new Headers([
  ...standardHeaders.map(([name, value]): [string, string] => [name, value]),
  ['Content-Type', 'application/json'],
  ['Cache-Control', 'no-store'],
])

/** Pages of an origin that the room lists read answers, and bring a bearer token: never a cookie. */
export function allowOrigin(headers: Headers, origin: string): void {
  headers.set('Access-Control-Allow-Origin', origin)
  headers.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id')
  headers.append('Vary', 'Origin')
}

export function answerJson(
  c: Context<EdgeEnv>,
  value: unknown,
  status = 200,
  more: Readonly<Record<string, string>> = {},
): Response {
  const response = new Response(JSON.stringify(value), { status, headers: template })
  response.headers.set('X-Request-Id', c.get('requestId'))
  for (const name in more) response.headers.set(name, more[name] ?? '')
  const allowed = c.get('allowedOrigin')
  if (allowed !== undefined) allowOrigin(response.headers, allowed)
  return response
}
