import { StoreFailure } from '../failure.ts'
import { checkMessages, checkName, checkRead, checkSubscription, checkTopics } from './checks.ts'
import type { EventLog } from './event-log.ts'
import { KafkaAppender } from './kafka-appender.ts'
import { KafkaAsking } from './kafka-asking.ts'
import { sparingly, type KafkaSettings } from './kafka-connection.ts'
import { KafkaConsumer } from './kafka-consumer.ts'
import { ensureTopics } from './kafka-topics.ts'

/** The event log in Apache Kafka. It connects when it is first asked for something. */
export function openKafkaEventLog(given: KafkaSettings): EventLog {
  const settings = { ...given, warn: sparingly(given.warn ?? (() => {})) }
  const asking = new KafkaAsking(settings)
  const appender = new KafkaAppender(settings)
  const consumers = new Set<KafkaConsumer>()
  /** Topics that are known to be there: nobody takes one away. */
  const known = new Set<string>()
  let closed: Promise<void> | undefined

  const checkOpen = () => {
    if (closed !== undefined) throw new StoreFailure('closed', 'This event log has been closed.')
  }

  async function checkKnown(topic: string): Promise<void> {
    if (known.has(topic)) return
    await asking.ends(topic)
    known.add(topic)
  }

  async function close(): Promise<void> {
    await Promise.all([...consumers].map((consumer) => consumer.stop()))
    await Promise.all([appender.close(), asking.close()])
  }

  return {
    async ensure(topics) {
      checkOpen()
      checkTopics(topics)
      await ensureTopics(settings, topics)
      appender.renew()
    },
    async append(topic, messages) {
      checkOpen()
      checkName('topic', topic)
      checkMessages(messages)
      await checkKnown(topic)
      await appender.append(topic, messages)
    },
    subscribe(subscription) {
      checkOpen()
      checkSubscription(subscription)
      const consumer = new KafkaConsumer(settings, asking, subscription)
      consumers.add(consumer)
      return consumer
    },
    async read(topic, partition, from, limit) {
      checkOpen()
      checkName('topic', topic)
      checkRead(from, limit)
      return asking.read(topic, partition, from, limit)
    },
    async ends(topic) {
      checkOpen()
      checkName('topic', topic)
      return asking.ends(topic)
    },
    async lag(group, topic) {
      checkOpen()
      checkName('group', group)
      checkName('topic', topic)
      return asking.lag(group, topic)
    },
    async ping() {
      checkOpen()
      await asking.ping()
    },
    async close() {
      closed ??= close()
      await closed
    },
  }
}
