/**
 * Sessions cut short, from all segments, numbered in one sequence so that a verifier can ask for
 * what came after its cursor. An entry lives until its token could not be accepted anyway. A full
 * log takes nothing more, rather than forget a session that may still be revoked: see isFull.
 *
 * Entries come in batches, so that adding one does not copy the thousands there are.
 */
import { REVOCATIONS_MAX } from '../limits.ts'
import type { Revocation } from '../segment/segment.ts'

type Batch = {
  readonly entries: readonly Revocation[]
  /** By then all of it is dead, and it is dropped as a whole. */
  readonly untilMs: number
}

export type RevocationLog = {
  readonly batches: readonly Batch[]
  readonly last: number
  /** Entries in all batches, those that died since among them. */
  readonly size: number
}

const BATCH = 256

export const noRevocations: RevocationLog = { batches: [], last: 0, size: 0 }

/** Adds entries in order. A segment says each once: the room remembers how far it heard it. */
export function logged(
  log: RevocationLog,
  added: readonly Omit<Revocation, 'no'>[],
  nowMs: number,
): RevocationLog {
  if (added.length === 0) return log
  const alive = log.batches.filter(({ untilMs }) => untilMs > nowMs)
  const open = alive.at(-1)
  const extended = open !== undefined && open.entries.length + added.length <= BATCH
  const kept = extended ? alive.slice(0, -1) : alive
  const fresh = added.map(({ sessionId, untilMs }, index) => ({
    no: log.last + index + 1,
    sessionId,
    untilMs,
  }))
  const entries = extended ? [...open.entries, ...fresh] : fresh
  const untilMs = Math.max(...entries.map((entry) => entry.untilMs))
  const batches = [...kept, { entries, untilMs }]
  const size = batches.reduce((sum, batch) => sum + batch.entries.length, 0)
  return { batches, last: log.last + fresh.length, size }
}

export function isFull({ batches, size }: RevocationLog, added: number, nowMs: number): boolean {
  if (size + added <= REVOCATIONS_MAX) return false
  const alive = batches.reduce(
    (sum, { entries }) => sum + entries.filter(({ untilMs }) => untilMs > nowMs).length,
    0,
  )
  return alive + added > REVOCATIONS_MAX
}

/** What a verifier at this cursor has not heard. */
export function entriesAfter({ batches }: RevocationLog, cursor: number): readonly Revocation[] {
  const unheard = batches.filter(({ entries }) => (entries.at(-1)?.no ?? 0) > cursor)
  return unheard.flatMap(({ entries }) => entries.filter(({ no }) => no > cursor))
}
