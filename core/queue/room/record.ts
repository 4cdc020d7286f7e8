/**
 * What a room writes down of a tick or a word: its totals, cap and rate, which segments were given
 * slots, and the lowest that was left with fans who wait. With the segments' own records it is all
 * that is needed to hold the sale against R1 to R4.
 */
import { phaseOf, type Phase } from './phase.ts'
import { occupiedSlots, type Room } from './room.ts'
import { isSilent, unserved } from './seat.ts'

export type RoomRecord = {
  readonly atMs: number
  readonly phase: Phase
  readonly cap: number
  readonly ratePerSecond: number
  readonly granted: number
  readonly returned: number
  /** Left of what an operator let in beyond the rate. */
  readonly extra: number
  readonly lanes: readonly LaneRecord[]
}

type LaneRecord = {
  readonly lane: string
  /** Segment and slots, of those that were given more. */
  readonly given: readonly (readonly [index: number, slots: number])[]
  /** The lowest segment that answers and has present fans for whom no slot is on its way. */
  readonly waiting: number | undefined
}

/** While fans wait, it is written down this often though nobody is called: a stall must show (R4). */
export const RECORD_EVERY_MS = 5_000

/** Undefined where nothing happened that anybody would check. */
export function roomRecord(
  before: Room,
  after: Room,
  recordedAtMs: number,
  nowMs: number,
): RoomRecord | undefined {
  const lanes = after.lanes.map((lane): LaneRecord => {
    const old = before.lanes.find(({ id }) => id === lane.id)
    const given = lane.seats.flatMap(({ granted }, index): [number, number][] => {
      const more = granted - (old?.seats[index]?.granted ?? 0)
      return more > 0 ? [[index, more]] : []
    })
    const waiting = lane.seats.findIndex((seat) => !isSilent(seat) && unserved(seat) > 0)
    return { lane: lane.id, given, waiting: waiting < 0 ? undefined : waiting }
  })
  const isSteered = steeringOf(before) !== steeringOf(after)
  const isDue = nowMs - recordedAtMs >= RECORD_EVERY_MS
  const isWaiting = lanes.some(({ waiting }) => waiting !== undefined)
  const isGiven = lanes.some(({ given }) => given.length > 0)
  if (!isSteered && !isGiven && !(isDue && isWaiting)) return undefined
  const granted = after.lanes.reduce(
    (sum, { seats }) => sum + seats.reduce((all, seat) => all + seat.granted, 0),
    0,
  )
  return {
    atMs: nowMs,
    phase: phaseOf(after.course),
    cap: after.settings.cap,
    ratePerSecond: after.settings.ratePerSecond,
    granted,
    returned: granted - occupiedSlots(after),
    extra: after.bucket.extra,
    lanes: lanes.filter(({ given, waiting }) => given.length > 0 || waiting !== undefined),
  }
}

function steeringOf({ settings, course, bucket }: Room): string {
  const { cap, ratePerSecond } = settings
  return JSON.stringify([cap, ratePerSecond, phaseOf(course), bucket.extra])
}
