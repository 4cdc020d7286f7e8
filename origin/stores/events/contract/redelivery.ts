import { expect, test } from 'vitest'
import type { EventLog } from '../event-log.ts'
import { partitionOf } from '../partition-of.ts'
import { listen, newGroup, newTopic, numbered, until } from './rig.ts'

export function contractOfRedelivery(log: () => EventLog): void {
  test('a batch whose handler throws comes again, nothing behind it before, and others go on', async () => {
    const topic = await newTopic(log(), 2)
    const group = newGroup()
    await log().append(topic, numbered(60))
    const bad = partitionOf('key-0', 2)
    const tries: string[][] = []
    let mayPass = false
    const listener = listen(log(), group, topic, {
      batchSize: 4,
      async handle({ partition, messages }) {
        if (partition !== bad) return
        if (!mayPass) tries.push(messages.map(({ value }) => value))
        if (!mayPass) throw new Error('Not yet.')
      },
    })

    const inOther = numbered(60).filter(({ key }) => partitionOf(key, 2) !== bad).length
    await until(() => tries.length >= 3 && listener.heard.length === inOther)
    await log().append(topic, numbered(80).slice(60))
    await until(() => tries.length >= 4)
    expect(listener.heard.every(({ partition }) => partition !== bad)).toBe(true)
    mayPass = true

    await until(() => listener.heard.length === 80)
    await listener.stop()
    expect(new Set(tries.map((values) => values.join())).size).toBe(1)
    expect(tries[0]).toHaveLength(4)
    const offsets = listener.heard.filter((one) => one.partition === bad).map((one) => one.offset)
    expect(offsets).toEqual(offsets.map((_, at) => at))
    expect(await log().lag(group, topic)).toBe(0)
  })

  test('what was settled before a handler threw does not come again', async () => {
    const topic = await newTopic(log(), 1)
    const seen: string[] = []
    await log().append(topic, numbered(20))
    const listener = listen(log(), newGroup(), topic, {
      batchSize: 5,
      async handle({ messages }) {
        seen.push(messages[0]?.value ?? '')
        if (messages[0]?.value === '10' && seen.filter((value) => value === '10').length < 3) {
          throw new Error('Not yet.')
        }
      },
    })

    await until(() => listener.heard.length === 20)

    await listener.stop()
    expect(seen).toEqual(['0', '5', '10', '10', '10', '15'])
  })

  test('stopping lets the handler end, and settles what it did', async () => {
    const topic = await newTopic(log(), 1)
    const group = newGroup()
    await log().append(topic, numbered(10))
    const gate = Promise.withResolvers<void>()
    let signalled = false
    const first = listen(log(), group, topic, {
      batchSize: 4,
      async handle(_, signal) {
        signal.addEventListener('abort', () => (signalled = true))
        started = true
        await gate.promise
      },
    })
    let started = false
    let stopped = false
    await until(() => started)

    const stopping = first.stop().then(() => (stopped = true))
    await until(() => signalled)
    expect(stopped).toBe(false)
    gate.resolve()
    await stopping

    expect(first.values()).toEqual(['0', '1', '2', '3'])
    expect(await log().lag(group, topic)).toBe(6)
    const second = listen(log(), group, topic)
    await until(() => second.heard.length === 6)
    await second.stop()
    expect(second.values()).toEqual(['4', '5', '6', '7', '8', '9'])
  })

  test('stopping does not wait for a batch that rests, and leaves it to the next', async () => {
    const topic = await newTopic(log(), 1)
    const group = newGroup()
    await log().append(topic, numbered(3))
    let tries = 0
    const failing = listen(log(), group, topic, {
      async handle() {
        tries += 1
        throw new Error('Never.')
      },
    })
    await until(() => tries >= 2)

    await failing.stop()
    const triesWhenStopped = tries
    const next = listen(log(), group, topic)

    await until(() => next.heard.length === 3)
    await next.stop()
    expect(tries).toBe(triesWhenStopped)
  })

  test('closing the log stops its consumers', async () => {
    const topic = await newTopic(log(), 1)
    const group = newGroup()
    const listener = listen(log(), group, topic)
    await listener.joined
    await log().append(topic, numbered(3))
    await until(() => listener.heard.length === 3)

    await log().close()
    await listener.stop()

    expect(listener.values()).toEqual(['0', '1', '2'])
  })
}
