/** What segments say, merged. Reports may be lost, repeated, late and out of order. */
import type { SegmentReport } from '../segment/report.ts'
import type { GrantTotal } from '../segment/slots.ts'
import { grantTotal } from './grants.ts'
import { paced } from './pacing.ts'
import { spent } from './rate.ts'
import { isFull, logged } from './revocation-log.ts'
import { laneOf, withLane, type Halt, type Room } from './room.ts'
import { heard, occupied, type Seat } from './seat.ts'

/** What a segment that reports by itself is answered. */
export type ReportAnswer = {
  readonly total: GrantTotal
  /** The next report is welcome after so long. */
  readonly againInMs: number
}

/** A report that a segment sends by itself, as against one that answers a grant. */
export function takeReport(
  before: Room,
  report: SegmentReport,
  nowMs: number,
): { readonly room: Room; readonly answer: ReportAnswer | undefined } {
  const heardRoom = hearReport(before, report, nowMs)
  const { pacing, againInMs } = paced(heardRoom.pacing, nowMs)
  const room = { ...heardRoom, pacing }
  const total = grantTotal(room, report.lane, report.index)
  return { room, answer: total && { total, againInMs } }
}

export function hearReport(room: Room, report: SegmentReport, nowMs: number): Room {
  const lane = laneOf(room, report.lane)
  const seat = lane?.seats[report.index]
  if (report.epoch !== room.epoch || lane === undefined || seat === undefined) return room
  const impossible = impossibility(seat, report)
  if (impossible !== undefined) return { ...room, halt: impossible }

  const after = heard(seat, report)
  // Whatever left the float was offered, or might have been: it is spent (R2).
  const bucket = spent(room.bucket, seat.float - after.float)
  const fresh = report.revocations.filter(({ no }) => no > seat.revocationsSeen)
  // Unheard, the segment's word grows old, the log with it, and verifiers stop trusting it (R10).
  if (isFull(room.revocations, fresh.length, nowMs))
    return { ...room, halt: 'too-many-revocations' }
  const revocations = logged(room.revocations, fresh, nowMs)
  const seats = lane.seats.with(report.index, after)
  const calledUpTo = Math.max(lane.calledUpTo, report.calledUpTo)
  return withLane({ ...room, bucket, revocations }, { ...lane, seats, calledUpTo })
}

function impossibility(seat: Seat, report: SegmentReport): Halt | undefined {
  if (report.granted > seat.granted) return 'segment-saw-more-than-was-granted'
  if (report.returned > report.granted) return 'returned-above-granted'
  return undefined
}

/**
 * The instant up to which every revocation is in the log: the oldest word of any segment that
 * may have a session, or had one before the room's last restart and was not heard since (R8, R10).
 * A segment that says nothing makes the log old, and it should.
 */
export function revocationsAsOfMs(room: Room, nowMs: number): number {
  let asOfMs = nowMs
  for (const { seats } of room.lanes) {
    for (const seat of seats) {
      const unheard = seat.granted > 0 && seat.asOfMs === 0
      if (unheard || occupied(seat) > 0) asOfMs = Math.min(asOfMs, seat.asOfMs)
    }
  }
  return asOfMs
}
