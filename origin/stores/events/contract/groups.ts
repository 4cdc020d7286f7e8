import { expect, test } from 'vitest'
import type { EventLog } from '../event-log.ts'
import { startConsumer } from './killed-consumer.ts'
import { all, listen, newGroup, newTopic, numbered, sorted, until, type Rig } from './rig.ts'

const valuesOf = (count: number) => numbered(count).map(({ value }) => value)

export function contractOfGroups(rig: () => Rig, log: () => EventLog): void {
  test('each group hears every message once when nothing fails, a key’s in its order', async () => {
    const topic = await newTopic(log(), 3)
    await log().append(topic, numbered(100, 10))
    const groups = [newGroup(), newGroup()].map((group) => listen(log(), group, topic))

    await log().append(topic, numbered(200, 10).slice(100))

    await until(() => groups.every(({ heard }) => heard.length >= 200))
    for (const group of groups) {
      await group.stop()
      expect(sorted(group.values())).toEqual(valuesOf(200))
      const ofKey = group.heard.filter(({ key }) => key === 'key-4').map(({ value }) => value)
      expect(ofKey).toEqual(sorted(ofKey))
    }
  })

  test('a batch is of one partition, in order, without gaps and no larger than asked', async () => {
    const topic = await newTopic(log(), 3)
    await log().append(topic, numbered(100))
    const batches: { partition: number; offsets: number[] }[] = []
    const listener = listen(log(), newGroup(), topic, {
      batchSize: 7,
      async handle({ partition, messages }) {
        expect(messages.every((one) => one.partition === partition)).toBe(true)
        batches.push({ partition, offsets: messages.map(({ offset }) => offset) })
      },
    })

    await until(() => listener.heard.length === 100)

    await listener.stop()
    expect(Math.max(...batches.map(({ offsets }) => offsets.length))).toBe(7)
    for (const { partition, next } of await log().ends(topic)) {
      const offsets = batches.filter((one) => one.partition === partition).flatMap((b) => b.offsets)
      expect(offsets).toEqual(Array.from({ length: next }, (_, at) => at))
    }
  })

  test('a group that begins at the end hears what is appended once it has joined', async () => {
    const topic = await newTopic(log(), 2)
    const group = newGroup()
    await log().append(topic, numbered(10))
    const listener = listen(log(), group, topic, { from: 'latest' })
    await listener.joined
    expect(await log().lag(group, topic)).toBe(0)

    await log().append(topic, numbered(20).slice(10))

    await until(() => listener.heard.length === 10)
    await listener.stop()
    expect(sorted(listener.values())).toEqual(valuesOf(20).slice(10))
  })

  test('where a group is holds, wherever one says to begin', async () => {
    const topic = await newTopic(log(), 2)
    const group = newGroup()
    await log().append(topic, numbered(10))
    const first = listen(log(), group, topic)
    await until(() => first.heard.length === 10)
    await first.stop()
    await log().append(topic, numbered(20).slice(10))

    const second = listen(log(), group, topic, { from: 'latest' })

    await until(() => second.heard.length === 10)
    await second.stop()
    expect(sorted(second.values())).toEqual(valuesOf(20).slice(10))
  })

  test('two share the partitions, a third takes part, one leaves: nothing is lost or doubled', async () => {
    const topic = await newTopic(log(), 6)
    const group = newGroup()
    const others = [await rig().open(), await rig().open()]
    const [a, b] = [listen(log(), group, topic), listen(others[0] ?? log(), group, topic)]
    await Promise.all([a.joined, b.joined])
    let appended = 0
    const more = async () => {
      await log().append(topic, numbered(appended + 120).slice(appended))
      appended += 120
    }
    const heard = (...who: (typeof a)[]) => who.reduce((sum, one) => sum + one.heard.length, 0)

    await more()
    await until(() => heard(a, b) >= appended)
    const c = listen(others[1] ?? log(), group, topic)
    await c.joined
    await more()
    await until(() => heard(a, b, c) >= appended)
    const ofAll = [a, b, c].map((one) => one.heard.length)
    await a.stop()
    await more()
    await until(() => heard(a, b, c) >= appended)
    await Promise.all([b.stop(), c.stop()])

    expect(Math.min(...ofAll)).toBeGreaterThan(0)
    expect(a.heard).toHaveLength(ofAll[0] ?? 0)
    expect(sorted([a, b, c].flatMap((one) => one.values()))).toEqual(valuesOf(appended))
    expect(await log().lag(group, topic)).toBe(0)
    await Promise.all(others.map((other) => other.close()))
  })

  test('no two of a group are in one partition at once, whoever comes and goes', async () => {
    const topic = await newTopic(log(), 3)
    const group = newGroup()
    const inside = new Map<number, number>()
    let together = 0
    const handle = async ({ partition }: { partition: number }) => {
      const now = (inside.get(partition) ?? 0) + 1
      inside.set(partition, now)
      together = Math.max(together, now)
      await new Promise((resolve) => setTimeout(resolve, 20))
      inside.set(partition, now - 1)
    }
    const join = () => listen(log(), group, topic, { batchSize: 2, handle })
    const listeners = [join()]
    await log().append(topic, numbered(120))

    listeners.push(join())
    await listeners[1]?.joined
    listeners.push(join())
    await listeners[0]?.stop()
    const heard = () => listeners.flatMap((one) => one.values())
    await until(() => new Set(heard()).size === 120)
    await Promise.all(listeners.map((one) => one.stop()))

    expect(together).toBe(1)
    expect(sorted(heard())).toEqual(valuesOf(120))
  })

  test('one is killed: the others hear all that it had not settled, and nothing else twice', async () => {
    const topic = await newTopic(log(), 4)
    const group = newGroup()
    const plan = { address: rig().address, group, topic, batchSize: 5, workMs: 20 }
    const victim = startConsumer(plan)
    await until(victim.isJoined)
    const listener = listen(log(), group, topic, { batchSize: 5 })
    await listener.joined
    await log().append(topic, numbered(400))
    await until(() => [...victim.heard.values()].flat().length >= 6)

    await victim.kill()

    const byVictim = () => [...victim.heard.values()].flat(2)
    await until(() => new Set([...byVictim(), ...listener.values()]).size === 400)
    await until(async () => (await log().lag(group, topic)) === 0)
    await listener.stop()
    expect(byVictim().length).toBeLessThan(400)
    expectOnlyLastBatchTwice(victim.heard, listener.values())
  })

  test('a group that was killed goes on from what it had settled', async () => {
    const topic = await newTopic(log(), 2)
    const group = newGroup()
    await log().append(topic, numbered(200))
    const plan = { address: rig().address, group, topic, batchSize: 5, workMs: 10 }
    const victim = startConsumer(plan)
    await until(() => [...victim.heard.values()].flat().length >= 8)
    await victim.kill()

    const listener = listen(log(), group, topic)

    const byVictim = [...victim.heard.values()].flat(2)
    await until(() => new Set([...byVictim, ...listener.values()]).size === 200)
    await listener.stop()
    expectOnlyLastBatchTwice(victim.heard, listener.values())
    expect(await all(log(), topic)).toHaveLength(200)
  })
}

/** Of each partition: what came before is settled, the batch it was killed over may not be. */
function expectOnlyLastBatchTwice(
  heard: ReadonlyMap<number, string[][]>,
  again: readonly string[],
): void {
  for (const batches of heard.values()) {
    const settled = batches.slice(0, -1).flat()
    expect(settled.filter((value) => again.includes(value))).toEqual([])
  }
  expect(new Set(again).size).toBe(again.length)
}
