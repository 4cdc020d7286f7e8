/**
 * Sessions cut short, from all segments, numbered in one sequence so that a verifier can ask for
 * what came after its cursor. An entry lives until its token could not be accepted anyway. A full
 * log takes nothing more, rather than forget a session that may still be revoked: see isFull.
 */
import { REVOCATIONS_MAX } from '../limits.ts'
import type { Revocation } from '../segment/segment.ts'

export type RevocationLog = { readonly entries: readonly Revocation[]; readonly last: number }

export const noRevocations: RevocationLog = { entries: [], last: 0 }

/** Adds entries in order; a session already in the log stays where it is. */
export function logged(
  log: RevocationLog,
  added: readonly Omit<Revocation, 'no'>[],
  nowMs: number,
): RevocationLog {
  if (added.length === 0) return log
  const known = new Set(log.entries.map(({ sessionId }) => sessionId))
  const fresh = added.filter(({ sessionId }) => !known.has(sessionId))
  const alive = log.entries.filter(({ untilMs }) => untilMs > nowMs)
  const entries = fresh.map(({ sessionId, untilMs }, index) => ({
    no: log.last + index + 1,
    sessionId,
    untilMs,
  }))
  return {
    entries: [...alive, ...entries],
    last: log.last + entries.length,
  }
}

export function isFull({ entries }: RevocationLog, added: number, nowMs: number): boolean {
  if (entries.length + added <= REVOCATIONS_MAX) return false
  return entries.filter(({ untilMs }) => untilMs > nowMs).length + added > REVOCATIONS_MAX
}

/** What a verifier at this cursor has not heard. */
export function entriesAfter(log: RevocationLog, cursor: number): readonly Revocation[] {
  return log.entries.filter(({ no }) => no > cursor)
}
