/**
 * Dead_letter: what was set aside, with the reason, so that the rest could go on. Its text is kept as
 * it came; what is longer than an event may be is kept only in its beginning, and cannot be replayed.
 */
import { z } from 'zod'
import { eventOf, EVENT_MAX_BYTES } from './event.ts'

export const deadLetter = eventOf(
  'Dead_letter',
  1,
  z.object({
    /** The topic it was meant for, as far as it said one. */
    topic: z.string().max(64).nullable(),
    reason: z.string().min(1).max(500),
    /** Who set it aside: the door, or a group of consumers. */
    by: z.string().min(1).max(100),
    text: z.string().max(EVENT_MAX_BYTES),
    isCut: z.boolean(),
  }),
)
export type DeadLetter = z.infer<typeof deadLetter>
