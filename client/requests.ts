/** Requests to a room, and what came of them: an answer, a refusal with its code, or nothing. */
import type { ProblemOnWire } from '../core/protocol/problem.ts'
import { backOffMs } from './back-off.ts'
import type { RoomAddress } from './room-address.ts'

const ANSWER_WITHIN_MS = 10_000
/** A person who pressed a button waits this long for what it does, and then hears why not. */
const PATIENCE_MS = 20_000

export type Outcome =
  /** As JSON, which is an object. */
  | { readonly kind: 'answer'; readonly text: string }
  | {
      readonly kind: 'problem'
      readonly problem: Pick<ProblemOnWire, 'code' | 'step'>
      readonly status: number
      readonly retryAfterMs: number | undefined
    }
  | { readonly kind: 'unreachable' }

export async function request(
  address: RoomAddress,
  what: string,
  method: 'GET' | 'POST',
  body?: unknown,
): Promise<Outcome> {
  const given = new AbortController()
  const late = setTimeout(() => given.abort(), ANSWER_WITHIN_MS)
  try {
    const response = await fetch(address.of(what), {
      method,
      headers: address.headers(method === 'POST'),
      cache: 'no-store',
      signal: given.signal,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    })
    return await outcomeOf(response)
  } catch {
    return { kind: 'unreachable' }
  } finally {
    clearTimeout(late)
  }
}

/** For what is safe to repeat and a person waits for: a busy room is asked again for a while. */
export async function patientRequest(...asked: Parameters<typeof request>): Promise<Outcome> {
  const untilMs = performance.now() + PATIENCE_MS
  for (let failures = 1; ; failures += 1) {
    const outcome = await request(...asked)
    if (outcome.kind === 'answer') return outcome
    if (outcome.kind === 'problem' && outcome.status !== 503) return outcome
    const retryAfterMs = outcome.kind === 'problem' ? outcome.retryAfterMs : undefined
    const afterMs = backOffMs(failures, Math.random(), retryAfterMs)
    if (performance.now() + afterMs > untilMs) return outcome
    await new Promise((resolve) => setTimeout(resolve, afterMs))
  }
}

/** What is not of this protocol, like a page of a proxy in between, is no answer. */
async function outcomeOf(response: Response): Promise<Outcome> {
  const text = await response.text()
  if (!text.startsWith('{')) return { kind: 'unreachable' }
  if (response.ok) return { kind: 'answer', text }
  const problem: Partial<ProblemOnWire> = JSON.parse(text)
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return {
    kind: 'problem',
    problem: {
      code: problem.code ?? 'unknown',
      ...(problem.step !== undefined && { step: problem.step }),
    },
    status: response.status,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1_000 : undefined,
  }
}
