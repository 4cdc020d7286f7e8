/** What the objects of a sale have borne since each was started: for operators and benches. */
import { z } from 'zod'

const whole = z.int().nonnegative()

const objectMeasures = z.object({
  calls: whole,
  rowsWritten: whole,
  sockets: whole,
})

export const measuresAnswer = z.object({
  epoch: z.string(),
  room: objectMeasures,
  desks: z.array(objectMeasures),
  segments: z.array(objectMeasures.extend({ lane: z.string(), index: whole })),
  /** What R1 speaks of: slots that may be in use, and the most there may be. */
  occupied: whole,
  cap: whole,
  granted: whole,
  returned: whole,
  halt: z.string().exactOptional(),
})
export type MeasuresAnswer = z.infer<typeof measuresAnswer>
