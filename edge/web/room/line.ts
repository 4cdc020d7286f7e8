import type { FanStatusOnWire } from '../../../core/protocol/fan-status.ts'
import type { MessageKey } from '../messages.ts'
import type { RoomFacts } from '../room-view.ts'

/** A wait that is as short as this, at its longest, is called close. */
const CLOSE_MS = 10 * 60_000

/** Before a draw nobody is ahead of anybody; after the sale it no longer matters. */
export function hasOrder({ order }: RoomFacts, { phase }: FanStatusOnWire): boolean {
  if (phase === 'closed') return false
  return order === 'arrival' || !(isBeforeSale(phase) || phase === 'drawing')
}

export function isBeforeSale(phase: FanStatusOnWire['phase']): boolean {
  return phase === 'scheduled' || phase === 'lobby'
}

/** How far it still is, in words: near the front may yet be an hour, where few are let in. */
export function lineHeading(status: FanStatusOnWire): MessageKey {
  const { presentAhead, isEstimate, wait } = status
  if (isEstimate) return 'room.placed'
  if (presentAhead === 0) return 'room.placed.first'
  return wait !== undefined && wait.highMs <= CLOSE_MS ? 'room.placed.soon' : 'room.placed'
}
