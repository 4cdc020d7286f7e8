/**
 * The event log port: topics of partitions, and groups of consumers that share them. Messages of one
 * key are in one partition, in the order they were appended. A group hears each message at least once:
 * how far it is counts as settled only once its handler has returned.
 */

/** Key, value and headers together, in UTF-8. */
export const MESSAGE_MAX_BYTES = 900_000

export type Topic = { readonly name: string; readonly partitions: number }

export type Message = {
  readonly key: string
  readonly value: string
  readonly headers?: Readonly<Record<string, string>>
}

export type LoggedMessage = Required<Message> & {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly appendedAtMs: number
}

/** Of one partition, in order, without gaps but those of what is no longer kept. */
export type Batch = {
  readonly topic: string
  readonly partition: number
  readonly messages: readonly LoggedMessage[]
}

export type Subscription = {
  readonly group: string
  readonly topics: readonly string[]
  /** Where a group begins that nobody of has settled anything yet. A partition added later is heard from 0. */
  readonly from: 'earliest' | 'latest'
  /** At the most so many at once. */
  readonly batchSize: number
  /**
   * While it runs nobody else of the group has the partition, as far as anybody can know. Where it
   * throws, the same batch comes again after a while, growing from 100 ms to 10 s, and nothing behind
   * it in that partition before. `signal` is aborted when the consumer stops or has lost the partition.
   * Partitions that rest do not hold up others; one handler that never ends may.
   */
  readonly handle: (batch: Batch, signal: AbortSignal) => Promise<void>
}

export interface Consumer {
  /**
   * Resolves once this consumer has been given its part of the partitions (which may be none). Rejects
   * where that can never be: an unknown topic, a wrong secret. Whoever does not wait for it is not
   * disturbed by that, and hears nothing.
   */
  readonly joined: Promise<void>
  /** Lets the running handler end, settles what it did, and leaves the group. */
  stop(): Promise<void>
}

export type Ends = { readonly partition: number; readonly first: number; readonly next: number }[]

export interface EventLog {
  /** Made where they are not there yet. More partitions than now are added, never taken away. */
  ensure(topics: readonly Topic[]): Promise<void>
  /** All of them, or a failure: then some may be there, and saying all of them again is right. */
  append(topic: string, messages: readonly Message[]): Promise<void>
  subscribe(subscription: Subscription): Consumer
  /** Without a group. From what is no longer kept: 'stale-cursor'. Past the end: none. */
  read(topic: string, partition: number, from: number, limit: number): Promise<LoggedMessage[]>
  /** What each partition holds: from `first` up to before `next`. */
  ends(topic: string): Promise<Ends>
  /** How many messages each group of the topic has not settled yet. */
  lag(group: string, topic: string): Promise<number>
  ping(): Promise<void>
  close(): Promise<void>
}
