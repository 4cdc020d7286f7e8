/**
 * The origin's own events: written into the document whose change they tell of, in the same step, and
 * taken from there to the log. So no change is without its event, and no event without its change;
 * between the log and the document's tidying it may be appended again, under the same id.
 */
import { keyOf, type LoggedEvent } from '../../core/topics/topics.ts'
import type { Collection, Stored, Update } from '../stores/documents/documents.ts'
import type { Message } from '../stores/events/event-log.ts'
import { StoreFailure } from '../stores/failure.ts'
import { inShort } from '../telemetry/log.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { Worker } from '../worker.ts'
import { setAsideIn, type SetAsideParts } from './set-aside.ts'

export type Telling = Stored & {
  /** Not in the log yet, as far as the document knows. */
  readonly outbox: readonly LoggedEvent[]
  /** Has something in it: what the relay looks for, by an index. */
  readonly toTell: boolean
}

export const toTellIndex = { fields: ['toTell'] } as const

/** Of a new document. */
export function outboxWith(...events: LoggedEvent[]): Pick<Telling, 'outbox' | 'toTell'> {
  return { outbox: events, toTell: events.length > 0 }
}

/** The same change, with what it tells of itself. */
export function telling(update: Update, ...events: LoggedEvent[]): Update {
  return {
    ...update,
    $push: { ...update['$push'], outbox: { $each: events } },
    $set: { ...update['$set'], toTell: true },
  }
}

export type RelayParts = SetAsideParts & { readonly tracing: Tracing }

const PAGE = 100
/** When nobody says that there is something: what another process wrote is found then. */
const LOOK_EVERY_MS = 1_000

/** Told of a change at once by `wake`, and looking by itself besides. */
export function relay<T extends Telling>(
  name: string,
  collection: Collection<T>,
  parts: RelayParts,
): Worker & { readonly wake: () => void } {
  const { events, tracing, log } = parts
  let timer: NodeJS.Timeout | undefined
  const stopping = new AbortController()
  let isAwaited = false
  let running: Promise<void> | undefined

  async function round(): Promise<boolean> {
    const found = await collection.find({ toTell: true }, { limit: PAGE })
    if (found.length === 0) return false
    try {
      await tracing.withSpan(`relay ${name}`, 'producer', () => relayed(found))
    } catch (error) {
      if (!isRefused(error)) throw error
      for (const one of found) await relayedAlone(one)
    }
    return found.length === PAGE
  }

  /** What the log takes of nobody is set aside, and keeps no other document's events back. */
  async function relayedAlone(one: T): Promise<void> {
    try {
      await relayed([one])
    } catch (error) {
      if (!isRefused(error)) throw error
      const reason = inShort(error)
      const letters = one.outbox.map((event) => ({
        topic: event.topic,
        reason,
        by: `relay ${name}`,
        text: JSON.stringify(event),
      }))
      await setAsideIn(parts, letters)
      await tidied([one])
    }
  }

  async function relayed(found: readonly T[]): Promise<void> {
    const headers = tracing.inject({})
    const byTopic = Map.groupBy(
      found.flatMap(({ outbox }) => outbox),
      ({ topic }) => topic,
    )
    for (const [topic, said] of byTopic) {
      const messages = said.map((event): Message => {
        return { key: keyOf(event), value: JSON.stringify(event), headers }
      })
      await events.append(topic, messages)
    }
    await tidied(found)
  }

  async function tidied(found: readonly T[]): Promise<void> {
    for (const { _id, outbox } of found) {
      const ids = outbox.map(({ id }) => id)
      await collection.update({ _id }, { $pull: { outbox: { id: { $in: ids } } } })
      // What came in meanwhile is still to be told.
      await collection.update({ _id, outbox: { $size: 0 } }, { $set: { toTell: false } })
    }
  }

  async function work(): Promise<void> {
    try {
      let goesOn = true
      while (goesOn) {
        isAwaited = false
        const isFull = await round()
        goesOn = (isFull || isAwaited) && !stopping.signal.aborted
      }
    } catch (error) {
      log('warn', { what: 'relay', name, why: inShort(error) })
    }
    running = undefined
    if (!stopping.signal.aborted) timer = setTimeout(wake, LOOK_EVERY_MS)
  }

  function wake(): void {
    if (stopping.signal.aborted) return
    isAwaited = true
    clearTimeout(timer)
    running ??= work()
  }

  return {
    name: `relay ${name}`,
    start: wake,
    wake,
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}

/** The log answered that it never will take it. */
function isRefused(error: unknown): boolean {
  return error instanceof StoreFailure && error.isRefusal
}
