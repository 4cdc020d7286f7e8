/** The logs of what is looked at and looked for: what the rankings are made of. */
import { z } from 'zod'
import { eventOf } from './event.ts'
import { device, member } from './who.ts'

/** An isolate's views of one performance come as one event. */
export const viewDetailLog = eventOf(
  'View_detail_log',
  1,
  z.object({
    performance: z.string().min(1).max(64),
    member,
    device,
    count: z.int().min(1).max(1_000_000),
  }),
)

export const searchLog = eventOf(
  'Search_log',
  1,
  z.object({
    query: z.string().max(200),
    by: z.enum(['title', 'category', 'date', 'artist', 'region', 'all']),
    member,
    device,
    found: z.int().nonnegative(),
  }),
)
