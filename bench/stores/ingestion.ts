/** Events into a real Kafka: by the origin's own door, over HTTP, and by kafkajs with nothing before it. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'
import { EVENTS_A_BATCH } from '../../core/topics/event.ts'
import { originPlan, originUrl } from '../../launch/origin.ts'
import { readSettings } from '../../launch/settings.ts'
import { ensureBucket } from '../../origin/stores/objects/s3-bucket.ts'
import { freePort } from '../../services/free-port.ts'
import { startKafka } from '../../services/kafka.ts'
import { startMongoDouble } from '../../services/mongo-double.ts'
import { startObjectServer } from '../../services/object-server.ts'
import { startServer, type Server } from '../../services/server.ts'
import { joinedLike } from './sample.ts'

const root = resolve(import.meta.dirname, '../..')
const AT_ONCE = 4
const REGION = 'us-east-1'

export type Ingested = {
  readonly perSecond: number
  readonly barePerSecond: number
  readonly inLog: number
}

export async function ingestion(folder: string, seconds: number): Promise<Ingested> {
  await promisify(execFile)(process.execPath, [join(root, 'services', 'run.ts'), '--install'])
  const secretKey = randomBytes(20).toString('hex')
  const servers: Server[] = []
  try {
    const kafka = await startKafka({ folder: join(folder, 'kafka') })
    servers.push(kafka)
    const mongo = await startMongoDouble({ folder: join(folder, 'mongo') })
    servers.push(mongo)
    const s3 = { folder: join(folder, 's3'), accessKey: 'bench', secretKey }
    const objects = await startObjectServer(s3)
    servers.push(objects)
    await ensureBucket({
      endpoint: objects.address,
      region: REGION,
      bucket: 'bench',
      accessKey: 'bench',
      secretKey,
    })
    const key = randomBytes(32).toString('base64url')
    const port = await freePort()
    const settings = readSettings(root, { ORIGIN_PORT: String(port), DATA_DIR: folder })
    const plan = originPlan(root, settings, key)
    const url = originUrl(settings)
    servers.push(
      await startServer({
        ...plan,
        env: {
          ...plan.env,
          STORES: 'real',
          CONSUMERS: 'apart',
          MONGODB_URL: mongo.address,
          KAFKA_BROKERS: kafka.address,
          S3_ENDPOINT: objects.address,
          S3_REGION: REGION,
          S3_BUCKET: 'bench',
          S3_ACCESS_KEY: 'bench',
          S3_SECRET_KEY: secretKey,
        },
        address: url,
        ports: [port],
        ask: async () => {
          const { ok } = await fetch(`${url}/readyz`)
          if (!ok) throw new Error('not ready')
        },
      }),
    )
    const barePerSecond = await bareAppends(kafka.address, seconds)
    const perSecond = await byTheDoor(url, key, seconds)
    return { perSecond, barePerSecond, inLog: await countOf(kafka.address) }
  } finally {
    for (const server of servers.toReversed()) await server.stop()
  }
}

/** Batches are written down before the clock runs: who sends them is not what is measured. */
async function byTheDoor(url: string, key: string, seconds: number): Promise<number> {
  const bodies = Array.from({ length: 40 }, (_, no) => {
    const from = no * EVENTS_A_BATCH
    return JSON.stringify({
      events: Array.from({ length: EVENTS_A_BATCH }, (_, at) => joinedLike(from + at)),
    })
  })
  const post = async (body: string) => {
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` }
    const answer = await fetch(`${url}/events`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`/events answered ${answer.status}`)
    await answer.body?.cancel()
  }
  for (const body of bodies.slice(0, 4)) await post(body)
  return flood(seconds, (no) => post(bodies[no % bodies.length] ?? ''))
}

async function bareAppends(broker: string, seconds: number): Promise<number> {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'bare', numPartitions: 3 }] })
  await admin.disconnect()
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  await producer.connect()
  const messages = Array.from({ length: EVENTS_A_BATCH }, (_, no) => {
    const event = joinedLike(no)
    return { key: event.data.room, value: JSON.stringify(event) }
  })
  const send = () => producer.send({ topic: 'bare', acks: -1, messages })
  await send()
  const perSecond = await flood(seconds, send)
  await producer.disconnect()
  return perSecond
}

/** Several at once, each a batch after another. */
async function flood(seconds: number, send: (no: number) => Promise<unknown>): Promise<number> {
  const beganAtMs = performance.now()
  let sent = 0
  const one = async () => {
    while (performance.now() - beganAtMs < seconds * 1_000) {
      sent += 1
      await send(sent)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return (sent * EVENTS_A_BATCH) / ((performance.now() - beganAtMs) / 1_000)
}

async function countOf(broker: string): Promise<number> {
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  const offsets = await admin.fetchTopicOffsets('Queue_log')
  await admin.disconnect()
  return offsets.reduce((sum, { high }) => sum + Number(high), 0)
}
