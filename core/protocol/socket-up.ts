/** Fan → segment, over the socket. Besides these there is the ping: see socket-terms.ts. */
import { z } from 'zod'

export const socketUp = z.discriminatedUnion('kind', [
  /** The answer to `still-there`. */
  z.object({ kind: z.literal('present') }),
  /** After a turn was missed: call me again. Deliberate, by a person (R4). */
  z.object({ kind: z.literal('here') }),
])
export type SocketUp = z.infer<typeof socketUp>
