import { randomUUID } from 'node:crypto'
import { vi } from 'vitest'
import { StoreFailure } from '../../failure.ts'
import type { Batch, Consumer, EventLog, LoggedMessage, Message } from '../event-log.ts'
import type { LogAddress } from './open-log.ts'

/** What the contract needs of an adapter to be run on it. */
export type Rig = {
  /** The same log again, as another process would have it. */
  open(): Promise<EventLog>
  readonly address: LogAddress
  /** Of a partition, what is before an offset is kept no longer. */
  forget(topic: string, partition: number, before: number): Promise<void>
}

/** Real things are waited for, and nothing here needs them to be fast. */
const DEADLINE_MS = 60_000
const LOOK_AGAIN_MS = 10

export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await what())) throw new Error(`Waited in vain for: ${what.toString()}`)
    },
    { timeout: DEADLINE_MS, interval: LOOK_AGAIN_MS },
  )
}

/** A topic of one test alone. */
export async function newTopic(log: EventLog, partitions: number): Promise<string> {
  const name = `topic-${randomUUID()}`
  await log.ensure([{ name, partitions }])
  return name
}

export function newGroup(): string {
  return `group-${randomUUID()}`
}

export function numbered(count: number, keys = count): Message[] {
  return Array.from({ length: count }, (_, at) => ({ key: `key-${at % keys}`, value: String(at) }))
}

export async function all(log: EventLog, topic: string): Promise<LoggedMessage[]> {
  const found: LoggedMessage[] = []
  for (const { partition, first, next } of await log.ends(topic)) {
    let from = first
    while (from < next) {
      const page = await log.read(topic, partition, from, 1_000)
      found.push(...page)
      from = (page.at(-1)?.offset ?? next) + 1
    }
  }
  return found
}

/** The code that a call failed with. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    if (error instanceof StoreFailure) return error.code
    throw error
  }
}

export type Listener = Consumer & {
  readonly heard: LoggedMessage[]
  readonly values: () => string[]
}

/** Listens and writes down what it has done. */
export function listen(
  log: EventLog,
  group: string,
  topic: string,
  options: {
    readonly from?: 'earliest' | 'latest'
    readonly batchSize?: number
    readonly handle?: (batch: Batch, signal: AbortSignal) => Promise<void>
  } = {},
): Listener {
  const heard: LoggedMessage[] = []
  const { from = 'earliest', batchSize = 10, handle } = options
  const consumer = log.subscribe({
    group,
    topics: [topic],
    from,
    batchSize,
    async handle(batch, signal) {
      await handle?.(batch, signal)
      heard.push(...batch.messages)
    },
  })
  return {
    heard,
    values: () => heard.map(({ value }) => value),
    joined: consumer.joined,
    stop: () => consumer.stop(),
  }
}

export const sorted = (values: readonly string[]): string[] =>
  values.toSorted((a, b) => Number(a) - Number(b))
