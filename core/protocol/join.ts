/** Fan → room: a place, please. Joining again with a place answers the same place (R5). */
import { z } from 'zod'
import { placeSchema, placeTokenSchema, laneIdSchema } from './place.ts'
import { pollAnswer } from './poll.ts'
import { sessionSchema } from './session.ts'

export const joinRequest = z.object({
  /** The room's first lane when left out. */
  lane: laneIdSchema.exactOptional(),
  /**
   * A page that was reloaded says so, once, with a random name of its own document: where the
   * room's policy is `requeue`, it takes a new number. The same name again is the same reload.
   */
  reloaded: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,32}$/, '8 to 32 letters, digits, - or _')
    .exactOptional(),
})
export type JoinRequest = z.infer<typeof joinRequest>

export const joinAnswer = z.discriminatedUnion('kind', [
  /** In the line: 201 for a new place, 200 for the one already held. */
  z.object({
    kind: z.literal('placed'),
    place: placeSchema,
    token: placeTokenSchema,
    poll: pollAnswer,
  }),
  /** Nobody waited: in the shop by the request that joined. */
  z.object({
    kind: z.literal('admitted'),
    place: placeSchema,
    token: placeTokenSchema,
    session: sessionSchema,
  }),
  /** No queue at all, or none that can be kept (marked: let in without knowing, R10). */
  z.object({ kind: z.literal('let-through'), marked: z.boolean() }),
])
export type JoinAnswer = z.infer<typeof joinAnswer>
