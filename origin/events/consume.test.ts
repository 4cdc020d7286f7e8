import { describe, expect, test } from 'vitest'
import type { LoggedEvent } from '../../core/topics/topics.ts'
import { StoreFailure } from '../stores/failure.ts'
import { consumer } from './consume.ts'
import { joinedEvent, memoryLog, partsWith } from './fixtures.ts'

const message = (value: unknown) => ({
  key: 'hall',
  value: typeof value === 'string' ? value : JSON.stringify(value),
})

async function consuming(apply: (events: readonly LoggedEvent[]) => Promise<void>) {
  const log = memoryLog()
  const parts = partsWith(log)
  const worker = consumer(parts, { group: 'tests', topics: ['Queue_log'], apply })
  worker.start()
  const say = (...values: unknown[]) => log.append('Queue_log', values.map(message))
  /** As a real log does that brings a batch again until it is taken; answers how often it came. */
  const untilTaken = async () => {
    for (let times = 1; times < 100; times += 1) {
      const taken = await log.deliver().then(
        () => true,
        () => false,
      )
      if (taken) return times
    }
    return Infinity
  }
  return { log, worker, say, untilTaken, counted: parts.counted }
}

describe('a consumer', () => {
  test('is given a batch’s events at once, in order', async () => {
    const seen: string[][] = []
    const { log, say } = await consuming(
      async (events) => void seen.push(events.map(({ id }) => id)),
    )
    await say(joinedEvent(1), joinedEvent(2))

    await log.deliver()

    expect(seen).toEqual([['hall:e1:1', 'hall:e1:2']])
  })

  test('never sees what cannot be read: it is set aside, and the rest goes on', async () => {
    const seen: string[] = []
    const { log, say } = await consuming(
      async (events) => void seen.push(...events.map(({ id }) => id)),
    )
    await say('{', joinedEvent(1), joinedEvent(2, { version: 7 }))

    await log.deliver()

    expect(seen).toEqual(['hall:e1:1'])
    expect(log.values('Dead_letter')).toMatchObject([
      { data: { by: 'tests', text: '{', reason: 'it is not JSON' } },
      { data: { by: 'tests', reason: expect.stringMatching(/^version/) } },
    ])
  })

  test('that fails on one event is tried five times, and then only that one is set aside', async () => {
    const taken: string[] = []
    const { log, say, untilTaken } = await consuming(async (events) => {
      if (events.some(({ id }) => id === 'hall:e1:2')) throw new Error('no such thing')
      taken.push(...events.map(({ id }) => id))
    })
    await say(joinedEvent(1), joinedEvent(2), joinedEvent(3))

    expect(await untilTaken()).toBe(5)

    expect(new Set(taken)).toEqual(new Set(['hall:e1:1', 'hall:e1:3']))
    expect(log.values('Dead_letter')).toMatchObject([
      { data: { by: 'tests', reason: 'no such thing', text: JSON.stringify(joinedEvent(2)) } },
    ])
  })

  test('that fails on several sets aside those, in order, and lets the others through', async () => {
    const order: string[] = []
    const { log, say, untilTaken, counted } = await consuming(async (events) => {
      if (events.some(({ id }) => /:[235]$/.test(id))) throw new Error('no such thing')
      order.push(...events.map(({ id }) => id))
    })
    await say(...[1, 2, 3, 4, 5, 6].map((no) => joinedEvent(no)))

    expect(await untilTaken()).toBeLessThanOrEqual(15)

    expect([...new Set(order)]).toEqual(['hall:e1:1', 'hall:e1:4', 'hall:e1:6'])
    expect(counted.get('tests')).toBe(3)
    expect(log.values('Dead_letter')).toHaveLength(3)
  })

  test('sets aside what cannot be read once the rest was taken, and not each time before', async () => {
    let isDown = true
    const { log, say } = await consuming(async () => {
      if (isDown) throw new StoreFailure('unreachable', 'the database does not answer')
    })
    await say('rubbish', joinedEvent(1))
    for (let times = 0; times < 10; times += 1) {
      await expect(log.deliver()).rejects.toThrow('does not answer')
    }
    isDown = false

    await log.deliver()

    expect(log.values('Dead_letter')).toHaveLength(1)
  })

  test.for(['unreachable', 'wrong-secret', 'disk-full', 'closed'] as const)(
    'sets nothing aside for a store that is %s',
    async (code) => {
      const { log, say } = await consuming(async () => {
        throw new StoreFailure(code, 'not now')
      })
      await say(joinedEvent(1))

      for (let times = 0; times < 10; times += 1) {
        await expect(log.deliver()).rejects.toThrow('not now')
      }

      expect(log.values('Dead_letter')).toEqual([])
    },
  )

  test('waits for a store that is down, for as long as it takes, and sets nothing aside', async () => {
    let isDown = true
    const { log, say } = await consuming(async () => {
      if (isDown) throw new StoreFailure('unreachable', 'the database does not answer')
    })
    await say(joinedEvent(1))

    for (let times = 0; times < 20; times += 1) {
      await expect(log.deliver()).rejects.toThrow('does not answer')
    }
    isDown = false
    await log.deliver()

    expect(log.values('Dead_letter')).toEqual([])
  })

  test('with nothing to do for a batch is not called', async () => {
    let calls = 0
    const { log, say } = await consuming(async () => void (calls += 1))
    await say('rubbish')

    await log.deliver()

    expect(calls).toBe(0)
  })
})
