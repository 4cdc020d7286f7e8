/** What a visitor without a place sees of a room: the same for all of them. */
import type { DoorAnswer } from '../../core/protocol/door.ts'
import { FAR_POLL_MIN_MS } from '../../core/queue/limits.ts'
import { inTheLine } from '../../core/queue/status.ts'
import { seenRoom, type Fan } from './fan.ts'

/** Before a sale all look at the same instant coming: they ask at different ones. */
const LOOK_SPREAD_MS = 5_000
/** The way in is looked for as soon as it may be there. */
const SOON_MS = 500

export async function door(fan: Fan): Promise<DoorAnswer> {
  const room = await seenRoom(fan, 'far')
  const { schedule } = fan.entry.settings
  const nowMs = Date.now()
  return {
    kind: 'door',
    phase: room.phase,
    joining: room.joining,
    waiting: inTheLine(room),
    ratePerSecond: room.ratePerSecond,
    opensAtMs: room.opensAtMs ?? schedule.openAtMs,
    news: room.news,
    next: { kind: 'poll', inMs: lookAgainMs(room.joining, schedule, nowMs) },
    asOfMs: room.asOfMs,
    nowMs,
  }
}

/** As usual, or soon after the next instant at which a door opens. */
function lookAgainMs(
  joining: DoorAnswer['joining'],
  { lobbyAtMs, openAtMs }: Fan['entry']['settings']['schedule'],
  nowMs: number,
): number {
  const usualMs = FAR_POLL_MIN_MS + Math.random() * LOOK_SPREAD_MS
  if (joining !== 'too-early') return Math.floor(usualMs)
  const toDoorMs = (lobbyAtMs ?? openAtMs) - nowMs
  const soonMs = Math.max(0, toDoorMs) + SOON_MS + Math.random() * 1_500
  return Math.floor(Math.min(usualMs, soonMs))
}
