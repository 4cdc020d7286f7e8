/**
 * A consumer of events: of each message the event, in order, to somebody who does something with it.
 * It is called at least once an event, so what it does must come to the same when it is done twice:
 * insert under the event's id, or change one document with a guard on it.
 *
 * A store that cannot be used is waited for, as long as it takes. What fails for another reason is
 * tried a few times, nothing behind it before, and then set aside with the reason, so that one event
 * does not hold up its partition for ever.
 */
import { readEvent, type LoggedEvent, type TopicName } from '../../core/topics/topics.ts'
import type { Batch, Consumer, EventLog, LoggedMessage } from '../stores/events/event-log.ts'
import { StoreFailure } from '../stores/failure.ts'
import { inShort } from '../telemetry/log.ts'
import type { Tracing } from '../telemetry/tracing.ts'
import type { Worker } from '../worker.ts'
import { inSpans } from './followed.ts'
import { setAsideIn, type SetAsideParts } from './set-aside.ts'

export type Handling = {
  /** The group's name: how far it is outlives whoever runs it. */
  readonly group: string
  readonly topics: readonly TopicName[]
  /** All of them, or a failure; then it may have done some. */
  readonly apply: (events: readonly LoggedEvent[]) => Promise<void>
}

export type ConsumeParts = SetAsideParts & {
  readonly events: Pick<EventLog, 'append' | 'subscribe'>
  readonly tracing: Tracing
}

const BATCH_MAX = 500
const TRIES = 5
/** After a group could not be joined. */
const AGAIN_MS = 5_000

type Readable = { readonly message: LoggedMessage; readonly event: LoggedEvent }
type Unreadable = { readonly message: LoggedMessage; readonly reason: string }

export function consumer(parts: ConsumeParts, handling: Handling): Worker {
  const { group, topics } = handling
  const taker = new Taker(parts, handling)
  let running: Consumer | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  function join(): void {
    running = parts.events.subscribe({
      group,
      topics,
      from: 'earliest',
      batchSize: BATCH_MAX,
      handle: (batch) => taker.take(batch),
    })
    running.joined.catch((error: unknown) => {
      parts.log('error', { what: 'not-consuming', group, why: inShort(error) })
      if (!isStopped) timer = setTimeout(join, AGAIN_MS)
    })
  }

  return {
    name: group,
    start: join,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running?.stop()
    },
  }
}

class Taker {
  readonly #parts: ConsumeParts
  readonly #handling: Handling
  /** How often each offset has failed, of the batch that a partition is at; those of TRIES are set aside. */
  readonly #failures = new Map<string, Map<number, number>>()

  constructor(parts: ConsumeParts, handling: Handling) {
    this.#parts = parts
    this.#handling = handling
  }

  async take(batch: Batch): Promise<void> {
    const { readable, unreadable } = sorted(batch.messages)
    try {
      if (readable.length > 0) await this.#apply(readable)
    } catch (error) {
      if (isToBeWaitedFor(error)) throw error
      await this.#oneByOne(batch, readable)
    }
    // Only now: while the batch comes again and again, it would be set aside again and again.
    for (const { message, reason } of unreadable) {
      if (message.topic !== 'Dead_letter') await this.#setAside(message, reason)
      // Nobody but us writes there: a letter about it would be one more that nobody reads.
      else this.#parts.log('error', { what: 'no-letter', offset: message.offset, reason })
    }
    this.#failures.delete(placeOf(batch))
  }

  /** Which of them it was, and that it is not the others' fate. */
  async #oneByOne(batch: Batch, readable: readonly Readable[]): Promise<void> {
    const place = placeOf(batch)
    const failed = this.#failures.get(place) ?? new Map<number, number>()
    this.#failures.set(place, failed)
    for (const one of readable) {
      const { offset } = one.message
      const before = failed.get(offset) ?? 0
      if (before === TRIES) continue
      try {
        await this.#apply([one])
      } catch (error) {
        if (isToBeWaitedFor(error)) throw error
        if (before + 1 === TRIES) await this.#setAside(one.message, inShort(error))
        failed.set(offset, before + 1)
        if (before + 1 < TRIES) throw error
      }
    }
  }

  async #setAside(message: LoggedMessage, reason: string): Promise<void> {
    const { topic, partition, offset, value: text } = message
    const { group: by } = this.#handling
    // A letter about a letter would be one more to fail: it waits where it is until it can be taken.
    if (topic === 'Dead_letter') throw new Error(`a dead letter cannot be kept: ${reason}`)
    const place = `${topic} ${partition} ${offset}`
    await setAsideIn(this.#parts, [{ topic, reason, by, text, place }])
  }

  #apply(readable: readonly Readable[]): Promise<void> {
    const attributes = {
      'messaging.batch.message_count': readable.length,
      'consumer.group': this.#handling.group,
    }
    const messages = readable.map(({ message }) => message)
    return inSpans(this.#parts.tracing, messages, {
      name: `take ${messages[0]?.topic}`,
      kind: 'consumer',
      attributes,
      act: () => this.#handling.apply(readable.map(({ event }) => event)),
    })
  }
}

/** Not the event's fault, and no reason to set it aside. */
function isToBeWaitedFor(error: unknown): boolean {
  return error instanceof StoreFailure && !error.isRefusal
}

function placeOf({ topic, partition }: Batch): string {
  return `${topic} ${partition}`
}

function sorted(messages: readonly LoggedMessage[]) {
  const readable: Readable[] = []
  const unreadable: Unreadable[] = []
  for (const message of messages) {
    const read = readText(message.value)
    if (read.kind === 'event') readable.push({ message, event: read.event })
    else unreadable.push({ message, reason: read.reason })
  }
  return { readable, unreadable }
}

/** What was appended by us was readable then, to whoever appended it. */
export function readText(text: string): ReturnType<typeof readEvent> {
  try {
    return readEvent(JSON.parse(text))
  } catch {
    return { kind: 'unreadable', topic: null, reason: 'it is not JSON' }
  }
}
