/** One fan's status in the words of the wire: polls and pushes are told from here alone (R6). */
import type { RoomDocument } from '../queue/room/document.ts'
import { inTheLine, statusOf, type OpenDocument } from '../queue/status.ts'
import type { FanStatusOnWire } from './fan-status.ts'
import type { PlaceOnWire } from './place.ts'

export function fanStatusOf(
  room: RoomDocument,
  place: PlaceOnWire,
  segment: OpenDocument | undefined,
  nowMs: number,
): FanStatusOnWire {
  const status = statusOf(room, place.lane, place.position, place.generation, segment)
  const { phase, standing, presentAhead, isEstimate, atMostAhead, wait, asOfMs } = status
  return {
    kind: 'status',
    phase,
    standing,
    place,
    presentAhead,
    isEstimate,
    atMostAhead,
    waiting: inTheLine(room),
    ratePerSecond: room.ratePerSecond,
    ...(isBefore(phase) && room.opensAtMs !== undefined && { opensAtMs: room.opensAtMs }),
    ...(wait !== undefined && { wait }),
    asOfMs,
    nowMs,
  }
}

function isBefore(phase: FanStatusOnWire['phase']): boolean {
  return phase === 'scheduled' || phase === 'lobby'
}
