import { expect, test } from 'vitest'
import type { EventLog } from '../event-log.ts'
import { codeOf, listen, newGroup, newTopic, numbered, until, type Rig } from './rig.ts'

export function contractOfReading(rig: () => Rig, log: () => EventLog): void {
  test('a partition is read page by page, and past its end there is nothing', async () => {
    const topic = await newTopic(log(), 1)
    await log().append(topic, numbered(25))

    const pages = [
      await log().read(topic, 0, 0, 10),
      await log().read(topic, 0, 10, 10),
      await log().read(topic, 0, 20, 10),
      await log().read(topic, 0, 25, 10),
      await log().read(topic, 0, 999, 10),
    ]

    expect(pages.map((page) => page.length)).toEqual([10, 10, 5, 0, 0])
    expect(pages.flat().map(({ value }) => value)).toEqual(numbered(25).map(({ value }) => value))
  })

  test('what is no place to read from is refused', async () => {
    const topic = await newTopic(log(), 1)

    expect(await codeOf(log().read(topic, 1, 0, 10))).toBe('bad-request')
    expect(await codeOf(log().read(topic, -1, 0, 10))).toBe('bad-request')
    expect(await codeOf(log().read(topic, 0, -1, 10))).toBe('bad-request')
    expect(await codeOf(log().read(topic, 0, 0, 0))).toBe('bad-request')
  })

  test('the ends of a topic and the lag of a group are counted', async () => {
    const topic = await newTopic(log(), 2)
    const group = newGroup()
    expect(await log().ends(topic)).toEqual([
      { partition: 0, first: 0, next: 0 },
      { partition: 1, first: 0, next: 0 },
    ])
    expect(await log().lag(group, topic)).toBe(0)

    await log().append(topic, numbered(20))
    expect(await log().lag(group, topic)).toBe(20)
    const listener = listen(log(), group, topic)
    await until(() => listener.heard.length === 20)
    await listener.stop()
    expect(await log().lag(group, topic)).toBe(0)
    await log().append(topic, numbered(7))

    expect(await log().lag(group, topic)).toBe(7)
    expect(await log().lag(newGroup(), topic)).toBe(27)
    const next = (await log().ends(topic)).reduce((sum, end) => sum + end.next, 0)
    expect(next).toBe(27)
  })

  test('of what is no longer kept the ends and the lag know nothing, and reading it is stale', async () => {
    const topic = await newTopic(log(), 1)
    await log().append(topic, numbered(30))

    await rig().forget(topic, 0, 12)

    expect(await log().ends(topic)).toEqual([{ partition: 0, first: 12, next: 30 }])
    expect(await log().lag(newGroup(), topic)).toBe(18)
    expect(await codeOf(log().read(topic, 0, 11, 5))).toBe('stale-cursor')
    expect((await log().read(topic, 0, 12, 1)).map(({ value }) => value)).toEqual(['12'])
  })

  test('a group whose place is no longer kept goes on from the first that is', async () => {
    const topic = await newTopic(log(), 1)
    const group = newGroup()
    await log().append(topic, numbered(10))
    const before = listen(log(), group, topic, { from: 'latest' })
    await before.joined
    await log().append(topic, numbered(20).slice(10))
    await until(() => before.heard.length === 10)
    await before.stop()
    await log().append(topic, numbered(40).slice(20))
    await rig().forget(topic, 0, 33)

    const after = listen(log(), group, topic, { from: 'latest' })

    await until(() => after.heard.length === 7)
    expect(after.values()).toEqual(['33', '34', '35', '36', '37', '38', '39'])
    await after.stop()
    expect(await log().lag(group, topic)).toBe(0)
  })
}
