/**
 * No queue, no wait: while nobody waits, a few slots lie granted ahead at the segments where the
 * next numbers will fall, so that a join is admitted in its own request. The float is called back
 * as soon as anybody waits whom this tick leaves waiting: a newcomer never passes a present fan
 * (R3), since a segment offers what it has to those who wait before it keeps the rest.
 */
import { FLOAT_MAX, FLOAT_REST_MS, FLOAT_VALID_MS } from '../limits.ts'
import { numbersOut, positionFrontier } from '../numbers/blocks.ts'
import { bucketSize } from './rate.ts'
import { frontierOf, occupiedSlots, reservedSlots, type Lane, type Room } from './room.ts'
import { isUnanswered, seatKey, type Seat } from './seat.ts'

/** `free` is what cap and rate leave in this tick; none when nothing may be granted. */
export function floatPlan(
  room: Room,
  anybodyWaits: boolean,
  free: number,
  nowMs: number,
): { room: Room; told: string[] } {
  const wanted = anybodyWaits || !mayFloat(room, nowMs) ? 0 : floatSize(room)
  const told: string[] = []
  let left = Math.min(free, slotsForNobody(room))
  const lanes = room.lanes.map((lane): Lane => {
    if (wanted === 0 && lane.seats.every(({ float }) => float === 0)) return lane
    const landing = landingIndexes(room, lane, nowMs)
    const each = Math.ceil(wanted / landing.size)
    const seats = lane.seats.map((seat, index) => {
      const after = floated(seat, landing.has(index) ? each : 0, left, nowMs)
      left -= after.granted - seat.granted
      if (after !== seat) told.push(seatKey(lane.id, index))
      return after
    })
    return { ...lane, seats }
  })
  return { room: { ...room, lanes }, told }
}

function floated(seat: Seat, wanted: number, free: number, nowMs: number): Seat {
  // Called back; the reserve is released when the segment says what became of it.
  if (wanted === 0) return seat.float === 0 ? seat : { ...seat, keep: false }
  // What is on its way keeps the validity it was sent with.
  if (isUnanswered(seat)) return seat
  const more = Math.max(0, Math.min(wanted - seat.float, free))
  const ageing = !seat.keep || seat.floatUntilMs - nowMs < FLOAT_VALID_MS / 2
  if (more === 0 && (seat.float === 0 || !ageing)) return seat
  const untilMs = nowMs + FLOAT_VALID_MS
  return {
    ...seat,
    granted: seat.granted + more,
    float: seat.float + more,
    floatUntilMs: untilMs,
    validUntilMs: untilMs,
    keep: true,
    misses: 0,
  }
}

function mayFloat(room: Room, nowMs: number): boolean {
  const { course, halt, settings } = room
  const running = course.stage === 'open' && !course.paused && settings.mode === 'queue'
  const settled = halt === undefined && nowMs >= room.settlingUntilMs
  // A rate that was lowered may have left fewer tokens than are reserved.
  const covered = reservedSlots(room) <= room.bucket.tokens + 1e-9
  const isCome = nowMs - room.cutAtMs < FLOAT_REST_MS
  return isCome && running && settled && covered && slotsForNobody(room) >= 0
}

/**
 * What is left when everybody who may hold a number nobody has heard of yet takes a slot: only so
 * much is for who comes first, or a newcomer would pass somebody who has just joined (R3).
 */
function slotsForNobody(room: Room): number {
  const unheard = room.lanes.reduce((sum, { numbers }) => sum + numbersOut(numbers), 0)
  return room.settings.cap - occupiedSlots(room) - unheard
}

/** Half the burst, so that a crowd that comes after it is not held up; a slot a lane at least. */
function floatSize({ settings, lanes }: Room): number {
  const half = Math.max(1, Math.floor(bucketSize(settings.ratePerSecond) / 2))
  return Math.max(1, Math.floor(Math.min(FLOAT_MAX, half) / lanes.length))
}

/** Where numbers that desks still hand out may fall; where there are none, the newest segment. */
function landingIndexes({ settings }: Room, lane: Lane, nowMs: number): Set<number> {
  const last = lane.seats.length - 1
  const indexes = new Set<number>()
  for (const { open, untilMs } of lane.numbers.blocks) {
    if (untilMs <= nowMs) continue
    for (const { from, to } of open) {
      const before = positionOf(lane, to - 1)
      for (let at = positionOf(lane, from); at <= before; at += settings.span) {
        indexes.add(Math.min(last, Math.floor(at / settings.span)))
      }
      indexes.add(Math.min(last, Math.floor(before / settings.span)))
    }
  }
  if (indexes.size > 0) return indexes
  const newest = Math.max(0, frontierOf(lane) - 1)
  return indexes.add(Math.min(last, Math.floor(newest / settings.span)))
}

/** Of a number behind those who were drawn, if any were. */
function positionOf({ numbers }: Lane, number: number): number {
  return Math.max(0, number - numbers.next + positionFrontier(numbers))
}
