import { setTimeout as wait } from 'node:timers/promises'
import { noLongerKept, unknownPartition } from './checks.ts'
import type { Ends, LoggedMessage } from './event-log.ts'
import { newCluster, type KafkaCluster, type PartitionOffsets } from './kafka-cluster.ts'
import { inTime, newKafka, type KafkaSettings } from './kafka-connection.ts'
import { isCastOut, isOutOfRange, kafkaFailure } from './kafka-failure.ts'
import { loggedMessage } from './kafka-message.ts'
import { lagOf } from './lag-of.ts'

const FETCH_MAX_BYTES = 1_048_576
const READ_COMMITTED = 1
const ASK_AGAIN_MS = 200
/** Of a group that has no members, anybody may settle. */
const NO_GENERATION = -1
const NO_MEMBER = ''

/** What is only looked up, and so may be asked again while Kafka does not answer. */
export class KafkaAsking {
  readonly #settings: KafkaSettings
  #cluster: Promise<KafkaCluster> | undefined

  constructor(settings: KafkaSettings) {
    this.#settings = settings
  }

  ends(topic: string): Promise<Ends> {
    return this.#asked((cluster) => endsOf(cluster, topic))
  }

  lag(group: string, topic: string): Promise<number> {
    return this.#asked(async (cluster) => {
      const ends = await endsOf(cluster, topic)
      return lagOf(ends, await settledOf(cluster, group, topic, ends))
    })
  }

  /** A group without members that has settled nothing of the topic shall begin at its ends. */
  beginAtEnds(group: string, topic: string): Promise<void> {
    return this.#asked(async (cluster) => {
      const ends = await endsOf(cluster, topic)
      if ((await settledOf(cluster, group, topic, ends)).size > 0) return
      const coordinator = await cluster.findGroupCoordinator({ groupId: group })
      const partitions = ends.map(({ partition, next }) => ({ partition, offset: String(next) }))
      try {
        await coordinator.offsetCommit({
          groupId: group,
          groupGenerationId: NO_GENERATION,
          memberId: NO_MEMBER,
          topics: [{ topic, partitions }],
        })
      } catch (error) {
        // It has a member by now, which has seen to this before it joined.
        if (!isCastOut(error)) throw error
      }
    })
  }

  read(topic: string, partition: number, from: number, limit: number): Promise<LoggedMessage[]> {
    return this.#asked(async (cluster) => {
      const leader = (await partitionsOf(cluster, topic)).find(
        (one) => one.partitionId === partition,
      )
      if (leader === undefined) throw unknownPartition(topic, partition)
      try {
        return await fetched(cluster, leader.leader, { topic, partition, from, limit })
      } catch (error) {
        if (!isOutOfRange(error)) throw error
        const end = (await endsOf(cluster, topic)).find((one) => one.partition === partition)
        if (end !== undefined && from >= end.next) return []
        throw noLongerKept(topic, partition, end?.first ?? 0)
      }
    })
  }

  async ping(): Promise<void> {
    await this.#asked((cluster) => cluster.refreshMetadata(), 0)
  }

  async close(): Promise<void> {
    const cluster = this.#cluster
    this.#cluster = undefined
    await (await cluster?.catch(() => undefined))?.disconnect()
  }

  /** A connection that failed is not used again: a fresh one knows the brokers as they are now. */
  async #asked<Answer>(
    ask: (cluster: KafkaCluster) => Promise<Answer>,
    giveUpAfterMs = this.#settings.giveUpAfterMs ?? 10_000,
  ): Promise<Answer> {
    const giveUpAtMs = Date.now() + giveUpAfterMs
    for (let tries = 1; ; tries += 1) {
      const connected = (this.#cluster ??= this.#connect())
      try {
        return await inTime(connected.then(ask))
      } catch (error) {
        const failure = kafkaFailure(error)
        if (failure !== error || failure.mayPass) this.#discard(connected)
        if (!failure.mayPass || (tries > 1 && Date.now() > giveUpAtMs)) throw failure
      }
      await wait(ASK_AGAIN_MS)
    }
  }

  async #connect(): Promise<KafkaCluster> {
    const cluster = newCluster(newKafka(this.#settings))
    try {
      await cluster.connect()
      return cluster
    } catch (error) {
      void cluster.disconnect().catch(() => {})
      throw error
    }
  }

  #discard(connected: Promise<KafkaCluster>): void {
    if (this.#cluster === connected) this.#cluster = undefined
    void connected.then((cluster) => cluster.disconnect()).catch(() => {})
  }
}

async function partitionsOf(cluster: KafkaCluster, topic: string) {
  await cluster.addTargetTopic(topic)
  return cluster.findTopicPartitionMetadata(topic)
}

async function endsOf(cluster: KafkaCluster, topic: string): Promise<Ends> {
  await cluster.addTargetTopic(topic)
  await cluster.refreshMetadata()
  const partitions = (await partitionsOf(cluster, topic)).map((one) => ({
    partition: one.partitionId,
  }))
  const offsets = async (fromBeginning: boolean) =>
    byPartition(await cluster.fetchTopicsOffset([{ topic, fromBeginning, partitions }]))
  const [first, next] = [await offsets(true), await offsets(false)]
  return partitions
    .map(({ partition }) => ({
      partition,
      first: first.get(partition) ?? 0,
      next: next.get(partition) ?? 0,
    }))
    .toSorted((a, b) => a.partition - b.partition)
}

async function settledOf(cluster: KafkaCluster, group: string, topic: string, ends: Ends) {
  const coordinator = await cluster.findGroupCoordinator({ groupId: group })
  const partitions = ends.map(({ partition }) => ({ partition }))
  const { responses } = await coordinator.offsetFetch({
    groupId: group,
    topics: [{ topic, partitions }],
  })
  return byPartition(responses)
}

/** Below 0 stands for none. */
function byPartition(offsets: readonly PartitionOffsets[]): Map<number, number> {
  const all = offsets.flatMap(({ partitions }) => partitions)
  return new Map(
    all
      .map(({ partition, offset }): [number, number] => [partition, Number(offset)])
      .filter(([, offset]) => offset >= 0),
  )
}

type Reading = { topic: string; partition: number; from: number; limit: number }

async function fetched(
  cluster: KafkaCluster,
  leader: number,
  { topic, partition, from, limit }: Reading,
): Promise<LoggedMessage[]> {
  const messages: LoggedMessage[] = []
  const broker = await cluster.findBroker({ nodeId: leader })
  let at = from
  while (messages.length < limit) {
    const { responses } = await broker.fetch({
      maxWaitTime: 0,
      minBytes: 0,
      maxBytes: FETCH_MAX_BYTES,
      isolationLevel: READ_COMMITTED,
      topics: [
        {
          topic,
          partitions: [{ partition, fetchOffset: String(at), maxBytes: FETCH_MAX_BYTES }],
        },
      ],
    })
    const found = responses.flatMap(({ partitions }) => partitions.flatMap((one) => one.messages))
    const last = found.at(-1)
    if (last === undefined) break
    for (const message of found) {
      // A broker answers in whole batches, which may begin before what was asked for.
      if (Number(message.offset) < at || message.isControlRecord === true) continue
      messages.push(loggedMessage(topic, partition, message))
    }
    at = Number(last.offset) + 1
  }
  return messages.slice(0, limit)
}
