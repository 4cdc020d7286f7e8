import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import type { SessionOnWire } from '../../core/protocol/session.ts'

/**
 * What the plain page of a room shows. Where `refreshSeconds` is given the page asks again by
 * itself after so long; 0 is a page whose reader has stopped that (`?refresh=off`).
 */
export type RoomView =
  /** No place yet. */
  | {
      kind: 'outside'
      phase: FanStatusOnWire['phase']
      waiting: number
      ratePerSecond: number
      opensAtMs: number
      asOfMs: number
      refreshSeconds: number
    }
  | { kind: 'placed'; poll: PollAnswer; refreshSeconds: number }
  | { kind: 'inside'; session: SessionOnWire; refreshSeconds: number }
  | { kind: 'let-through'; marked: boolean }
  /** The place has ended: its holder may join again. */
  | { kind: 'over' }
  /** Paused, closed, too early, busy: what to do. */
  | { kind: 'refused'; code: string; refreshSeconds: number }

/** What the page's forms send, one of these in the field `act`. */
export const roomActs = ['join', 'claim', 'here', 'leave', 'release'] as const
export type RoomAct = (typeof roomActs)[number]
