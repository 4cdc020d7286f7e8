/**
 * When a segment speaks to the room by itself: soon, if a slot came back or somebody came where
 * turns are given, since the room acts on it. All else the room asks for when it wants to know;
 * a seldom word is left for a room that forgot to.
 */
import { COALESCE_MS, REPORT_SELDOM_MS } from '../limits.ts'
import { count } from '../bits.ts'
import { waitingBits, type Segment } from './segment.ts'

/** What the room was last told, and when. */
export type Reporting = {
  readonly atMs: number
  /** The room's wish, from its last answer: the next news is welcome after so long. */
  readonly againInMs: number
  readonly boot: number
  readonly sequence: number
  readonly returned: number
  readonly revoked: number
  readonly waiting: number
}

export const neverReported: Reporting = {
  atMs: -Infinity,
  againInMs: COALESCE_MS,
  boot: 0,
  sequence: -1,
  returned: 0,
  revoked: 0,
  waiting: 0,
}

export function reported(segment: Segment, againInMs: number, nowMs: number): Reporting {
  const { boot, sequence, returned, revoked } = segment
  const waiting = count(waitingBits(segment))
  return { atMs: nowMs, againInMs, boot, sequence, returned, revoked, waiting }
}

/** The instant by which the room is to hear of a state that has been changing since. */
export function reportDueMs(segment: Segment, last: Reporting, changedAtMs: number): number {
  if (!isNews(segment, last)) return last.atMs + REPORT_SELDOM_MS
  return Math.max(changedAtMs + COALESCE_MS, last.atMs + last.againInMs)
}

function isNews(segment: Segment, last: Reporting): boolean {
  if (segment.boot !== last.boot) return true
  if (segment.sequence === last.sequence) return false
  if (segment.returned !== last.returned || segment.revoked !== last.revoked) return true
  // Where turns are given, each who comes counts; further back only the first does.
  const waiting = count(waitingBits(segment))
  return waiting > last.waiting && (segment.granted > 0 || last.waiting === 0)
}
