/** Fan → segment: I take my turn. Claiming again answers with the same session (R8). */
import { z } from 'zod'
import { sessionSchema } from './session.ts'

/** 201 the first time, 200 again. `no-offer` is 409; `offer-lapsed` and `place-gone` are 410. */
export const claimAnswer = z.object({
  kind: z.literal('admitted'),
  session: sessionSchema,
  again: z.boolean(),
})

/** A lapsed fan's deliberate word: call me again (R4). */
export const hereAnswer = z.object({ kind: z.literal('here') })

/** For good: the place is given up. */
export const leaveAnswer = z.object({ kind: z.enum(['left', 'already-over']) })
