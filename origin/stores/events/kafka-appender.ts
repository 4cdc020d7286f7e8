import { setTimeout as wait } from 'node:timers/promises'
import type { ICustomPartitioner, Producer } from 'kafkajs'
import type { StoreFailure } from '../failure.ts'
import { sizeOf } from './checks.ts'
import type { Message } from './event-log.ts'
import { inTime, newKafka, type KafkaSettings } from './kafka-connection.ts'
import { isLostSequence, kafkaFailure } from './kafka-failure.ts'
import { partitionOf } from './partition-of.ts'

/**
 * One flight at a time, and whoever waits meanwhile shares the next. kafkajs gives a batch's sequence
 * numbers back when it failed, so that trying it again is recognised as the same; anything else sent
 * under those numbers would be taken for what was there already and be lost. So nothing overtakes a
 * batch that failed, and a producer that was given up on with one is never used again.
 */
const FLIGHT_MAX_BYTES = 950_000
/** What Kafka writes around a message, at the most. */
const AROUND_MESSAGE_BYTES = 64
const METADATA_MAX_AGE_MS = 30_000
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 1_000

type Portion = {
  readonly topic: string
  readonly messages: readonly Message[]
  readonly sizeBytes: number
}
type Waiting = Portion & {
  readonly giveUpAtMs: number
  readonly settle: (failure?: StoreFailure) => void
}

export class KafkaAppender {
  readonly #settings: KafkaSettings
  readonly #waiting: Waiting[] = []
  #producer: Promise<Producer> | undefined
  #isStale = false
  #flying: Promise<void> | undefined

  constructor(settings: KafkaSettings) {
    this.#settings = settings
  }

  /** One portion after another: none is sent once one before it has failed. */
  async append(topic: string, messages: readonly Message[]): Promise<void> {
    for (const portion of portionsOf(topic, messages)) await this.#send(portion)
  }

  /** The next flight learns anew which partitions there are. */
  renew(): void {
    this.#isStale = true
  }

  async close(): Promise<void> {
    await this.#flying
    await this.#discard()
  }

  #send(portion: Portion): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (failure?: StoreFailure) => (failure ? reject(failure) : resolve())
      const giveUpAtMs = Date.now() + (this.#settings.giveUpAfterMs ?? 10_000)
      this.#waiting.push({ ...portion, giveUpAtMs, settle })
      this.#flying ??= this.#fly()
    })
  }

  async #fly(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (this.#isStale) await this.#discard()
      const flight = this.#board()
      const failure = await this.#tried(flight)
      if (failure !== undefined && !failure.mayPass && flight.length > 1) {
        // One of them is at fault, and the others shall not pay for it.
        for (const one of flight) one.settle(await this.#tried([one]))
        continue
      }
      for (const one of flight) one.settle(failure)
    }
    this.#flying = undefined
  }

  /** As many as may go together, in the order they came. */
  #board(): Waiting[] {
    let sizeBytes = 0
    const over = this.#waiting.findIndex((one) => (sizeBytes += one.sizeBytes) > FLIGHT_MAX_BYTES)
    return this.#waiting.splice(0, over === -1 ? this.#waiting.length : Math.max(1, over))
  }

  async #tried(flight: readonly Waiting[]): Promise<StoreFailure | undefined> {
    const giveUpAtMs = Math.min(...flight.map((one) => one.giveUpAtMs))
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        await this.#attempt(flight)
        return undefined
      } catch (error) {
        const failure = kafkaFailure(error)
        const isOver = Date.now() + waitMs > giveUpAtMs
        // One that is late may still be under way: nothing else may go by the same producer.
        const isLate = failure === error
        if (!failure.mayPass || isOver || isLate || isLostSequence(error)) {
          await this.#discard()
          return failure
        }
      }
      await wait(waitMs)
    }
  }

  async #attempt(flight: readonly Portion[]): Promise<void> {
    const producer = await (this.#producer ??= this.#connect())
    const topicMessages = flight.map(({ topic, messages }) => ({
      topic,
      messages: messages.map(({ key, value, headers = {} }) => ({ key, value, headers })),
    }))
    await inTime(producer.sendBatch({ acks: -1, topicMessages }))
  }

  async #connect(): Promise<Producer> {
    const producer = newKafka(this.#settings).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      metadataMaxAge: METADATA_MAX_AGE_MS,
      createPartitioner: () => partitioner,
    })
    try {
      await inTime(producer.connect())
      return producer
    } catch (error) {
      this.#producer = undefined
      void producer.disconnect().catch(() => {})
      throw error
    }
  }

  async #discard(): Promise<void> {
    const producer = this.#producer
    this.#producer = undefined
    this.#isStale = false
    await producer?.then((one) => one.disconnect()).catch(() => {})
  }
}

const partitioner: ReturnType<ICustomPartitioner> = ({ message, partitionMetadata }) =>
  partitionOf(String(message.key), partitionMetadata.length)

function* portionsOf(topic: string, messages: readonly Message[]): Generator<Portion> {
  let portion: Message[] = []
  let sizeBytes = 0
  for (const message of messages) {
    const ownBytes = sizeOf(message) + AROUND_MESSAGE_BYTES
    if (portion.length > 0 && sizeBytes + ownBytes > FLIGHT_MAX_BYTES) {
      yield { topic, messages: portion, sizeBytes }
      portion = []
      sizeBytes = 0
    }
    portion.push(message)
    sizeBytes += ownBytes
  }
  if (portion.length > 0) yield { topic, messages: portion, sizeBytes }
}
