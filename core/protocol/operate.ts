/** Operator → room, with the operator's key as a bearer token. */
import { z } from 'zod'
import { CAP_MAX, RATE_MAX_PER_SECOND, RATE_MIN_PER_SECOND } from '../queue/limits.ts'
import { sessionIdSchema } from '../token/claims.ts'

export const commandRequest = z.object({
  /** sold-out is news alone: whether the room then pauses or closes, its operator says. */
  command: z.enum(['open', 'pause', 'resume', 'close', 'sold-out']),
})

export const steerRequest = z
  .object({
    cap: z.int().min(0).max(CAP_MAX).exactOptional(),
    ratePerSecond: z.number().min(RATE_MIN_PER_SECOND).max(RATE_MAX_PER_SECOND).exactOptional(),
  })
  .refine((steer) => steer.cap !== undefined || steer.ratePerSecond !== undefined, {
    path: ['cap'],
    error: 'name a cap, a rate or both',
  })

/** In one language at least, each by its two letters. */
export const messageRequest = z.object({
  text: z
    .record(
      z.string().regex(/^[a-z]{2}$/, 'a language is two small letters'),
      z.string().min(1).max(500),
    )
    .refine((text) => Object.keys(text).length > 0, { error: 'a message says something' }),
})

export const revokeRequest = z.object({ sessionId: sessionIdSchema })
export const revokeAnswer = z.object({ kind: z.enum(['ended', 'already-over']) })
