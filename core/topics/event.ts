/**
 * What an event is, whatever it tells of: who says it, when it happened, under which id, and of which
 * version of its topic's schema its data is. The id is the same however often it is said: whoever
 * takes in events does so once an id. Within a version fields are only added, and readers leave alone
 * what they do not know.
 */
import { z } from 'zod'

/** As JSON in UTF-8. */
export const EVENT_MAX_BYTES = 65_536
/** Of one request; a batch is a second of a room at the most, or a page of the origin's outbox. */
export const EVENTS_A_BATCH = 500

const eventId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,159}$/)
const instantMs = z.int().nonnegative().max(8_640_000_000_000_000)
/** As W3C Trace Context writes it. */
const traceParent = z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/)

/** What every reader can read of an event, of a topic and version it does not know too. */
export const envelope = z.object({
  id: eventId,
  topic: z.string().min(1).max(64),
  version: z.int().min(1).max(1_000),
  atMs: instantMs,
  source: z.enum(['edge', 'origin', 'pipelines']),
  trace: traceParent.exactOptional(),
})

export function eventOf<Topic extends string, Version extends number, Data extends z.ZodType>(
  topic: Topic,
  version: Version,
  data: Data,
) {
  return z.object({
    ...envelope.shape,
    topic: z.literal(topic),
    version: z.literal(version),
    data,
  })
}
