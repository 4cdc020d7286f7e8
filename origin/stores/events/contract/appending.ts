import { expect, test } from 'vitest'
import { sizeOf } from '../checks.ts'
import { MESSAGE_MAX_BYTES, type EventLog, type Message } from '../event-log.ts'
import { partitionOf } from '../partition-of.ts'
import { all, codeOf, newGroup, newTopic, numbered, type Rig } from './rig.ts'

export function contractOfAppending(rig: () => Rig, log: () => EventLog): void {
  test('messages of one key are in its partition, in the order they were appended', async () => {
    const topic = await newTopic(log(), 4)
    const messages = numbered(60, 12)

    for (let at = 0; at < messages.length; at += 20) {
      await log().append(topic, messages.slice(at, at + 20))
    }

    const logged = await all(log(), topic)
    expect(logged).toHaveLength(60)
    for (const { key, partition } of logged) expect(partition).toBe(partitionOf(key, 4))
    for (let key = 0; key < 12; key += 1) {
      const values = logged.filter((one) => one.key === `key-${key}`).map(({ value }) => value)
      expect(values).toEqual([0, 12, 24, 36, 48].map((at) => String(at + key)))
    }
  })

  test('what comes out is what went in, with offsets from 0 without gaps', async () => {
    const topic = await newTopic(log(), 1)
    const messages: Required<Message>[] = [
      {
        key: '한글',
        value: '😀 日本語 \u0000 \u2028 \r\n',
        headers: { traceparent: 'ünï', b: '' },
      },
      { key: ' ', value: '', headers: {} },
      { key: '__proto__', value: '{"a":1}', headers: { prototype: 'x' } },
    ]
    const beforeMs = Date.now()

    await log().append(topic, messages)
    await log().append(topic, [{ key: 'bare', value: 'v' }])

    const read = await log().read(topic, 0, 0, 10)
    expect(
      read.map(({ key, value, headers, offset }) => ({ key, value, headers, offset })),
    ).toEqual(
      [...messages, { key: 'bare', value: 'v', headers: {} }].map((message, offset) =>
        Object.assign({ ...message }, { offset }),
      ),
    )
    for (const { appendedAtMs, partition, topic: named } of read) {
      expect([named, partition]).toEqual([topic, 0])
      expect(appendedAtMs).toBeGreaterThanOrEqual(beforeMs - 1)
      expect(appendedAtMs).toBeLessThanOrEqual(Date.now() + 1)
    }
  })

  test('a message at the limit is taken, and many of them in one call', async () => {
    const topic = await newTopic(log(), 1)
    const base = { key: '한', headers: { a: 'b' } }
    const value = 'é'.repeat((MESSAGE_MAX_BYTES - sizeOf({ ...base, value: '' })) / 2)
    const largest = { ...base, value: value.padEnd(value.length + 1, 'x').slice(0, value.length) }

    await log().append(topic, [largest, largest, largest])

    const logged = await all(log(), topic)
    expect(logged.map((one) => one.value === largest.value)).toEqual([true, true, true])
  })

  test('one message over the limit, and nothing of the call is appended', async () => {
    const topic = await newTopic(log(), 2)
    const large = { key: 'k', value: 'x'.repeat(MESSAGE_MAX_BYTES) }

    expect(await codeOf(log().append(topic, [...numbered(5), large, ...numbered(5)]))).toBe(
      'too-large',
    )
    expect(await all(log(), topic)).toEqual([])
  })

  test('one message that is no message, and nothing of the call is appended', async () => {
    const topic = await newTopic(log(), 2)

    for (const bad of [
      { key: '', value: 'v' },
      { key: 'k', value: '\ud83d' },
      { key: 'k', value: 'v', headers: { 'a b': 'c' } },
    ]) {
      expect(await codeOf(log().append(topic, [...numbered(5), bad]))).toBe('bad-request')
    }
    expect(await all(log(), topic)).toEqual([])
  })

  test('a call may hold more than a server takes at once', async () => {
    const topic = await newTopic(log(), 3)
    const messages = numbered(6_000).map((one) => ({ ...one, value: one.value.padEnd(500, '.') }))

    await log().append(topic, messages)

    const logged = await all(log(), topic)
    expect(new Set(logged.map(({ value }) => value)).size).toBe(6_000)
    expect(logged).toHaveLength(6_000)
  })

  test('those who append at once leave no gap, and each its own order', async () => {
    const topic = await newTopic(log(), 2)
    const others = [log(), await rig().open(), await rig().open()]

    await Promise.all(
      others.flatMap((other, who) =>
        Array.from({ length: 20 }, async (_, at) => {
          await other.append(topic, [{ key: `from-${who}-${at}`, value: `${at}a` }])
          await other.append(topic, [{ key: `from-${who}-${at}`, value: `${at}b` }])
        }),
      ),
    )

    const logged = await all(log(), topic)
    expect(logged).toHaveLength(120)
    for (const { partition, first, next } of await log().ends(topic)) {
      const offsets = logged.filter((one) => one.partition === partition).map((one) => one.offset)
      expect(offsets).toEqual(Array.from({ length: next - first }, (_, at) => first + at))
    }
    for (const first of logged.filter(({ value }) => value.endsWith('a'))) {
      const second = logged.find(({ key, value }) => key === first.key && value.endsWith('b'))
      expect(second?.offset).toBeGreaterThan(first.offset)
    }
    await Promise.all(others.slice(1).map((other) => other.close()))
  })

  test('a topic that nobody made is refused by every call, and is not made', async () => {
    const topic = `nobody-made-${crypto.randomUUID()}`
    const consumer = () =>
      log().subscribe({
        group: newGroup(),
        topics: [topic],
        from: 'earliest',
        batchSize: 1,
        handle: async () => {},
      }).joined

    for (const call of [
      () => log().append(topic, numbered(1)),
      () => log().append(topic, []),
      () => log().read(topic, 0, 0, 1),
      () => log().ends(topic),
      () => log().lag(newGroup(), topic),
      consumer,
      () => log().append(topic, numbered(1)),
    ]) {
      expect([call.toString(), await codeOf(call())]).toEqual([call.toString(), 'bad-request'])
    }
  })

  test('ensuring again changes nothing; more partitions are added, fewer take none away', async () => {
    const topic = await newTopic(log(), 2)
    const other = await rig().open()
    await log().append(topic, numbered(10))

    await Promise.all([log(), other].map((one) => one.ensure([{ name: topic, partitions: 2 }])))
    expect(await log().ends(topic)).toHaveLength(2)
    await log().ensure([{ name: topic, partitions: 5 }])
    await log().ensure([{ name: topic, partitions: 1 }])

    expect((await log().ends(topic)).map(({ partition }) => partition)).toEqual([0, 1, 2, 3, 4])
    await log().append(topic, [{ key: 'key-3', value: 'after' }])
    const after = (await all(log(), topic)).find(({ value }) => value === 'after')
    expect(after?.partition).toBe(partitionOf('key-3', 5))
    expect(await all(log(), topic)).toHaveLength(11)
    await other.close()
  })

  test('after it is closed every call says so', async () => {
    const topic = await newTopic(log(), 1)
    const closed = await rig().open()
    await closed.append(topic, numbered(1))

    await closed.close()
    await closed.close()

    for (const call of [
      () => closed.append(topic, numbered(1)),
      () => closed.ensure([{ name: topic, partitions: 1 }]),
      () => closed.read(topic, 0, 0, 1),
      () => closed.ends(topic),
      () => closed.lag(newGroup(), topic),
      () => closed.ping(),
      async () =>
        closed.subscribe({
          group: newGroup(),
          topics: [topic],
          from: 'latest',
          batchSize: 1,
          handle: async () => {},
        }),
    ]) {
      expect([call.toString(), await codeOf(call())]).toEqual([call.toString(), 'closed'])
    }
    await log().ping()
  })
}
