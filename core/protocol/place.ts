/** A place in the line, as its holder is told of it. */
import { z } from 'zod'
import { GENERATION_MAX } from '../queue/limits.ts'
import { NUMBER_MAX } from '../token/limits.ts'

export const laneIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'small letters, digits and hyphens, 32 at most')

export const placeSchema = z.object({
  lane: laneIdSchema,
  /** The arrival number. */
  number: z.int().min(0).max(NUMBER_MAX),
  /** Where the fan stands: the number, or what the draw made of it. */
  position: z.int().min(0).max(NUMBER_MAX),
  /** How often the place has moved to another page or device. */
  generation: z.int().min(0).max(GENERATION_MAX),
})
export type PlaceOnWire = z.infer<typeof placeSchema>

/** The signed place, for apps that keep it themselves and send it as a bearer token. */
export const placeTokenSchema = z.string().min(1).max(1_024)
