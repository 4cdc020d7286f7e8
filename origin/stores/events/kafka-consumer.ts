import { setTimeout as wait } from 'node:timers/promises'
import type { Consumer as KafkajsConsumer } from 'kafkajs'
import type { Consumer, Subscription } from './event-log.ts'
import type { KafkaAsking } from './kafka-asking.ts'
import { KafkaBatches } from './kafka-batches.ts'
import { inTime, newKafka, type KafkaSettings } from './kafka-connection.ts'
import { kafkaFailure } from './kafka-failure.ts'

/**
 * A member of a group, for as long as it takes. kafkajs gives up after some failures, and has its own
 * ways of starting again or not; here every end of its runner, and silence too, is answered by a new
 * consumer, which begins at what is settled.
 */
const REBALANCE_WITHIN_MS = 60_000
const FETCH_WAIT_MS = 500
const SILENT_FOR_MS = REBALANCE_WITHIN_MS + 30_000
const LEAVE_WITHIN_MS = 5_000
const FIRST_REST_MS = 200
const LONGEST_REST_MS = 3_000
const AT_ONCE = 100
const METADATA_MAX_AGE_MS = 30_000

export class KafkaConsumer implements Consumer {
  readonly joined: Promise<void>
  readonly #settings: KafkaSettings
  readonly #asking: KafkaAsking
  readonly #subscription: Subscription
  readonly #joining = Promise.withResolvers<void>()
  readonly #over = new AbortController()
  readonly #ended: Promise<void>
  #hasJoined = false

  constructor(settings: KafkaSettings, asking: KafkaAsking, subscription: Subscription) {
    this.#settings = settings
    this.#asking = asking
    this.#subscription = subscription
    this.joined = this.#joining.promise
    // Nobody need wait for it.
    this.joined.catch(() => {})
    this.#ended = this.#live()
  }

  async stop(): Promise<void> {
    this.#over.abort()
    await this.#ended
  }

  async #live(): Promise<void> {
    const { signal } = this.#over
    let restMs = FIRST_REST_MS
    while (!signal.aborted) {
      const bornAtMs = Date.now()
      try {
        await this.#oneLife()
      } catch (error) {
        const failure = kafkaFailure(error)
        if (!signal.aborted) this.#warn(`begins again: ${failure.message} (${reasonOf(error)})`)
        if (!this.#hasJoined && !failure.mayPass) {
          this.#joining.reject(failure)
          return
        }
      }
      if (Date.now() - bornAtMs > SILENT_FOR_MS) restMs = FIRST_REST_MS
      await wait(restMs, undefined, { signal }).catch(() => {})
      restMs = Math.min(2 * restMs, LONGEST_REST_MS)
    }
  }

  /** Throws what it ended with, unless it was stopped. */
  async #oneLife(): Promise<void> {
    const { group, topics, from } = this.#subscription
    const stopped = untilAborted(this.#over.signal)
    for (const topic of topics) {
      await Promise.race([this.#asking.ends(topic), stopped])
      if (this.#over.signal.aborted) return
      if (from === 'latest') await Promise.race([this.#asking.beginAtEnds(group, topic), stopped])
    }
    const { sessionTimeoutMs = 10_000 } = this.#settings
    const heartbeatMs = sessionTimeoutMs / 10
    const consumer = newKafka(this.#settings).consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: REBALANCE_WITHIN_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      retry: { retries: 4, restartOnFailure: async () => false },
    })
    const dead = new AbortController()
    const over = AbortSignal.any([this.#over.signal, dead.signal])
    const batches = new KafkaBatches({
      subscription: this.#subscription,
      sessionTimeoutMs,
      heartbeatMs,
      over,
      warn: this.#settings.warn ?? (() => {}),
    })
    try {
      await Promise.race([this.#consume(consumer, batches), stopped])
    } finally {
      dead.abort()
      await batches.ended()
      await Promise.race([consumer.disconnect().catch(() => {}), wait(LEAVE_WITHIN_MS)])
    }
  }

  /** Never resolves: it goes on until it cannot. */
  async #consume(consumer: KafkajsConsumer, batches: KafkaBatches): Promise<never> {
    const { CRASH, FETCH, GROUP_JOIN, HEARTBEAT } = consumer.events
    const lost = Promise.withResolvers<never>()
    let heardAtMs = Date.now()
    const sign = () => (heardAtMs = Date.now())
    consumer.on(CRASH, ({ payload }) => lost.reject(payload.error))
    consumer.on(FETCH, sign)
    consumer.on(HEARTBEAT, sign)
    consumer.on(GROUP_JOIN, () => {
      sign()
      this.#hasJoined = true
      this.#joining.resolve()
    })
    const watchdog = setInterval(() => {
      if (!batches.isIdle || Date.now() - heardAtMs < SILENT_FOR_MS) return
      lost.reject(new Error('It has been silent for too long.'))
    }, SILENT_FOR_MS / 10)
    try {
      await inTime(consumer.connect())
      const topics = [...this.#subscription.topics]
      await inTime(consumer.subscribe({ topics, fromBeginning: true }))
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: AT_ONCE,
        eachBatch: batches.eachBatch,
      })
      return await lost.promise
    } finally {
      clearInterval(watchdog)
    }
  }

  #warn(what: string): void {
    this.#settings.warn?.(`Group ${this.#subscription.group} ${what}`)
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
