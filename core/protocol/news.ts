/** What happened to the whole room: it opened, it paused, its operator has something to say. */
import { z } from 'zod'

export const newsItem = z.object({
  no: z.int().nonnegative(),
  kind: z.enum(['opened', 'paused', 'resumed', 'closed', 'sold-out', 'message']),
  atMs: z.int().nonnegative(),
  /** By language, for a message. */
  text: z.record(z.string().max(16), z.string().max(500)).exactOptional(),
})
export type NewsOnWire = z.infer<typeof newsItem>
