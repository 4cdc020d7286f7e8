/**
 * Lines of JSON, each with the request's id: a sample of all requests, and every change by an operator.
 * No address, no token, no query, and of a shop behind us no path: whose request it was cannot be told.
 */
import type { Bindings } from './settings.ts'

const SAMPLE = 0.01

type Share = Pick<Bindings, 'LOG_SAMPLE'>

/** Asked for every request, so nothing is read of it yet. */
export function isSampled(env: Share): boolean {
  return Math.random() < shareOf(env)
}

/** Where nothing is to be logged, not even what operators do. */
export function isLogging(env: Share): boolean {
  return shareOf(env) > 0
}

let read: { readonly text: string; readonly share: number } = { text: '', share: SAMPLE }

function shareOf({ LOG_SAMPLE = '' }: Share): number {
  if (read.text !== LOG_SAMPLE) {
    read = { text: LOG_SAMPLE, share: LOG_SAMPLE === '' ? SAMPLE : Number(LOG_SAMPLE) }
  }
  return read.share
}

type Answered = {
  readonly request: Request
  readonly response: Response
  readonly beganAtMs: number
  /** Not ours: its paths are the shop's business. */
  readonly isShops: boolean
}

export function logRequest({ request, response, beganAtMs, isShops }: Answered): void {
  log({
    requestId: response.headers.get('X-Request-Id') ?? '',
    method: request.method,
    path: isShops ? 'shop' : new URL(request.url).pathname,
    status: response.status,
    ms: Date.now() - beganAtMs,
  })
}

type Act = {
  readonly requestId: string
  readonly act: string
  /** The id of whoever did it; their name is in the log that it was added to. */
  readonly by: string
}

export function logAct(act: Act): void {
  log(act)
}

function log(line: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify({ level: 'info', ...line }))
}
