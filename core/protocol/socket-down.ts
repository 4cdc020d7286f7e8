/** Segment → fan, over the socket. What a page missed it finds in its next status or poll. */
import { z } from 'zod'
import { fanStatus } from './fan-status.ts'
import { newsItem } from './news.ts'

const whole = z.int().nonnegative()

const yourTurn = z.object({
  kind: z.literal('your-turn'),
  turn: whole,
  /** Claim before this. By the server's clock, which is given too: a fan's may be anything. */
  deadlineMs: whole,
  nowMs: whole,
})

export const socketDown = z.discriminatedUnion('kind', [
  fanStatus,
  z.object({ kind: z.literal('news'), items: z.array(newsItem) }),
  yourTurn,
  /** Answer with `present` within five seconds, or count as away. */
  z.object({ kind: z.literal('still-there') }),
  /** The turn was missed. The place is kept; `here` brings its fan back. */
  z.object({ kind: z.literal('lapsed') }),
  z.object({ kind: z.literal('session-ended'), turn: whole }),
  /** Another page follows this place now; this one is about to be closed. */
  z.object({ kind: z.literal('moved-away'), generation: whole }),
])
export type SocketDown = z.infer<typeof socketDown>

/** Why a socket was closed, by its close code. */
export const CLOSE = {
  /** Another connection has the place: do not come back by yourself. */
  movedAway: 4001,
  /** Far from the front: the reason is `{"againInMs":…}`. Poll until then. */
  tooEarly: 4002,
  /** More messages than any page sends. */
  flooded: 4003,
  /** Not a message of this protocol. */
  badMessage: 4004,
  /** No sign of life for 45 s. */
  silent: 4005,
  /** The place has ended. */
  over: 4006,
} as const
