/** What happens to a fan's page, and what it then does: the two ends of the follower. */
import type { claimAnswer, hereAnswer, leaveAnswer } from '../core/protocol/claim.ts'
import type { DoorAnswer } from '../core/protocol/door.ts'
import type { JoinAnswer, JoinRequest } from '../core/protocol/join.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { ProblemOnWire } from '../core/protocol/problem.ts'
import type { releaseAnswer } from '../core/protocol/session.ts'
import type { SocketDown } from '../core/protocol/socket-down.ts'
import type { SocketUp } from '../core/protocol/socket-up.ts'
import type { z } from 'zod'
import type { FanView, Transport } from './room-state.ts'

export type Ask =
  | { readonly what: 'door' | 'status' | 'claim' | 'here' | 'leave' }
  | { readonly what: 'join'; readonly body: JoinRequest }
  | { readonly what: 'release'; readonly body: { readonly sessionId: string } }
type AskName = Ask['what']

/** What is answered to each. */
type Answers = {
  door: DoorAnswer
  status: PollAnswer
  join: JoinAnswer
  claim: z.infer<typeof claimAnswer>
  here: z.infer<typeof hereAnswer>
  leave: z.infer<typeof leaveAnswer>
  release: z.infer<typeof releaseAnswer>
}

export type Answered = {
  [Name in AskName]: { readonly what: Name; readonly answer: Answers[Name] }
}[AskName]

export type Refused = {
  readonly what: AskName
  readonly problem: Pick<ProblemOnWire, 'code' | 'step'>
  readonly status: number
  readonly retryAfterMs: number | undefined
}

export type Connected = Exclude<Transport, 'poll'>

export type FanEvent =
  /** With what the page was delivered with, if with anything. */
  | { readonly kind: 'begun'; readonly view: FanView; readonly serverAheadMs: number }
  | { readonly kind: 'woken' }
  | ({ readonly kind: 'answered'; readonly sentMs: number } & Answered)
  | ({ readonly kind: 'refused' } & Refused)
  | { readonly kind: 'unreachable'; readonly what: AskName }
  | { readonly kind: 'opened'; readonly via: Connected }
  | { readonly kind: 'heard'; readonly message: SocketDown }
  /** A pong, or a comment in a stream: nothing is said, and somebody is there. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'told'; readonly poll: PollAnswer }
  | { readonly kind: 'ended'; readonly problem: ProblemOnWire }
  | { readonly kind: 'cut'; readonly code: number; readonly reason: string }
  /** What the person wants. */
  | { readonly kind: 'wants'; readonly ask: Ask }
  /** A place has come to this page: by a code, or back from where it went. */
  | { readonly kind: 'place-came' }
  /** Another tab follows the place now, or this one is to follow it again. */
  | { readonly kind: 'tab-took-over' | 'taken-back' }
  /** The page is looked at again, the network is back, the phone woke up. */
  | { readonly kind: 'shown' | 'hidden' | 'online' | 'offline' }

export type FanAction =
  | { readonly kind: 'ask'; readonly ask: Ask }
  | { readonly kind: 'connect'; readonly via: Connected }
  | { readonly kind: 'say'; readonly message: SocketUp }
  | { readonly kind: 'ping' }
  | { readonly kind: 'hang-up' }
  /** Cookies are off: from now on the token goes along by itself. */
  | { readonly kind: 'carry-token' }
  /** This page is too old for what answers. */
  | { readonly kind: 'reload' }
