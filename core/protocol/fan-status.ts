/** What one fan is told of the line, by whatever transport: all of it absolute, none of it a change. */
import { z } from 'zod'
import { placeSchema } from './place.ts'

const whole = z.int().nonnegative()

export const phaseSchema = z.enum(['scheduled', 'lobby', 'drawing', 'open', 'closed', 'paused'])

/**
 * absent: known, and not here by what was last seen. gone: left, or was let in; a poll says which.
 * lapsed: missed a turn, and says "I'm here" to be called again.
 */
const standingSchema = z.enum(['waiting', 'offered', 'lapsed', 'absent', 'gone', 'superseded'])

export const fanStatus = z.object({
  kind: z.literal('status'),
  phase: phaseSchema,
  standing: standingSchema,
  place: placeSchema,
  /** Present fans ahead: a count near the front, an estimate far from it. */
  presentAhead: whole,
  isEstimate: z.boolean(),
  /** Everybody ahead who is not gone. It never rises for who keeps the least they were told. */
  atMostAhead: whole,
  /** How many wait in all. */
  waiting: whole,
  ratePerSecond: z.number(),
  /** When the sale opens; left out once it has. */
  opensAtMs: whole.exactOptional(),
  /** Until the turn. Nothing, while nothing is known of it. */
  wait: z.object({ lowMs: whole, highMs: whole }).exactOptional(),
  /** The oldest instant that any of it was true, and the server's clock when it was said. */
  asOfMs: whole,
  nowMs: whole,
})
export type FanStatusOnWire = z.infer<typeof fanStatus>
