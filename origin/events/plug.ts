/** Events in the origin: the topics, what is asked about them, and who takes them in. */
import { topics } from '../../core/topics/topics.ts'
import type { Base, Plugged } from '../run.ts'
import type { EventLog, Topic } from '../stores/events/event-log.ts'
import type { Worker } from '../worker.ts'
import { consumer, type ConsumeParts } from './consume.ts'
import { deadLetters, keepsDeadLetters } from './dead-letters.ts'
import { countSetAside, watchConsumers } from './measures.ts'
import { keepsQueueFacts, queueFacts } from './queue-facts.ts'
import { eventRoutes } from './routes.ts'

/** All that is said and asked by requests; and who takes events in, unless they run apart. */
export async function plugOrigin(base: Base): Promise<Plugged> {
  const { config, stores } = base
  await ensureTopics(stores.events)
  const facts = await queueFacts(stores.documents)
  const parts = partsOf(base)
  const workers = config.consumers === 'inside' ? await workersOf(base, parts) : []
  return { routes: eventRoutes({ ...parts, facts }), workers }
}

/** In a process of their own: as many as there are, they share the partitions. */
export async function plugConsumers(base: Base): Promise<Plugged> {
  await ensureTopics(base.stores.events)
  return { routes: [], workers: await workersOf(base, partsOf(base)) }
}

function partsOf({ stores, tracing, log, metrics }: Base): ConsumeParts {
  const setAside = countSetAside(metrics.registry)
  return { events: stores.events, tracing, log, setAside, nowMs: Date.now }
}

async function workersOf({ stores, metrics }: Base, parts: ConsumeParts): Promise<Worker[]> {
  const facts = await queueFacts(stores.documents)
  const letters = await deadLetters(stores.documents)
  const handlings = [keepsQueueFacts(facts, Date.now), keepsDeadLetters(letters, Date.now)]
  watchConsumers({ registry: metrics.registry, events: stores.events, letters, handlings })
  return handlings.map((handling) => consumer(parts, handling))
}

export function ensureTopics(log: Pick<EventLog, 'ensure'>): Promise<void> {
  const all = Object.entries(topics).map(([name, { partitions }]): Topic => ({ name, partitions }))
  return log.ensure(all)
}
