/**
 * The one-time code that a fan brings back to the shop, which changes it for a token, server to
 * server. The room signs it and keeps nothing; the session remembers the last one that was used,
 * so that each is used once (R8), and none that was made before one that was used.
 */
import { z } from 'zod'
import { VERIFIER_SKEW_MS } from '../queue/limits.ts'
import { sessionIdSchema } from './claims.ts'

/** From the click in the room to the shop's question: a redirect, and a slow phone. */
const ENTRY_CODE_MS = 60_000

const payload = z.object({
  /** Room. */
  r: z.string(),
  /** Session. */
  s: sessionIdSchema,
  /** When it was made, in ms. */
  a: z.int().positive(),
})

export type EntryCode = {
  readonly room: string
  readonly sessionId: string
  readonly madeAtMs: number
}

export function entryCodePayload({ room, sessionId, madeAtMs }: EntryCode): unknown {
  return { r: room, s: sessionId, a: madeAtMs } satisfies z.infer<typeof payload>
}

export type EntryCodeOutcome =
  | { readonly kind: 'code'; readonly code: EntryCode }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'expired' }

/** What its signature was good for. Another room's code is none of this one's. */
export function readEntryCode(given: unknown, room: string, nowMs: number): EntryCodeOutcome {
  const read = payload.safeParse(given)
  if (!read.success || read.data.r !== room) return { kind: 'malformed' }
  const { s: sessionId, a: madeAtMs } = read.data
  if (nowMs >= madeAtMs + ENTRY_CODE_MS || madeAtMs > nowMs + VERIFIER_SKEW_MS) {
    return { kind: 'expired' }
  }
  return { kind: 'code', code: { room, sessionId, madeAtMs } }
}
