/** Room → segment: what the tick sends, and what answers a report. */
import { PROBE_AHEAD_SECONDS } from '../limits.ts'
import type { GrantTotal } from '../segment/slots.ts'
import type { Lane, Room } from './room.ts'
import { seatKey, type Seat } from './seat.ts'

export type Grant = { readonly lane: string; readonly index: number; readonly total: GrantTotal }

/** The message for one segment as it stands: also the answer to its report. */
export function grantTotal(room: Room, laneId: string, index: number): GrantTotal | undefined {
  const lane = room.lanes.find(({ id }) => id === laneId)
  const seat = lane?.seats[index]
  if (lane === undefined || seat === undefined) return undefined
  return totalFor(room, seat, asksOf(room, lane).get(index) ?? 0)
}

export function grantsTo(room: Room, told: ReadonlySet<string>): Grant[] {
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
    ...(room.endedBeforeMs > 0 && { endBeforeMs: room.endedBeforeMs }),
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
