import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startKafka } from '../../../services/kafka.ts'
import type { Server } from '../../../services/server.ts'
import type { EventLog } from './event-log.ts'
import { openKafkaEventLog } from './kafka.ts'
import { all, codeOf, listen, newGroup, newTopic, until } from './contract/rig.ts'

const KAFKA_TAKES_MS = 300_000

/** Longer than kafkajs goes on by itself, so that its consumers give up. */
const LONG_OUTAGE_MS = 15_000

describe(
  'a Kafka that breaks',
  () => {
    let folder = ''
    let server: Server
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'kafka-broken-'))
      server = await startKafka({ folder, users: [{ name: 'us', password: 'right' }] })
    }, KAFKA_TAKES_MS)
    afterAll(async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }, KAFKA_TAKES_MS)

    const opened = (settings: object = {}) =>
      openKafkaEventLog({
        brokers: [server.address],
        clientId: 'broken',
        username: 'us',
        password: 'right',
        sessionTimeoutMs: 6_000,
        ...settings,
      })

    test('a wrong password is a wrong secret, in every call', async () => {
      const log = opened({ password: 'wrong' })

      expect(await codeOf(log.ping())).toBe('wrong-secret')
      expect(await codeOf(log.ensure([{ name: 't', partitions: 1 }]))).toBe('wrong-secret')
      expect(await codeOf(log.append('t', [{ key: 'k', value: 'v' }]))).toBe('wrong-secret')
      expect(await codeOf(log.lag('g', 't'))).toBe('wrong-secret')
      expect(await codeOf(listen(log, newGroup(), 't').joined)).toBe('wrong-secret')
      await log.close()
    })

    test('what was acknowledged is heard, though the broker is killed in the midst of it', async () => {
      const log = opened()
      const topic = await newTopic(log, 3)
      const listener = listen(log, newGroup(), topic)
      const writers = startWriters(log, topic)
      for (const acknowledged of [200, 500, 800]) {
        await until(() => writers.acknowledged.length >= acknowledged)
        await server.kill()
        await server.start()
      }
      await until(() => writers.acknowledged.length >= 1_100)
      await writers.stop()

      await until(() => {
        const heard = new Set(listener.values())
        return writers.acknowledged.every((value) => heard.has(value))
      })

      await listener.stop()
      const logged = (await all(log, topic)).map(({ value }) => value)
      expect(writers.acknowledged.filter((value) => !logged.includes(value))).toEqual([])
      for (const writer of [0, 1, 2, 3]) expectInOrder(listener.values(), `${writer}.`)
      await log.close()
    })

    test('appends that were given up on cost none that come after them', async () => {
      const log = opened({ giveUpAfterMs: 500 })
      const topic = await newTopic(opened(), 1)
      const writers = startWriters(log, topic)
      await until(() => writers.acknowledged.length >= 100)
      await server.kill()
      await until(() => writers.failures() >= 8)
      await server.start()
      const before = writers.acknowledged.length
      await until(() => writers.acknowledged.length >= before + 200)
      await writers.stop()

      const logged = new Set((await all(log, topic)).map(({ value }) => value))

      expect(writers.acknowledged.filter((value) => !logged.has(value))).toEqual([])
      await log.close()
    })

    test('a consumer outlasts a broker that is away for longer than kafkajs tries', async () => {
      const warnings: string[] = []
      const log = opened({ warn: (message: string) => warnings.push(message) })
      const topic = await newTopic(log, 2)
      const group = newGroup()
      const listener = listen(log, group, topic)
      await log.append(topic, [{ key: 'a', value: '1' }])
      await until(() => listener.heard.length === 1)
      await until(async () => (await log.lag(group, topic)) === 0)

      await server.kill()
      await wait(LONG_OUTAGE_MS)
      expect(warnings.some((one) => one.includes('begins again'))).toBe(true)
      await server.start()
      await log.append(topic, [{ key: 'a', value: '2' }])

      await until(() => listener.values().includes('2'))
      await listener.stop()
      expect(listener.values()).toEqual(['1', '2'])
      await log.close()
    })

    test('without a broker every call is unreachable soon, and a consumer can be stopped', async () => {
      const log = opened({ giveUpAfterMs: 2_000 })
      const topic = await newTopic(log, 1)
      const listener = listen(log, newGroup(), topic)
      await listener.joined
      await log.append(topic, [{ key: 'a', value: '1' }])
      await server.kill()

      try {
        for (const call of [
          () => log.append(topic, [{ key: 'a', value: '2' }]),
          () => log.ends(topic),
          () => log.ping(),
          () => log.ensure([{ name: topic, partitions: 1 }]),
        ]) {
          const askedAtMs = Date.now()
          expect([call.toString(), await codeOf(call())]).toEqual([call.toString(), 'unreachable'])
          expect(Date.now() - askedAtMs).toBeLessThan(10_000)
        }
        const stopAtMs = Date.now()
        await listener.stop()
        await log.close()
        expect(Date.now() - stopAtMs).toBeLessThan(20_000)
      } finally {
        await server.start()
      }
    })
  },
  KAFKA_TAKES_MS,
)

/** Each says the same again until it is acknowledged, and only then the next. */
function startWriters(log: EventLog, topic: string) {
  const acknowledged: string[] = []
  let failures = 0
  const stopped = new AbortController()
  const write = async (writer: number) => {
    for (let at = 0; !stopped.signal.aborted; at += 3) {
      const values = [at, at + 1, at + 2].map((one) => `${writer}.${one}`)
      const messages = values.map((value) => ({ key: `writer-${writer}`, value }))
      for (;;) {
        const code = await codeOf(log.append(topic, messages))
        if (code === 'none') break
        expect(code).toBe('unreachable')
        failures += 1
      }
      acknowledged.push(...values)
      await wait(5)
    }
  }
  const all = Promise.all([0, 1, 2, 3].map(write))
  const stop = async () => {
    stopped.abort()
    await all
  }
  return { acknowledged, failures: () => failures, stop }
}

/** Each for the first time after all that were before it. */
function expectInOrder(values: readonly string[], prefix: string): void {
  const first = [...new Set(values.filter((value) => value.startsWith(prefix)))]
  const numbers = first.map((value) => Number(value.slice(prefix.length)))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
}
