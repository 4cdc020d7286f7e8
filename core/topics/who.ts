/** Who did something, as a log may know it: never a name, an address or a number. */
import { z } from 'zod'

/** A member's own id, which is random; null for a visitor. */
export const member = z.string().min(1).max(64).nullable()
export const device = z.enum(['phone', 'tablet', 'desktop', 'app', 'other'])
/** Failures are logged as well as successes: with the problem's code. */
export const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('refused'), code: z.string().min(1).max(64) }),
])
