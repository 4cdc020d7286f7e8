import type { EachBatchPayload } from 'kafkajs'
import type { LoggedMessage, Subscription } from './event-log.ts'
import { isCastOut, isRebalancing } from './kafka-failure.ts'
import { loggedMessage } from './kafka-message.ts'
import { retryDelayMs } from './retry-delay.ts'

/**
 * What a consumer does with what it has fetched. A handler runs inside of kafkajs' own call, so that
 * the group waits for it before the partition goes to somebody else. How far a partition is fetched
 * moves only with what is settled: what a handler threw over is fetched again, from where it began.
 */
export type BatchesOptions = {
  readonly subscription: Subscription
  readonly sessionTimeoutMs: number
  readonly heartbeatMs: number
  /** The consumer stops, or has lost its connection for good. */
  readonly over: AbortSignal
  readonly warn: (message: string) => void
}

type Failing = { readonly times: number; readonly lastOffset: number }

export class KafkaBatches {
  readonly #options: BatchesOptions
  readonly #running = new Set<Promise<void>>()
  readonly #failing = new Map<string, Failing>()

  constructor(options: BatchesOptions) {
    this.#options = options
  }

  get isIdle(): boolean {
    return this.#running.size === 0
  }

  /** Until no handler runs any more. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  readonly eachBatch = (payload: EachBatchPayload): Promise<void> => {
    const running = this.#each(payload).finally(() => this.#running.delete(running))
    this.#running.add(running)
    return running
  }

  async #each(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages } = payload.batch
    const logged = messages.map((message) => loggedMessage(topic, partition, message))
    const place = `${topic}/${partition}`
    let at = 0
    while (at < logged.length && !this.#options.over.aborted) {
      const batch = this.#next(place, logged.slice(at))
      const last = batch.at(-1)
      if (last === undefined) return
      try {
        await this.#handled(payload, batch)
      } catch (error) {
        this.#rest(payload, place, last.offset, error)
        return
      }
      this.#failing.delete(place)
      const partitions = [{ partition, offset: String(last.offset + 1) }]
      await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] })
      payload.resolveOffset(String(last.offset))
      at += batch.length
      // It throws where the group is about to share out anew: kafkajs then joins again.
      if (!this.#options.over.aborted) await payload.heartbeat()
    }
  }

  /** What failed comes again as it was, though more may have been fetched since. */
  #next(place: string, messages: readonly LoggedMessage[]): LoggedMessage[] {
    const failing = this.#failing.get(place)
    const batch = messages.slice(0, this.#options.subscription.batchSize)
    const before = batch.filter(({ offset }) => offset <= (failing?.lastOffset ?? -1))
    return before.length > 0 ? before : batch
  }

  async #handled(payload: EachBatchPayload, messages: readonly LoggedMessage[]): Promise<void> {
    const { topic, partition } = payload.batch
    const { over, heartbeatMs, sessionTimeoutMs, subscription } = this.#options
    const lost = new AbortController()
    let aliveAtMs = Date.now()
    const beat = async () => {
      try {
        await payload.heartbeat()
        aliveAtMs = Date.now()
      } catch (error) {
        if (isRebalancing(error)) aliveAtMs = Date.now()
        if (isCastOut(error) || Date.now() - aliveAtMs > sessionTimeoutMs) lost.abort()
      }
    }
    const timer = setInterval(() => void beat(), heartbeatMs)
    try {
      const signal = AbortSignal.any([over, lost.signal])
      await subscription.handle({ topic, partition, messages }, signal)
    } finally {
      clearInterval(timer)
    }
  }

  /** The others go on meanwhile. */
  #rest(payload: EachBatchPayload, place: string, lastOffset: number, error: unknown): void {
    const times = (this.#failing.get(place)?.times ?? 0) + 1
    this.#failing.set(place, { times, lastOffset })
    if (this.#options.over.aborted) return
    setTimeout(payload.pause(), retryDelayMs(times)).unref()
    const why = error instanceof Error ? error.message : String(error)
    this.#options.warn(`Group ${this.#options.subscription.group} at ${place} tries again: ${why}`)
  }
}
