/**
 * Whom a tick asks though it grants them nothing. The room asks those whose word it needs, near
 * ones and the oldest first, rather than that all of them report: what it hears is bounded by
 * what it asks for.
 */
import { ASK_NEAR_MS, ASK_OCCUPIED_MS, ASK_PASSED_MS } from '../limits.ts'
import { ASKED_AFTER_RESTART, ASKED_PER_TICK } from '../limits.ts'
import { isWatched } from './reach.ts'
import type { Room } from './room.ts'
import { isUnanswered, occupied, seatKey, type Seat } from './seat.ts'

type Asked = { readonly key: string; readonly isNear: boolean; readonly asOfMs: number }

export function toAsk(room: Room, nowMs: number): string[] {
  const { lanes, settings } = room
  const old: Asked[] = []
  const unheard: string[] = []
  for (const lane of lanes) {
    for (const [index, seat] of lane.seats.entries()) {
      // An increment on its way asks as well.
      if (isUnanswered(seat)) continue
      const key = seatKey(lane.id, index)
      const isNear = isWatched(lane, index, settings.span)
      const isToEnd = occupied(seat) > 0 && seat.asOfMs < room.endedBeforeMs
      const everyMs = isToEnd ? 0 : usualMs(isNear, seat)
      if (seat.asOfMs === 0) unheard.push(key)
      // Nobody ever came to a segment that never spoke; its first fan makes it speak.
      else if (seat.boot > 0 && nowMs - seat.asOfMs >= everyMs) {
        old.push({ key, isNear: isNear || isToEnd, asOfMs: seat.asOfMs })
      }
    }
  }
  old.sort((a, b) => Number(b.isNear) - Number(a.isNear) || a.asOfMs - b.asOfMs)
  const again = old.map(({ key }) => key)
  // After a restart only the segments know what they count and gave back. One that stays silent
  // keeps nobody from asking the others.
  // Nor does news for a thousand segments keep the near ones' counts from being asked for (R6).
  const half = ASKED_PER_TICK / 2
  const untold = newsUntold(room)
  const asked = new Set([...untold.slice(0, half), ...again.slice(0, half), ...untold, ...again])
  return [...unheard.slice(0, ASKED_AFTER_RESTART), ...[...asked].slice(0, ASKED_PER_TICK)]
}

function usualMs(isNear: boolean, seat: Seat): number {
  if (isNear) return ASK_NEAR_MS
  return occupied(seat) > 0 ? ASK_OCCUPIED_MS : ASK_PASSED_MS
}

/** Those whose fans have not been told the room's news, near ones first. */
export function newsUntold({ lanes, settings, news }: Room): string[] {
  const newest = news.at(-1)?.no ?? 0
  const untold = lanes.flatMap((lane) =>
    lane.seats.flatMap(({ boot, newsTold }, index) => {
      if (boot === 0 || newsTold >= newest) return []
      return [{ key: seatKey(lane.id, index), isNear: isWatched(lane, index, settings.span) }]
    }),
  )
  untold.sort((a, b) => Number(b.isNear) - Number(a.isNear))
  return untold.slice(0, ASKED_PER_TICK).map(({ key }) => key)
}
