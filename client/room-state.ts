/** What a page shows of a room: all that is known of one fan at one instant. */
import type { DoorAnswer } from '../core/protocol/door.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { SessionOnWire } from '../core/protocol/session.ts'

export type FanView =
  /** Nothing was heard yet. */
  | { readonly kind: 'unknown' }
  /** No place yet. */
  | { readonly kind: 'outside'; readonly door: DoorAnswer }
  /** In the line: the latest of everything that was told, by whatever transport. */
  | { readonly kind: 'placed'; readonly poll: PollAnswer }
  | { readonly kind: 'inside'; readonly session: SessionOnWire }
  /** No queue, or none that can be seen (marked). */
  | { readonly kind: 'let-through'; readonly marked: boolean }
  /** The place has ended. */
  | { readonly kind: 'over' }
  /** Another tab of this browser follows the place, or another device has it. */
  | { readonly kind: 'moved-away'; readonly to: 'tab' | 'device' }
  /** What was asked for cannot be: by the code of the refusal. */
  | { readonly kind: 'refused'; readonly code: string }
  /** There is no such room any more. */
  | { readonly kind: 'gone' }

export type Transport = 'socket' | 'stream' | 'poll'

export type RoomState = {
  readonly view: FanView
  /** How it hears of the line at this moment. */
  readonly transport: Transport
  /** Nothing can be heard, and it keeps trying. */
  readonly isOffline: boolean
  /** The room asked whether anybody is here: the turn is seconds away. */
  readonly isAskedFor: boolean
  /** Without cookies the place is this page's alone. */
  readonly isKeptByPageOnly: boolean
  /** How many were ahead when the page first heard. */
  readonly startedAhead: number | undefined
  /** The server's clock is so far ahead of this one. */
  readonly serverAheadMs: number
}
