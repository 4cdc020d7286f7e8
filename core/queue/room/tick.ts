/**
 * The room's tick, four a second: so many slots as the cap leaves and the rate allows, shared
 * among the lanes, each lane's to its lowest segments with present fans waiting (R1–R4). What it
 * returns is stored before any of its grants is sent.
 */
import { CLOCK_SKEW_MS } from '../limits.ts'
import { estimateAt } from '../estimate/estimate.ts'
import { closeBlocks } from '../numbers/blocks.ts'
import { grantFromMs, moveDraw } from './drawing.ts'
import { floatPlan } from './float.ts'
import { giveSlots } from './give.ts'
import { grantsTo, type Grant } from './grants.ts'
import { observed } from './observed.ts'
import { phaseOf } from './phase.ts'
import { newsUntold, toAsk } from './asking.ts'
import { reachAt } from './reach.ts'
import { filled, slotsAllowed, spent } from './rate.ts'
import { frontierOf, moveCourse, occupiedSlots, reservedSlots, type Room } from './room.ts'
import { isSilent, isUnanswered, seatKey, type Seat } from './seat.ts'

export type Ticked = { readonly room: Room; readonly grants: readonly Grant[] }

/** A silent segment is still told, once a second, so that it can come back. */
const SILENT_EVERY = 4

export function tick(before: Room, nowMs: number): Ticked {
  const counted = moveDraw(closeOldBlocks(moveCourse(before, nowMs), nowMs), nowMs)
  const moved = withReach(counted, nowMs)
  const room = countMisses(dropLostFloats(refill(moved, nowMs), nowMs))
  const slots = freeSlots(room, nowMs)
  const given = giveSlots(room, slots, nowMs)
  const floated = floatPlan(given.room, given.leftWaiting, slots - given.slots, nowMs)
  const again = unanswered(room).map(({ lane, index }) => seatKey(lane, index))
  const told = new Set([...again, ...given.told, ...floated.told, ...toAsk(room, nowMs)])
  const after = {
    ...withNewsTold(floated.room, told),
    estimate: estimateAt(room.estimate, observed(room, nowMs), nowMs),
  }
  return { room: after, grants: grantsTo(after, told) }
}

/** Between two ticks: a float where the numbers of a new block fall, before anybody comes there. */
export function floatNow(before: Room, nowMs: number): Ticked {
  const room = refill(before, nowMs)
  const slots = freeSlots(room, nowMs)
  const idle = giveSlots(room, 0, nowMs)
  if (idle.leftWaiting || slots === 0) return { room: before, grants: [] }
  const floated = floatPlan(room, false, slots, nowMs)
  return { room: floated.room, grants: grantsTo(floated.room, new Set(floated.told)) }
}

/** Between two ticks: what just happened is told at once to those who are near (R6). */
export function newsNow(room: Room): Ticked {
  const told = new Set(newsUntold(room))
  const after = withNewsTold(room, told)
  return { room: after, grants: grantsTo(after, told) }
}

/** Said is as good as heard: what gets lost is said again with the next word, a second later. */
function withNewsTold(room: Room, told: ReadonlySet<string>): Room {
  const newsTold = room.news.at(-1)?.no ?? 0
  const lanes = room.lanes.map((lane) => {
    const isNew = (seat: Seat, index: number) =>
      seat.newsTold < newsTold && told.has(seatKey(lane.id, index))
    if (!lane.seats.some(isNew)) return lane
    const seats = lane.seats.map((seat, index) =>
      isNew(seat, index) ? { ...seat, newsTold } : seat,
    )
    return { ...lane, seats }
  })
  return { ...room, lanes }
}

function refill(room: Room, nowMs: number): Room {
  return { ...room, bucket: filled(room.bucket, room.settings.ratePerSecond, nowMs) }
}

/** Who is near moves on with the front, also while the sale is paused, and is known from the first. */
export function withReach(room: Room, nowMs: number): Room {
  const lanes = room.lanes.map((lane) => {
    const front = { calledUpTo: lane.calledUpTo, frontier: frontierOf(lane), seats: lane.seats }
    return { ...lane, reach: reachAt(lane.reach, front, room.settings, lane.id, nowMs) }
  })
  return { ...room, lanes }
}

/** Numbers nobody spoke for are counted though nobody joins any more, as in a draw (R9). */
function closeOldBlocks(room: Room, nowMs: number): Room {
  const lanes = room.lanes.map((lane) => {
    const numbers = closeBlocks(lane.numbers, nowMs)
    return numbers === lane.numbers ? lane : { ...lane, numbers }
  })
  return { ...room, lanes }
}

/** What the cap leaves and the rate allows; nothing unless open, after a halt, or before
 * the segments were heard again in a new life of the room: who is present is not known yet (R3). */
function freeSlots(room: Room, nowMs: number): number {
  if (room.halt !== undefined || phaseOf(room.course) !== 'open') return 0
  if (room.settings.mode !== 'queue' || nowMs < Math.max(room.settlingUntilMs, grantFromMs(room)))
    return 0
  const free = Math.max(0, room.settings.cap - occupiedSlots(room))
  return Math.min(free, slotsAllowed(room.bucket, reservedSlots(room)))
}

/**
 * Past its validity and the clocks' skew no float can still be offered. Whether it was is not
 * known, so it counts as spent (R2).
 */
function dropLostFloats(room: Room, nowMs: number): Room {
  let lost = 0
  const lanes = room.lanes.map((lane) => {
    if (lane.seats.every(({ float }) => float === 0)) return lane
    const seats = lane.seats.map((seat) => {
      if (seat.float === 0 || nowMs <= seat.floatUntilMs + CLOCK_SKEW_MS) return seat
      lost += seat.float
      return { ...seat, float: 0, keep: false }
    })
    return { ...lane, seats }
  })
  return lost === 0 ? room : { ...room, lanes, bucket: spent(room.bucket, lost) }
}

function countMisses(room: Room): Room {
  return mapSeats(room, (seat) =>
    isUnanswered(seat) ? { ...seat, misses: seat.misses + 1 } : seat,
  )
}

function mapSeats(room: Room, change: (seat: Seat) => Seat): Room {
  const lanes = room.lanes.map((lane) => {
    const seats = lane.seats.map(change)
    return seats.some((seat, index) => seat !== lane.seats[index]) ? { ...lane, seats } : lane
  })
  return { ...room, lanes }
}

function unanswered(room: Room): { lane: string; index: number }[] {
  return room.lanes.flatMap((lane) =>
    lane.seats.flatMap((seat, index) =>
      isUnanswered(seat) && (!isSilent(seat) || seat.misses % SILENT_EVERY === 0)
        ? [{ lane: lane.id, index }]
        : [],
    ),
  )
}
