/** What is measured of events: what was set aside, what waits to be taken in, and for a person. */
import { Counter, Gauge, type Registry } from 'prom-client'
import { within } from '../deadline.ts'
import type { Collection } from '../stores/documents/documents.ts'
import type { EventLog } from '../stores/events/event-log.ts'
import type { Handling } from './consume.ts'
import type { Letter } from './dead-letters.ts'

const PREFIX = 'admit_one_origin'
/** Prometheus waits ten seconds; a store that is down must not cost the other measures. */
const ASK_WITHIN_MS = 2_000

type Watched = {
  readonly registry: Registry
  readonly events: Pick<EventLog, 'lag'>
  readonly letters: Pick<Collection<Letter>, 'count'>
  readonly handlings: readonly Pick<Handling, 'group' | 'topics'>[]
}

/** Both are asked for when Prometheus asks. */
export function watchConsumers({ registry, events, letters, handlings }: Watched): void {
  const lag = new Gauge({
    name: `${PREFIX}_lag`,
    help: 'Messages of a topic that a group has not taken in yet.',
    labelNames: ['group', 'topic'],
    registers: [],
    async collect() {
      for (const { group, topics } of handlings) {
        for (const topic of topics) {
          const behind = await known(events.lag(group, topic))
          if (behind !== undefined) this.set({ group, topic }, behind)
        }
      }
    },
  })
  const deadLetters = new Gauge({
    name: `${PREFIX}_dead_letters`,
    help: 'What was set aside and waits for a person.',
    registers: [],
    async collect() {
      const waiting = await known(letters.count({ state: 'waiting' }))
      if (waiting !== undefined) this.set(waiting)
    },
  })
  registry.registerMetric(lag)
  registry.registerMetric(deadLetters)
}

/** A function that counts what is set aside. */
export function countSetAside(registry: Registry): (by: string, count: number) => void {
  const counter = new Counter({
    name: `${PREFIX}_set_aside_total`,
    help: 'Events that were set aside, by the door or the group that could not take them.',
    labelNames: ['by'],
    registers: [registry],
  })
  return (by, count) => counter.inc({ by }, count)
}

function late(): Error {
  return new Error('not answered in time')
}

/** What is not known now stays as it was known last. */
async function known(asked: Promise<number>): Promise<number | undefined> {
  return within(ASK_WITHIN_MS, asked, late).catch(() => undefined)
}
