/** What the tests begin from: a small segment, and a small room with fans waiting in it. */
import * as fc from 'fast-check'
import { assert } from '../assert.ts'
import { fansSeen, imHere } from './segment/arrivals.ts'
import { claim, endSession, leave, renew } from './segment/claims.ts'
import { at } from './segment/columns.ts'
import { movePlace } from './segment/places.ts'
import { offerTransfer, redeemTransfer } from './segment/transfers.ts'
import type { SegmentReport } from './segment/report.ts'
import { defaultTerms, openSegment, type Segment } from './segment/segment.ts'
import { takeGrants, type GrantTotal } from './segment/slots.ts'
import { newsUntold } from './room/asking.ts'
import { hearReport } from './room/reports.ts'
import { cutRoomBlock, laneOf, moveCourse, openRoom, type Room } from './room/room.ts'
import type { Seat } from './room/seat.ts'
import type { RoomSettings } from './room/settings.ts'
import { newsNow } from './room/tick.ts'

export const START_MS = 1_000_000
/** Long enough ahead that nothing granted runs out in a test that is not about it. */
const FAR_MS = START_MS + 100_000_000

/** A segment of 40 positions, the first of its lane unless it is said, with these fans present. */
export function segmentWith(present: number[], index = 0): Segment {
  const name = { epoch: 'epoch-a', lane: 'a', index }
  const empty = openSegment(name, START_MS, defaultTerms, 40)
  return fansSeen(empty, present, START_MS, START_MS).segment
}

/** The room's total of grants, as a segment hears it. */
export function total(granted: number, changes: Partial<GrantTotal> = {}): GrantTotal {
  const plain = { epoch: 'epoch-a', float: false, ask: 0, revocationsHeard: 0 }
  return { ...plain, granted, validUntilMs: FAR_MS, ...changes }
}

/** The same segment after so many slots more. */
export function withGrants(segment: Segment, more: number, nowMs: number): Segment {
  return takeGrants(segment, total(segment.granted + more), nowMs).segment
}

type Act = (segment: Segment, fan: number, nowMs: number) => Segment

/** Each on the turn and the generation that stand, so that most of them mean something. */
const acts: Act[] = [
  (segment, fan, nowMs) => claim(segment, fan, nowMs).segment,
  (segment, fan, nowMs) => renew(segment, fan, at(segment.turn, fan), nowMs).segment,
  (segment, fan, nowMs) => endSession(segment, fan, at(segment.turn, fan), nowMs).segment,
  (segment, fan, nowMs) => leave(segment, fan, nowMs).segment,
  (segment, fan, nowMs) => imHere(segment, fan, nowMs).segment,
  (segment, fan, nowMs) => movePlace(segment, fan, at(segment.generation, fan), nowMs).segment,
  (segment, fan, nowMs) => offerTransfer(segment, fan, fan, nowMs).segment,
  (segment, fan, nowMs) => redeemTransfer(segment, fan, fan, 'a-phone', nowMs).segment,
  (segment, fan, nowMs) => withGrants(segment, fan, nowMs),
]

/** Segments as they were after each of some acts, minutes apart at the most. */
export const lives = fc
  .array(fc.record({ act: fc.constantFrom(...acts), fan: fc.nat(5), ms: fc.nat(100_000) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((steps) => {
    let segment = segmentWith([0, 1, 2, 3, 4, 39])
    let nowMs = START_MS
    return steps.map(({ act, fan, ms }) => {
      nowMs += ms
      segment = act(segment, fan, nowMs)
      return segment
    })
  })

export function settingsWith(changes: Partial<RoomSettings> = {}): RoomSettings {
  return {
    cap: 100,
    ratePerSecond: 20,
    lanes: [{ id: 'a', sharePercent: 100 }],
    order: 'arrival',
    mode: 'queue',
    schedule: { openAtMs: START_MS },
    span: 10,
    near: { seconds: 300, atLeast: 10_000 },
    terms: defaultTerms,
    ...changes,
  }
}

/** What a segment says, at the start and for the first time unless it is said. */
export function said(
  lane: string,
  index: number,
  { waiting = 0, ...changes }: Partial<SegmentReport> & { waiting?: number },
): SegmentReport {
  return {
    epoch: 'epoch-a',
    lane,
    index,
    boot: 1,
    sequence: 1,
    asOfMs: START_MS,
    granted: 0,
    returned: 0,
    spare: 0,
    calledUpTo: 0,
    counts: { waiting, present: waiting, offered: 0, inside: 0, gone: 0 },
    revocations: [],
    ...changes,
  }
}

/** A room just open, its bucket full, whose lanes' segments have so many fans waiting. */
export function roomWith(
  waiting: Readonly<Record<string, readonly number[]>>,
  changes: Partial<RoomSettings> = {},
): Room {
  const settings = settingsWith(changes)
  let room = openRoom('epoch-a', settings, START_MS - 10_000)
  for (const [lane, counts] of Object.entries(waiting)) {
    const numbers = counts.length * settings.span
    if (numbers > 0) room = cutRoomBlock(room, lane, numbers, START_MS - 10_000).room
    for (const [index, count] of counts.entries()) {
      room = hearReport(room, said(lane, index, { waiting: count }), START_MS)
    }
  }
  return newsHeard(moveCourse(room, START_MS))
}

/** The same room once everybody was told its news. */
export function newsHeard(room: Room): Room {
  let told = room
  while (newsUntold(told).length > 0) told = newsNow(told).room
  return told
}

export function seatAt(room: Room, lane: string, index: number): Seat {
  const seat = laneOf(room, lane)?.seats[index]
  assert(seat !== undefined, 'the test made this segment')
  return seat
}
