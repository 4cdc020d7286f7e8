/** Requests to a room, and what came of them: an answer, a refusal with its code, or nothing. */
import type { ProblemOnWire } from '../core/protocol/problem.ts'
import type { RoomAddress } from './room-address.ts'

const ANSWER_WITHIN_MS = 10_000

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
