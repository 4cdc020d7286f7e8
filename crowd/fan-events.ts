/** What can happen to a fan, and what a fan can do: all of it the public protocol, or its failing. */
import type { z } from 'zod'
import type { JoinAnswer } from '../core/protocol/join.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { SessionOnWire } from '../core/protocol/session.ts'
import type { SocketDown } from '../core/protocol/socket-down.ts'
import type { socketUp } from '../core/protocol/socket-up.ts'

export type Ask =
  | { readonly what: 'join' }
  | { readonly what: 'status' }
  | { readonly what: 'claim' }
  | { readonly what: 'here' }
  | { readonly what: 'leave' }
  | { readonly what: 'renew'; readonly sessionId: string }
  | { readonly what: 'release'; readonly sessionId: string }
export type AskName = Ask['what']

export type Outcome =
  | { readonly kind: 'joined'; readonly answer: JoinAnswer }
  | { readonly kind: 'told'; readonly answer: PollAnswer }
  | {
      readonly kind: 'admitted'
      readonly session: SessionOnWire
      readonly again: boolean
      /** The server's clock, where nothing else in the answer tells it. */
      readonly nowMs?: number
    }
  | { readonly kind: 'here' }
  | { readonly kind: 'left' }
  | { readonly kind: 'renewed'; readonly session: SessionOnWire }
  | { readonly kind: 'released' }
  | Refusal
  /** Nobody answered, or not in time. */
  | { readonly kind: 'unreachable'; readonly why: string }
  /** An answer that is not of the protocol. */
  | { readonly kind: 'mismatch'; readonly why: string }

export type Refusal = {
  readonly kind: 'refused'
  readonly status: number
  readonly code: string
  readonly retryAfterMs: number | undefined
}

export type FanEvent =
  | { readonly kind: 'begun' }
  /** An alarm of the fan's own is due. */
  | { readonly kind: 'woken' }
  | { readonly kind: 'answered'; readonly what: AskName; readonly outcome: Outcome }
  | { readonly kind: 'connected' }
  | { readonly kind: 'heard'; readonly message: SocketDown }
  /** Over the event stream: what a poll would have answered. */
  | { readonly kind: 'streamed'; readonly answer: PollAnswer }
  /** The event stream's last word: it is not to be opened again. */
  | { readonly kind: 'dismissed'; readonly code: string }
  | Cut

/** The connection was closed by the other side, or could not be opened. */
export type Cut = {
  readonly kind: 'cut'
  readonly code: number
  readonly reason: string
  /** When to come back at the earliest, where the other side said so. */
  readonly retryMs?: number
}

export type FanAction =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | { readonly kind: 'connect' }
  | { readonly kind: 'say'; readonly message: z.infer<typeof socketUp> }
  | { readonly kind: 'ping' }
  /** lost: the other side is told nothing. */
  | { readonly kind: 'hang-up'; readonly how: 'closed' | 'lost' }
  | { readonly kind: 'end'; readonly how: Ending }

/**
 * served: was in the shop. left: lost patience and said so. gave-up: missed the turn for good.
 * turned-away: the sale takes nobody any more. unheard: let in by a claim whose answer never came,
 * and too late to go in. lost: the place was gone, which must not be (R5).
 */
export const ENDINGS = [
  'served',
  'left',
  'gave-up',
  'turned-away',
  'let-through',
  'unheard',
  'lost',
] as const
export type Ending = (typeof ENDINGS)[number]
