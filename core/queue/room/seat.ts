/**
 * What the room knows of one segment. `granted` is the room's own and is stored before it is
 * sent; everything else is what the segment last said. An unanswered increment counts as
 * occupied, whatever became of it: R1 by construction.
 */
import { MISSES_UNTIL_SILENT } from '../limits.ts'
import type { SegmentCounts, SegmentReport } from '../segment/report.ts'

export type Seat = {
  readonly granted: number
  readonly returned: number
  /** The highest total the segment has said it saw. */
  readonly answered: number
  readonly validUntilMs: number
  /** Slots granted as a float whose use is not known: reserved in the rate's bucket. */
  readonly float: number
  /** Past this, clocks' skew allowed for, no float can still be offered. */
  readonly floatUntilMs: number
  /** Whether spare slots may stay with the segment for whoever comes. */
  readonly keep: boolean
  /** Ticks since an increment went unanswered. */
  readonly misses: number
  readonly boot: number
  readonly sequence: number
  readonly asOfMs: number
  readonly counts: SegmentCounts
  /** Turns ever offered there, and missed. */
  readonly turns: number
  readonly lapses: number
  readonly revocationsSeen: number
  /** The newest of the room's news that it was told. */
  readonly newsTold: number
}

export const emptySeat: Seat = {
  granted: 0,
  returned: 0,
  answered: 0,
  validUntilMs: 0,
  float: 0,
  floatUntilMs: 0,
  keep: false,
  misses: 0,
  boot: 0,
  sequence: 0,
  asOfMs: 0,
  counts: { waiting: 0, present: 0, offered: 0, inside: 0, gone: 0 },
  turns: 0,
  lapses: 0,
  revocationsSeen: 0,
  newsTold: 0,
}

export function occupied({ granted, returned }: Seat): number {
  return granted - returned
}

export function isUnanswered({ granted, answered }: Seat): boolean {
  return answered < granted
}

/** A segment that missed two answers is passed over until it answers, so that it costs no more. */
export function isSilent(seat: Seat): boolean {
  return isUnanswered(seat) && seat.misses >= MISSES_UNTIL_SILENT
}

/** Fans who wait and for whom no slot is on its way. */
export function unserved(seat: Seat): number {
  return Math.max(0, seat.counts.waiting - (seat.granted - seat.answered))
}

/** Counters only grow, so any order of reports gives the same; counts come from the latest. */
export function heard(seat: Seat, report: SegmentReport): Seat {
  const answered = Math.max(seat.answered, report.granted)
  const counters = {
    answered,
    returned: Math.max(seat.returned, report.returned),
    misses: answered === seat.granted ? 0 : seat.misses,
    revocationsSeen: Math.max(seat.revocationsSeen, ...report.revocations.map(({ no }) => no)),
    float: report.granted === seat.granted ? Math.min(seat.float, report.spare) : seat.float,
  }
  if (!isNews(seat, report)) return { ...seat, ...counters }
  const { boot, sequence, asOfMs, counts, turns = seat.turns, lapses = seat.lapses } = report
  return { ...seat, ...counters, boot, sequence, asOfMs, counts, turns, lapses }
}

function isNews(seat: Seat, { boot, sequence, asOfMs }: SegmentReport): boolean {
  if (boot !== seat.boot) return boot > seat.boot
  return sequence === seat.sequence ? asOfMs >= seat.asOfMs : sequence > seat.sequence
}

/** More slots for fans who wait. What they cannot use comes back at once. */
export function raised(seat: Seat, more: number, validUntilMs: number): Seat {
  return { ...seat, granted: seat.granted + more, validUntilMs, keep: false, misses: 0 }
}

export function seatKey(lane: string, index: number): string {
  return `${lane} ${index}`
}
