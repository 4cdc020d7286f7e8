/** Fan → segment, over the socket. Besides these, the bare text `ping` is answered with `pong`. */
import { z } from 'zod'

export const PING = 'ping'
export const PONG = 'pong'

/** Every message is far smaller; a longer one closes the socket. */
export const SOCKET_MESSAGE_MAX_BYTES = 256

export const socketUp = z.discriminatedUnion('kind', [
  /** The answer to `still-there`. */
  z.object({ kind: z.literal('present') }),
  /** After a turn was missed: call me again. Deliberate, by a person (R4). */
  z.object({ kind: z.literal('here') }),
])
export type SocketUp = z.infer<typeof socketUp>
