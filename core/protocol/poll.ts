/** Room → fan: how things stand, what to do with it, and when to ask again. */
import { z } from 'zod'
import { fanStatus } from './fan-status.ts'
import { newsItem } from './news.ts'
import { sessionSchema } from './session.ts'

const whole = z.int().nonnegative()

/** The page's next move, jitter included: it needs no rule of its own. */
const nextStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('poll'), inMs: whole }),
  /** Near the front: open the socket after so long; who cannot, polls every `pollMs`. */
  z.object({ kind: z.literal('connect'), inMs: whole, pollMs: whole }),
  /** Nothing more will happen to this place. */
  z.object({ kind: z.literal('stop') }),
])

export const pollAnswer = z.object({
  status: fanStatus,
  /** The turn, while it is this fan's: claim it before the deadline. */
  offer: z.object({ turn: whole, deadlineMs: whole }).exactOptional(),
  /** The session, while it lasts. */
  session: sessionSchema.exactOptional(),
  news: z.array(newsItem),
  next: nextStepSchema,
})
export type PollAnswer = z.infer<typeof pollAnswer>
