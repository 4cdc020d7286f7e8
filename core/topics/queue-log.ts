/** Queue_log: what happened in a room. One event a lease, a tick or a batch of views; never one a fan. */
import { z } from 'zod'
import { eventOf } from './event.ts'

const count = z.int().nonnegative()
const room = z.string().min(1).max(64)
const epoch = z.string().min(1).max(64)
const lane = z.string().min(1).max(32)

/** So many fans were given numbers, since the event before of this lane; and all of them until now. */
const joined = z.object({
  kind: z.literal('joined'),
  room,
  epoch,
  lane,
  count: z.int().positive(),
  total: z.int().positive(),
})

/** Slots were given, or cap, rate or phase changed. Totals, of all lanes. */
const tick = z.object({
  kind: z.literal('tick'),
  room,
  epoch,
  phase: z.string().min(1).max(32),
  cap: count,
  ratePerSecond: z.number().nonnegative(),
  granted: count,
  returned: count,
})

/** The room's page was opened so often, of one isolate, within a few seconds. */
const viewed = z.object({ kind: z.literal('viewed'), room, count: z.int().positive() })

export const queueLog = eventOf(
  'Queue_log',
  1,
  z.discriminatedUnion('kind', [joined, tick, viewed]),
)
export type QueueLog = z.infer<typeof queueLog>
