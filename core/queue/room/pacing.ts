/**
 * One object hears all segments. When more has to be said than it can take, every segment waits
 * a little longer before it speaks again, and then says more at once: reports are absolute, so
 * nothing is lost by saying them less often.
 */
import { COALESCE_MS, REPORTS_PER_SECOND } from '../limits.ts'

/** The instant up to which the reports heard have used up the room's time. */
export type Pacing = { readonly busyUntilMs: number }

/** A near segment's counts must not grow old (R6), however busy the room is. */
const LONGEST_MS = 1_500

export const unpaced: Pacing = { busyUntilMs: 0 }

/** Notes a report, and says after how long the next from the same segment is welcome. */
export function paced(
  { busyUntilMs }: Pacing,
  nowMs: number,
): { readonly pacing: Pacing; readonly againInMs: number } {
  const until = Math.max(nowMs, busyUntilMs) + 1_000 / REPORTS_PER_SECOND
  const againInMs = Math.min(LONGEST_MS, Math.max(COALESCE_MS, Math.ceil(until - nowMs)))
  return { pacing: { busyUntilMs: Math.min(until, nowMs + LONGEST_MS) }, againInMs }
}
