import type { StoreFailure } from '../failure.ts'
import { checkMessages, checkName, checkRead, checkSubscription, checkTopics } from './checks.ts'
import { EmbeddedConsumer } from './embedded-consumer.ts'
import { EmbeddedFile } from './embedded-file.ts'
import { EmbeddedLag } from './embedded-lag.ts'
import { EmbeddedMessages } from './embedded-messages.ts'
import { EmbeddedRetention } from './embedded-retention.ts'
import { EmbeddedWatch } from './embedded-watch.ts'
import type { Consumer, EventLog, Subscription } from './event-log.ts'

export type EmbeddedSettings = {
  /** Shared by all processes that use this log, on a disk of this machine. */
  readonly folder: string
  /** A member of a group that is silent for so long is taken for dead. */
  readonly sessionTimeoutMs?: number
  /** How soon it is noticed what another process appended. */
  readonly pollMs?: number
  readonly keepMs?: number
  /** Of each partition. */
  readonly keepMessages?: number
  readonly trimEveryMs?: number
  /** The file grows no larger: then it is 'disk-full'. */
  readonly fileMaxBytes?: number
  /** Hears what went wrong and is tried again. */
  readonly warn?: (message: string) => void
}

const DAY_MS = 86_400_000

/** The event log in one file, for one machine, without a server. */
export async function openEmbeddedEventLog(settings: EmbeddedSettings): Promise<EventLog> {
  const { sessionTimeoutMs = 3_000, pollMs = 50, trimEveryMs = 30_000, warn = () => {} } = settings
  const { keepMs = 7 * DAY_MS, keepMessages = 5_000_000 } = settings
  const file = await EmbeddedFile.open(settings.folder, settings.fileMaxBytes)
  const messages = new EmbeddedMessages(file)
  const lag = new EmbeddedLag(file)
  const watch = new EmbeddedWatch(file, pollMs)
  const retention = new EmbeddedRetention(file, { keepMs, keepMessages })
  const consumers = new Set<EmbeddedConsumer>()
  let trimming = Promise.resolve()
  const trim = () => {
    trimming = trimming
      .then(() => retention.trim(Date.now()))
      .catch((error: StoreFailure) => warn(`Old messages stay for now: ${error.message}`))
  }
  const trimTimer = setInterval(trim, trimEveryMs).unref()

  function subscribe(subscription: Subscription): Consumer {
    checkSubscription(subscription)
    return file.try(() => {
      const parts = { file, messages, watch, sessionTimeoutMs, warn }
      try {
        for (const topic of subscription.topics) messages.ends(topic)
        const consumer = new EmbeddedConsumer(parts, subscription)
        consumers.add(consumer)
        return consumer
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        warn(`Group ${subscription.group} does not begin: ${why}`)
        const joined = refusedWith(error)
        joined.catch(() => {})
        return { joined, stop: async () => {} }
      }
    })
  }

  return {
    async ensure(topics) {
      checkTopics(topics)
      messages.ensure(topics)
      watch.changed()
    },
    async append(topic, batch) {
      checkName('topic', topic)
      checkMessages(batch)
      messages.append(topic, batch, Date.now())
      watch.appended(topic)
    },
    subscribe,
    async read(topic, partition, from, limit) {
      checkName('topic', topic)
      checkRead(from, limit)
      return messages.read(topic, partition, from, limit)
    },
    async ends(topic) {
      checkName('topic', topic)
      return messages.ends(topic)
    },
    async lag(group, topic) {
      checkName('group', group)
      return lag.of(group, messages.ends(topic), topic)
    },
    async ping() {
      file.transaction(() => {})
    },
    async close() {
      clearInterval(trimTimer)
      await Promise.all([...consumers].map((consumer) => consumer.stop()))
      await trimming
      file.close()
    },
  }
}

/** What a server would only say later, the file says at once; the caller hears it in the same place. */
async function refusedWith(error: unknown): Promise<never> {
  throw error
}
