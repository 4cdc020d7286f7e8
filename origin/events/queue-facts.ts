/**
 * What rooms told, as documents: one an event, under the event's id, so that an event that comes twice
 * is there once. What is counted is counted from them, when somebody asks.
 */
import { z } from 'zod'
import type { QueueLog } from '../../core/topics/queue-log.ts'
import type { LoggedEvent } from '../../core/topics/topics.ts'
import type { Collection, Documents, Index } from '../stores/documents/documents.ts'
import type { Handling } from './consume.ts'
import { clearsOld } from './kept-for.ts'

type Data = QueueLog['data']
export type QueueFact = { readonly _id: string; readonly atMs: number } & Data

const indexes: readonly Index[] = [{ fields: ['room', 'kind'] }, { fields: ['atMs'] }]

export function queueFacts(documents: Documents): Promise<Collection<QueueFact>> {
  return documents.collection<QueueFact>('queue_facts', indexes)
}

export function keepsQueueFacts(facts: Collection<QueueFact>, nowMs: () => number): Handling {
  const clear = clearsOld(facts, nowMs)
  return {
    group: 'queue-facts',
    topics: ['Queue_log'],
    async apply(events) {
      await facts.bulk(events.flatMap(factOf).map((fact) => ({ insert: fact })))
      await clear()
    },
  }
}

function factOf(event: LoggedEvent): QueueFact[] {
  return event.topic === 'Queue_log' ? [{ _id: event.id, atMs: event.atMs, ...event.data }] : []
}

/** `total` is what the room itself counted until its last event: more than `joined` where one is missing. */
export const joinedRow = z.object({
  epoch: z.string(),
  lane: z.string(),
  joined: z.number(),
  total: z.number(),
})
export type JoinedOf = z.infer<typeof joinedRow>

export async function joinedOf(facts: Collection<QueueFact>, room: string): Promise<JoinedOf[]> {
  const rows = await facts.aggregate([
    { $match: { room, kind: 'joined' } },
    {
      $group: {
        _id: { epoch: '$epoch', lane: '$lane' },
        joined: { $sum: '$count' },
        total: { $max: '$total' },
      },
    },
    { $project: { _id: 0, epoch: '$_id.epoch', lane: '$_id.lane', joined: 1, total: 1 } },
    { $sort: { epoch: 1, lane: 1 } },
  ])
  return rows.map((row) => joinedRow.parse(row))
}
