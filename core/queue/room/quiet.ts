/** When a room's timer may rest: a sale of next week costs nothing today. */
import type { Room } from './room.ts'
import { isUnanswered } from './seat.ts'
import type { RoomSettings } from './settings.ts'

/**
 * Every segment was heard, nobody waits, and nothing that was granted is on its way or lies ready.
 * In a sale that is over nobody waits for anything, whoever still has a page open.
 */
export function isQuiet({ lanes, course }: Room): boolean {
  const isOver = course.stage === 'closed'
  return lanes.every(({ seats }) =>
    seats.every((seat) => {
      const isStill = seat.float === 0 && !isUnanswered(seat)
      return isStill && (isOver || (seat.counts.waiting === 0 && seat.asOfMs > 0))
    }),
  )
}

/** The next instant at which the schedule moves by itself. */
export function nextInstantMs({ schedule }: RoomSettings, nowMs: number): number | undefined {
  const { lobbyAtMs, openAtMs, closeAtMs } = schedule
  const later = [lobbyAtMs, openAtMs, closeAtMs].filter(
    (atMs) => atMs !== undefined && atMs > nowMs,
  )
  return later.reduce<number | undefined>(
    (first, atMs) => (first === undefined ? atMs : Math.min(first, atMs ?? first)),
    undefined,
  )
}
