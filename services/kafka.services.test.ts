import { Kafka, logLevel, type Producer } from 'kafkajs'
import { expect, onTestFinished, test } from 'vitest'
import { startKafka, type KafkaOptions } from './kafka.ts'
import { processRuns } from './process-runs.ts'
import { testFolder } from './test-folder.ts'

async function started(options: Partial<KafkaOptions> = {}) {
  const server = await startKafka({ folder: testFolder(), ...options })
  onTestFinished(() => server.stop())
  return server
}

const client = (address: string, sasl?: { username: string; password: string }) =>
  new Kafka({
    brokers: [address],
    logLevel: logLevel.NOTHING,
    retry: { retries: 2 },
    ...(sasl && { sasl: { mechanism: 'plain', ...sasl } }),
  })

async function producing<T>(kafka: Kafka, work: (producer: Producer) => Promise<T>): Promise<T> {
  const producer = kafka.producer()
  await producer.connect()
  try {
    return await work(producer)
  } finally {
    await producer.disconnect()
  }
}

async function topicsOf(kafka: Kafka): Promise<string[]> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return await admin.listTopics()
  } finally {
    await admin.disconnect()
  }
}

async function lengthOf(kafka: Kafka, topic: string): Promise<string | undefined> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    return (await admin.fetchTopicOffsets(topic))[0]?.high
  } finally {
    await admin.disconnect()
  }
}

test('what Kafka has acknowledged is there after a kill, at the same address', async () => {
  const server = await started()
  const kafka = client(server.address)
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: 'sales', numPartitions: 1 }] })
  await admin.disconnect()
  const messages = Array.from({ length: 100 }, (_, key) => ({ key: String(key), value: 'sold' }))
  await producing(kafka, (producer) => producer.send({ topic: 'sales', messages, acks: -1 }))
  const { pid } = server

  await server.kill()
  expect(processRuns(pid)).toBe(false)
  await server.start()

  expect(await lengthOf(kafka, 'sales')).toBe('100')
})

test('a topic that nobody made is not made by who writes to it', async () => {
  const server = await started()
  const kafka = client(server.address)

  await expect(
    producing(kafka, (producer) => producer.send({ topic: 'slip', messages: [{ value: '' }] })),
  ).rejects.toThrow('does not host this topic')
  expect(await topicsOf(kafka)).toEqual([])
})

test('with users only they come in', async () => {
  const user = { name: 'origin', password: 'a-long-password' }
  const server = await started({ users: [user] })

  const right = { username: user.name, password: user.password }
  expect(await topicsOf(client(server.address, right))).toEqual([])
  const wrong = client(server.address, { ...right, password: 'another-password' })
  await expect(topicsOf(wrong)).rejects.toThrow('Authentication failed')
})

test('stopped, nothing of it runs', async () => {
  const server = await started()

  await server.stop()

  expect(processRuns(server.pid)).toBe(false)
})
