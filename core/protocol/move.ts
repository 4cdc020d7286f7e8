/** The place moves to who asks: tokens of an older generation no longer speak for it (R5). */
import { z } from 'zod'
import { placeSchema, placeTokenSchema } from './place.ts'

export const moveAnswer = z.object({
  kind: z.literal('moved'),
  place: placeSchema,
  token: placeTokenSchema,
})
