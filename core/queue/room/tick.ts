/**
 * The room's tick, four a second: so many slots as the cap leaves and the rate allows, shared
 * among the lanes, each lane's to its lowest segments with present fans waiting (R1–R4). What it
 * returns is stored before any of its grants is sent.
 */
import { CLOCK_SKEW_MS, GRANT_VALID_MS, PROBE_AHEAD_SECONDS, SEGMENTS_PER_TICK } from '../limits.ts'
import type { GrantTotal } from '../segment/slots.ts'
import { floatPlan } from './float.ts'
import { shareSlots } from './lanes.ts'
import { phaseOf } from './phase.ts'
import { filled, slotsAllowed, spent } from './rate.ts'
import { moveCourse, occupiedSlots, reservedSlots, type Lane, type Room } from './room.ts'
import { isSilent, isUnanswered, raised, seatKey, unserved, type Seat } from './seat.ts'

export type Grant = { readonly lane: string; readonly index: number; readonly total: GrantTotal }
export type Ticked = { readonly room: Room; readonly grants: readonly Grant[] }

/** A silent segment is still told, once a second, so that it can come back. */
const SILENT_EVERY = 4

export function tick(before: Room, nowMs: number): Ticked {
  const room = countMisses(dropLostFloats(refill(moveCourse(before, nowMs), nowMs), nowMs))
  const slots = freeSlots(room, nowMs)
  const given = giveSlots(room, slots, nowMs)
  const floated = floatPlan(given.room, given.waited, slots - given.slots, nowMs)
  const again = unanswered(room).map(({ lane, index }) => seatKey(lane, index))
  const told = new Set([...again, ...given.told, ...floated.told])
  return { room: floated.room, grants: grantsTo(floated.room, told) }
}

/** The message for one segment as it stands: also the answer to its report. */
export function grantTotal(room: Room, laneId: string, index: number): GrantTotal | undefined {
  const lane = room.lanes.find(({ id }) => id === laneId)
  const seat = lane?.seats[index]
  if (lane === undefined || seat === undefined) return undefined
  return totalFor(room, seat, asksOf(room, lane).get(index) ?? 0)
}

function refill(room: Room, nowMs: number): Room {
  return { ...room, bucket: filled(room.bucket, room.settings.ratePerSecond, nowMs) }
}

/** What the cap leaves and the rate allows; nothing unless open, after a halt, or before
 * the segments were heard again in a new life of the room: who is present is not known yet (R3). */
function freeSlots(room: Room, nowMs: number): number {
  if (room.halt !== undefined || phaseOf(room.course) !== 'open') return 0
  if (room.settings.mode !== 'queue' || nowMs < room.settlingUntilMs) return 0
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
  const lanes = room.lanes.map((lane) =>
    lane.seats.some((seat) => change(seat) !== seat)
      ? { ...lane, seats: lane.seats.map(change) }
      : lane,
  )
  return { ...room, lanes }
}

type Plan = { readonly index: number; readonly slots: number }

/**
 * Who in a lane could take slots, lowest first. A segment whose last increment is on its way and
 * that has more fans waiting is waited for: going past it would pass present fans (R3). Once it
 * is silent it is passed over (R4).
 */
function takersOf(lane: Lane, mostSegments: number): Plan[] {
  const takers: Plan[] = []
  for (let index = 0; index < lane.seats.length && takers.length < mostSegments; index += 1) {
    const seat = lane.seats[index]
    if (seat === undefined || isSilent(seat)) continue
    const slots = unserved(seat)
    if (slots === 0) continue
    if (isUnanswered(seat)) break
    takers.push({ index, slots })
  }
  return takers
}

function giveSlots(
  room: Room,
  slots: number,
  nowMs: number,
): { room: Room; slots: number; waited: boolean; told: string[] } {
  const each = Math.floor(SEGMENTS_PER_TICK / room.lanes.length)
  const takers = room.lanes.map((lane) => takersOf(lane, each))
  const waited = room.lanes.some(({ seats }) => seats.some((seat) => seat.counts.waiting > 0))
  if (slots === 0) return { room, slots: 0, waited, told: [] }
  const demands = room.lanes.map((lane, index) => ({
    id: lane.id,
    share: room.settings.lanes.find(({ id }) => id === lane.id)?.sharePercent ?? 1,
    demand: (takers[index] ?? []).reduce((sum, taker) => sum + taker.slots, 0),
    deficit: lane.deficit,
  }))
  const shares = shareSlots(demands, slots)
  const told: string[] = []
  let total = 0
  const lanes = room.lanes.map((lane, index) => {
    let left = shares[index]?.slots ?? 0
    total += left
    const seats = [...lane.seats]
    for (const taker of takers[index] ?? []) {
      const more = Math.min(left, taker.slots)
      const seat = seats[taker.index]
      if (more === 0 || seat === undefined) break
      seats[taker.index] = raised(seat, more, nowMs + GRANT_VALID_MS)
      told.push(seatKey(lane.id, taker.index))
      left -= more
    }
    return { ...lane, seats, deficit: shares[index]?.deficit ?? 0 }
  })
  return { room: { ...room, lanes, bucket: spent(room.bucket, total) }, slots: total, waited, told }
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

function grantsTo(room: Room, told: ReadonlySet<string>): Grant[] {
  return room.lanes.flatMap((lane) => {
    const asks = asksOf(room, lane)
    return lane.seats.flatMap((seat, index) =>
      told.has(seatKey(lane.id, index))
        ? [{ lane: lane.id, index, total: totalFor(room, seat, asks.get(index) ?? 0) }]
        : [],
    )
  })
}

function totalFor(room: Room, seat: Seat, ask: number): GrantTotal {
  return {
    epoch: room.epoch,
    granted: seat.granted,
    validUntilMs: seat.validUntilMs,
    float: seat.keep,
    ask,
    revocationsHeard: seat.revocationsSeen,
  }
}

/** How many fans of each segment are to be asked "still there?": the next seconds of the rate. */
function asksOf(room: Room, lane: Lane): Map<number, number> {
  const asks = new Map<number, number>()
  let left = Math.ceil(room.settings.ratePerSecond * PROBE_AHEAD_SECONDS)
  for (let index = 0; index < lane.seats.length && left > 0; index += 1) {
    const ask = Math.min(left, lane.seats[index]?.counts.waiting ?? 0)
    if (ask > 0) asks.set(index, ask)
    left -= ask
  }
  return asks
}
