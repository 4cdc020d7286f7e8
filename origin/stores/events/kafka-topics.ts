import { setTimeout as wait } from 'node:timers/promises'
import type { Admin } from 'kafkajs'
import type { Topic } from './event-log.ts'
import { newKafka, type KafkaSettings } from './kafka-connection.ts'
import { kafkaFailure } from './kafka-failure.ts'

const LOOK_AGAIN_MS = 100

/**
 * Until all are there with all their partitions. Others may be making them at the same time, so what
 * Kafka says to our asking is no answer yet: what there is afterwards is.
 */
export async function ensureTopics(settings: KafkaSettings, topics: readonly Topic[]) {
  const giveUpAtMs = Date.now() + (settings.giveUpAfterMs ?? 10_000)
  for (;;) {
    let failure: unknown
    const admin = newKafka(settings).admin()
    try {
      await admin.connect()
      if (await areThere(admin, topics)) return
      await make(admin, topics, settings.replicationFactor)
      if (await areThere(admin, topics)) return
    } catch (error) {
      failure = error
    } finally {
      await admin.disconnect().catch(() => {})
    }
    const said = kafkaFailure(failure)
    if (said.code === 'wrong-secret' || Date.now() > giveUpAtMs) throw said
    await wait(LOOK_AGAIN_MS)
  }
}

async function areThere(admin: Admin, topics: readonly Topic[]): Promise<boolean> {
  const counts = await countsOf(admin)
  return topics.every(({ name, partitions }) => (counts.get(name) ?? 0) >= partitions)
}

async function make(admin: Admin, topics: readonly Topic[], replicationFactor = -1): Promise<void> {
  const counts = await countsOf(admin)
  const missing = topics.filter(({ name }) => !counts.has(name))
  const fewer = topics.filter(
    ({ name, partitions }) => (counts.get(name) ?? partitions) < partitions,
  )
  if (missing.length > 0) {
    await admin.createTopics({
      topics: missing.map(({ name, partitions }) => ({
        topic: name,
        numPartitions: partitions,
        replicationFactor,
      })),
    })
  }
  if (fewer.length > 0) {
    await admin.createPartitions({
      topicPartitions: fewer.map(({ name, partitions }) => ({ topic: name, count: partitions })),
    })
  }
}

async function countsOf(admin: Admin): Promise<Map<string, number>> {
  const { topics } = await admin.fetchTopicMetadata()
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]))
}
