/** Room → visitor without a place: what is going on here, and whether there is a way in. */
import { z } from 'zod'
import { phaseSchema } from './fan-status.ts'
import { newsItem } from './news.ts'

const whole = z.int().nonnegative()

/** What would become of a join now. */
export const joiningSchema = z.enum([
  'take-number',
  'let-through',
  'too-early',
  'drawing',
  'paused',
  'closed',
  'rejected',
])

export const doorAnswer = z.object({
  kind: z.literal('door'),
  phase: phaseSchema,
  joining: joiningSchema,
  /** How many wait in all. */
  waiting: whole,
  ratePerSecond: z.number(),
  /** When the sale opens, or opened. */
  opensAtMs: whole,
  news: z.array(newsItem),
  /** Ask again after so long. */
  next: z.object({ kind: z.literal('poll'), inMs: whole }),
  asOfMs: whole,
  nowMs: whole,
})
export type DoorAnswer = z.infer<typeof doorAnswer>
