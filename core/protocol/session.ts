/** The right to be in the shop. */
import { z } from 'zod'
import { sessionIdSchema } from '../token/claims.ts'

const instantMs = z.int().nonnegative()

export const sessionSchema = z.object({
  sessionId: sessionIdSchema,
  /** When it ends by itself. */
  untilMs: instantMs,
  /** Until when a verifier may believe it: renew before. */
  tokenUntilMs: instantMs,
})
export type SessionOnWire = z.infer<typeof sessionSchema>

/** Fan → room: more time, or no more. */
export const sessionRequest = z.object({ sessionId: sessionIdSchema })

export const renewAnswer = z.object({ kind: z.literal('renewed'), session: sessionSchema })

export const releaseAnswer = z.object({ kind: z.enum(['ended', 'already-over']) })
