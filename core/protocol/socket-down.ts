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
