import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe } from 'vitest'
import { startKafka } from '../../../services/kafka.ts'
import type { Server } from '../../../services/server.ts'
import { eventLogContract } from './event-log-contract.ts'
import { openKafkaEventLog } from './kafka.ts'
import type { Rig } from './contract/rig.ts'

describe('the event log in Kafka', () => {
  let folder = ''
  let server: Server | undefined
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-'))
    server = await startKafka({ folder })
  }, 120_000)
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  eventLogContract(() => rigOf(server?.address ?? ''))
})

function rigOf(broker: string): Rig {
  const settings = { brokers: [broker], clientId: 'contract', sessionTimeoutMs: 6_000 }
  return {
    open: async () => openKafkaEventLog(settings),
    address: { kind: 'kafka', ...settings },
    async forget(topic, partition, before) {
      const admin = new Kafka({ ...settings, logLevel: logLevel.NOTHING }).admin()
      await admin.connect()
      // It knows of no topic that it was not asked about before.
      await admin.fetchTopicOffsets(topic)
      const partitions = [{ partition, offset: String(before) }]
      await admin.deleteTopicRecords({ topic, partitions })
      await admin.disconnect()
    },
  }
}
