/** What a room has to tell: kept with what it tells of, and told until somebody has it. */
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { readEvent } from '../../core/topics/topics.ts'
import { roomOf } from '../fixtures.ts'
import { roomStub } from '../objects/stubs.ts'
import { Rows } from '../objects/rows.ts'
import { keepingQueue } from './fixtures.ts'
import { Outbox } from './outbox.ts'

const joined = (total: number) =>
  ({ kind: 'joined', room: 'hall', epoch: 'e1', lane: 'a', count: 1, total }) as const

type Held = { outbox: Outbox; rows: Rows; again: () => Outbox }

/** In the storage of a room of its own; `again` is the next life of the same one. */
async function withOutbox<T>(
  queue: ReturnType<typeof keepingQueue>['queue'],
  use: (held: Held) => Promise<T>,
): Promise<T> {
  const stub = roomStub(env, await roomOf('quiet'))
  const settings = { ...env, EVENTS: queue, ORIGIN_URL: 'https://origin.example', TRACE_SHARE: '0' }
  return runInDurableObject(stub, (_, { storage }) => {
    const again = () => new Outbox(settings, new Rows(storage))
    const outbox = again()
    outbox.make()
    return use({ outbox, rows: new Rows(storage), again })
  })
}

describe('an outbox', () => {
  test('tells events that readers can read, each under an id of its own, and is empty then', async () => {
    const { queue, events } = keepingQueue()
    await withOutbox(queue, async ({ outbox }) => {
      outbox.add([joined(1), joined(2)], 5_000)
      expect(outbox.isEmpty).toBe(false)
      await outbox.send(6_000)
      expect(outbox.isEmpty).toBe(true)
    })

    expect(events().map(readEvent)).toMatchObject([
      { kind: 'event', event: { id: 'hall:e1:1', atMs: 5_000, data: { total: 1 } } },
      { kind: 'event', event: { id: 'hall:e1:2', data: { total: 2 } } },
    ])
  })

  test('keeps what the queue did not take, and tells it under the same id', async () => {
    const { queue, events, fail } = keepingQueue()
    await withOutbox(queue, async ({ outbox, again }) => {
      outbox.add([joined(1)], 5_000)
      fail(true)
      await outbox.send(6_000)
      fail(false)
      await outbox.send(6_100)
      expect(events()).toEqual([])
      await again().send(20_000)
      expect(again().isEmpty).toBe(true)
    })

    expect(events().map(({ id }) => id)).toEqual(['hall:e1:1'])
  })

  test('that dies between telling and forgetting tells again, and nobody can mistake it', async () => {
    const { queue, events } = keepingQueue()
    await withOutbox(queue, async ({ outbox, rows, again }) => {
      rows.run('CREATE TRIGGER stays BEFORE DELETE ON outbox BEGIN SELECT RAISE(IGNORE); END')
      outbox.add([joined(1)], 5_000)
      await outbox.send(6_000)
      await again().send(8_000)
    })

    expect(events().map(({ id }) => id)).toEqual(['hall:e1:1', 'hall:e1:1'])
  })

  test('sends once a second at the most, however often it is asked', async () => {
    const { queue, sent } = keepingQueue()
    await withOutbox(queue, async ({ outbox }) => {
      for (let atMs = 10_000; atMs < 12_000; atMs += 250) {
        outbox.add([joined(atMs)], atMs)
        await outbox.send(atMs)
      }
    })

    expect(sent.map(({ events }) => events.length)).toEqual([1, 4])
  })

  test('of many is told in messages that a queue takes, all at once', async () => {
    const { queue, sent } = keepingQueue()
    await withOutbox(queue, async ({ outbox }) => {
      outbox.add(
        Array.from({ length: 450 }, (_, no) => joined(no + 1)),
        5_000,
      )
      await outbox.send(6_000)
      expect(outbox.isEmpty).toBe(true)
    })

    expect(sent.map(({ events }) => events.length)).toEqual([200, 200, 50])
  })

  test('keeps nothing where there is nobody to tell', async () => {
    const stub = roomStub(env, await roomOf('quiet'))
    await runInDurableObject(stub, (_, { storage }) => {
      const outbox = new Outbox({ ...env }, new Rows(storage))
      outbox.add([joined(1)], 5_000)
      expect([outbox.isOn, outbox.isEmpty]).toEqual([false, true])
    })
  })

  test('follows the share of events that it was told to', async () => {
    const { queue, events } = keepingQueue()
    const stub = roomStub(env, await roomOf('quiet'))
    await runInDurableObject(stub, async (_, { storage }) => {
      const all = { ...env, EVENTS: queue, ORIGIN_URL: 'https://o.example', TRACE_SHARE: '1' }
      const outbox = new Outbox(all, new Rows(storage))
      outbox.add([joined(1), joined(2)], 5_000)
      await outbox.send(6_000)
    })

    const traces = events().map(({ trace }) => trace)
    expect(traces).toEqual([
      expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      expect.stringMatching(/^00-/),
    ])
    expect(new Set(traces).size).toBe(2)
  })
})
