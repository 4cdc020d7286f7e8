/** What is answered instead, with the status that belongs to the code. */
import { z } from 'zod'

export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  /** Of a 400: which part of what was sent is wrong, and why. */
  field: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  /** What the holder of a refused token is to do, or a page of another time. */
  step: z
    .enum(['retry', 'join', 'take-over', 'sign-in', 'renew', 'waiting-room', 'reload'])
    .exactOptional(),
})
export type ProblemOnWire = z.infer<typeof problemSchema>
