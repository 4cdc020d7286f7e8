import type { Kafka, KafkaMessage } from 'kafkajs'

/**
 * The part of kafkajs under its consumers and producers. It is not in its types, and is used because a
 * consumer cannot read at an offset without joining a group, for which the brokers of an ordinary
 * cluster take seconds, and which leaves a group behind; nor can anybody settle for a group that is empty.
 */
export type KafkaCluster = {
  connect(): Promise<void>
  disconnect(): Promise<void>
  refreshMetadata(): Promise<void>
  addTargetTopic(topic: string): Promise<void>
  findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number }[]
  findBroker(of: { nodeId: number }): Promise<KafkaBroker>
  findGroupCoordinator(of: { groupId: string }): Promise<KafkaBroker>
  fetchTopicsOffset(
    of: { topic: string; fromBeginning: boolean; partitions: { partition: number }[] }[],
  ): Promise<PartitionOffsets[]>
}

export type PartitionOffsets = {
  topic: string
  partitions: { partition: number; offset: string }[]
}

type KafkaBroker = {
  fetch(of: {
    maxWaitTime: number
    minBytes: number
    maxBytes: number
    isolationLevel: number
    topics: {
      topic: string
      partitions: { partition: number; fetchOffset: string; maxBytes: number }[]
    }[]
  }): Promise<{ responses: { partitions: { messages: FetchedMessage[] }[] }[] }>
  offsetFetch(of: {
    groupId: string
    topics: { topic: string; partitions: { partition: number }[] }[]
  }): Promise<{ responses: PartitionOffsets[] }>
  offsetCommit(of: {
    groupId: string
    groupGenerationId: number
    memberId: string
    topics: PartitionOffsets[]
  }): Promise<unknown>
}

/** A control record marks the end of a transaction, and is nobody's message. */
type FetchedMessage = KafkaMessage & { isControlRecord?: boolean }

const MAKER = 'private:Kafka:createCluster'
const METADATA_MAX_AGE_MS = 60_000

export function newCluster(kafka: Kafka): KafkaCluster {
  const symbol = Object.getOwnPropertySymbols(kafka).find(
    ({ description }) => description === MAKER,
  )
  const make: unknown = symbol && Reflect.get(kafka, symbol)
  if (!isMaker(make)) throw new Error('This kafkajs is not the 2.2.4 that was tried: use that one.')
  return make({ metadataMaxAge: METADATA_MAX_AGE_MS, allowAutoTopicCreation: false })
}

type Maker = (options: { metadataMaxAge: number; allowAutoTopicCreation: boolean }) => KafkaCluster

function isMaker(make: unknown): make is Maker {
  return typeof make === 'function'
}
