/**
 * One line of JSON for a request, of a sample of them and of every change by an operator: when, what,
 * how it ended and how long it took, by its id. No address, no token, no query, and of a shop behind
 * us no path: whose request it was cannot be told from it.
 */
import type { Bindings } from './settings.ts'

const SAMPLE = 0.01
const OPERATE = '/operate/'

type Logged = {
  readonly request: Request
  readonly response: Response
  readonly beganAtMs: number
  /** Not ours: its paths are the shop's business. */
  readonly isShops: boolean
}

export function isLogged({ LOG_SAMPLE }: Pick<Bindings, 'LOG_SAMPLE'>, request: Request): boolean {
  const share = LOG_SAMPLE === undefined ? SAMPLE : Number(LOG_SAMPLE)
  // Where nothing is to be logged, not even that.
  if (share === 0) return false
  return isOperators(request) || Math.random() < share
}

function isOperators({ method, url }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD' && url.includes(OPERATE)
}

export function logRequest({ request, response, beganAtMs, isShops }: Logged): void {
  const { method } = request
  console.log(
    JSON.stringify({
      level: 'info',
      requestId: response.headers.get('X-Request-Id'),
      method,
      path: isShops ? 'shop' : new URL(request.url).pathname,
      status: response.status,
      ms: Date.now() - beganAtMs,
    }),
  )
}
