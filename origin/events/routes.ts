/** What the edge says, and what is counted of it. */
import { z } from 'zod'
import { EVENT_MAX_BYTES, EVENTS_A_BATCH } from '../../core/topics/event.ts'
import { route, type Route } from '../http/route.ts'
import type { Collection } from '../stores/documents/documents.ts'
import { joinedOf, joinedRow, type QueueFact } from './queue-facts.ts'
import { takeIn, type TakeInParts } from './take-in.ts'

/** A batch of the longest events does not fit: whoever has such sends fewer at once. */
const BODY_MAX_BYTES = EVENT_MAX_BYTES * 32
const TIME_LIMIT_MS = 20_000

export type EventRouteParts = TakeInParts & { readonly facts: Collection<QueueFact> }

export function eventRoutes(parts: EventRouteParts): Route[] {
  return [
    route({
      id: 'takeEvents',
      method: 'post',
      path: '/events',
      who: 'service',
      title: 'Take in a batch of events',
      what: 'Answered once the log has all of them. An event that cannot be read is set aside, named in the answer, and keeps no other back. A batch that is sent again is told apart by its events’ ids.',
      body: z.object({ events: z.array(z.unknown()).min(1).max(EVENTS_A_BATCH) }),
      bodyMaxBytes: BODY_MAX_BYTES,
      timeLimitMs: TIME_LIMIT_MS,
      answer: z.object({
        kept: z.int().nonnegative(),
        setAside: z.array(z.object({ at: z.int().nonnegative(), reason: z.string() })),
      }),
      codes: ['store-down'],
      handle: async ({ body }) => {
        const { kept, setAside } = await takeIn(parts, body.events, 'edge')
        return { kept, setAside: [...setAside] }
      },
    }),
    route({
      id: 'readJoined',
      method: 'get',
      path: '/rooms/:room/joined',
      who: 'service',
      title: 'Read how many joined a room',
      what: 'By the log’s record, a line for each lane of each life of the room. Where `total`, which is the room’s own count, is more than `joined`, events are still on their way.',
      params: z.object({ room: z.string().min(1).max(64) }),
      answer: z.object({ joined: z.array(joinedRow) }),
      codes: ['store-down'],
      handle: async ({ params }) => ({ joined: await joinedOf(parts.facts, params.room) }),
    }),
  ]
}
