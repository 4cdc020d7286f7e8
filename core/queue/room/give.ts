/** Who gets a tick's slots: lane by lane its share, in each lane the lowest who wait (R3). */
import { GRANT_VALID_MS, SEGMENTS_PER_TICK } from '../limits.ts'
import { shareSlots } from './lanes.ts'
import { spent } from './rate.ts'
import type { Lane, Room } from './room.ts'
import { isSilent, isUnanswered, raised, seatKey, unserved, type Seat } from './seat.ts'

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

/** Cuts the lanes' takers down to what one tick may call; who needs few leaves more to others. */
function fewest(lanes: readonly Plan[][]): Plan[][] {
  const order = lanes.map((_, lane) => lane)
  order.sort((a, b) => (lanes[a]?.length ?? 0) - (lanes[b]?.length ?? 0))
  const kept = lanes.map((): Plan[] => [])
  let left = SEGMENTS_PER_TICK
  for (const [rank, lane] of order.entries()) {
    const mine = (lanes[lane] ?? []).slice(0, Math.floor(left / (order.length - rank)))
    kept[lane] = mine
    left -= mine.length
  }
  return kept
}

export function giveSlots(
  room: Room,
  slots: number,
  nowMs: number,
): { room: Room; slots: number; leftWaiting: boolean; told: string[] } {
  const takers = fewest(room.lanes.map((lane) => takersOf(lane, SEGMENTS_PER_TICK)))
  if (slots === 0) return { room, slots: 0, leftWaiting: anybodyLeft(room, room), told: [] }
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
  const after = { ...room, lanes, bucket: spent(room.bucket, total) }
  return { room: after, slots: total, leftWaiting: anybodyLeft(room, after), told }
}

function isLate(seat: Seat): boolean {
  return isUnanswered(seat) && seat.counts.waiting > 0
}

/** Whether somebody waits for whom no slot is on its way, or for one that was not answered yet. */
function anybodyLeft(before: Room, after: Room): boolean {
  return (
    before.lanes.some(({ seats }) => seats.some(isLate)) ||
    after.lanes.some(({ seats }) => seats.some((seat) => unserved(seat) > 0))
  )
}
