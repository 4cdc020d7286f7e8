/** Joins at the edge, counted in the record of a real Kafka, though it and the origin are killed in turn. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queueLog } from '../core/topics/queue-log.ts'
import { openKafkaEventLog } from '../origin/stores/events/kafka.ts'
import { ensureBucket } from '../origin/stores/objects/s3-bucket.ts'
import { startKafka } from '../services/kafka.ts'
import { startMongoDouble } from '../services/mongo-double.ts'
import { startObjectServer } from '../services/object-server.ts'
import type { Server } from '../services/server.ts'
import { expectAllTold, joinMeanwhile } from './told/joining.ts'
import { startTellingSale, type TellingSale } from './told/telling-sale.ts'

const REGION = 'us-east-1'
const QUEUE_LOG = 'Queue_log'
/** Many times what such a sale says. */
const MESSAGES_MAX = 10_000

let folder: string
let kafka: Server
let sale: TellingSale
const servers: Server[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'admit-one-told-'))
  const secretKey = randomBytes(20).toString('hex')
  kafka = await startKafka({ folder: join(folder, 'kafka') })
  const mongo = await startMongoDouble({ folder: join(folder, 'mongo') })
  const objects = await startObjectServer({
    folder: join(folder, 's3'),
    accessKey: 'tests',
    secretKey,
  })
  servers.push(kafka, mongo, objects)
  const bucket = { endpoint: objects.address, region: REGION, bucket: 'admit-one' }
  await ensureBucket({ ...bucket, accessKey: 'tests', secretKey })
  sale = await startTellingSale(join(folder, 'data'), {
    STORES: 'real',
    MONGODB_URL: mongo.address,
    KAFKA_BROKERS: kafka.address,
    S3_ENDPOINT: objects.address,
    S3_REGION: REGION,
    S3_BUCKET: 'admit-one',
    S3_ACCESS_KEY: 'tests',
    S3_SECRET_KEY: secretKey,
  })
}, 240_000)

afterAll(async () => {
  await sale.stop()
  for (const server of servers) await server.stop()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)

test('who joined while origin and broker were killed in turn is in the record, once', async () => {
  const fans = await joinMeanwhile(sale, async () => {
    for (const killed of [sale.origin, kafka, sale.origin, kafka]) {
      await wait(3_000)
      await killed.kill()
      await wait(2_000)
      await killed.start()
    }
    await wait(2_000)
  })

  await expectAllTold(sale, fans)
  expect(fans).toBeGreaterThan(50)
}, 300_000)

test('the log itself holds each of them at least once, under one id an event', async () => {
  const log = openKafkaEventLog({
    brokers: [kafka.address],
    clientId: 'tests',
    ssl: false,
    warn: () => {},
  })
  const counts = new Map<string, number>()
  let messages = 0
  for (const { partition, first } of await log.ends(QUEUE_LOG)) {
    for (const { value } of await log.read(QUEUE_LOG, partition, first, MESSAGES_MAX)) {
      const { id, data } = queueLog.parse(JSON.parse(value))
      messages += 1
      if (data.kind === 'joined') counts.set(id, data.count)
    }
  }
  await log.close()

  const joined = [...counts.values()].reduce((sum, count) => sum + count, 0)
  expect(joined).toBe(await sale.counted())
  expect(messages).toBeGreaterThanOrEqual(counts.size)
}, 120_000)
