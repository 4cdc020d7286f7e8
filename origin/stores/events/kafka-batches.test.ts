import type { EachBatchPayload } from 'kafkajs'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Batch } from './event-log.ts'
import { KafkaBatches } from './kafka-batches.ts'

const SESSION_MS = 6_000
const HEARTBEAT_MS = 600

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const protocol = (type: string) => Object.assign(new Error(type), { type })

/** What kafkajs hands over: messages from an offset, and what was done with it. */
function fetched(from: number, count: number, heartbeat = async () => {}) {
  const done: string[] = []
  const messages = Array.from({ length: count }, (_, at) => ({
    key: Buffer.from('k'),
    value: Buffer.from(String(from + at)),
    offset: String(from + at),
    timestamp: '0',
    attributes: 0,
    headers: {},
  }))
  const payload: EachBatchPayload = {
    batch: {
      topic: 't',
      partition: 0,
      highWatermark: '0',
      messages,
      isEmpty: () => count === 0,
      firstOffset: () => String(from),
      lastOffset: () => String(from + count - 1),
      offsetLag: () => '0',
      offsetLagLow: () => '0',
    },
    resolveOffset: (offset) => done.push(`resolved ${offset}`),
    heartbeat,
    pause: () => {
      done.push('paused')
      return () => done.push('resumed')
    },
    commitOffsetsIfNecessary: async (offsets) => {
      done.push(`committed ${offsets?.topics[0]?.partitions[0]?.offset}`)
    },
    uncommittedOffsets: () => ({ topics: [] }),
    isRunning: () => true,
    isStale: () => false,
  }
  return { payload, done }
}

function batchesOf(handle: (batch: Batch, signal: AbortSignal) => Promise<void>) {
  const over = new AbortController()
  const subscription = {
    group: 'g',
    topics: ['t'],
    from: 'earliest' as const,
    batchSize: 2,
    handle,
  }
  const batches = new KafkaBatches({
    subscription,
    sessionTimeoutMs: SESSION_MS,
    heartbeatMs: HEARTBEAT_MS,
    over: over.signal,
    warn: () => {},
  })
  return { batches, over }
}

describe('the batches of a Kafka consumer', () => {
  test('are settled one by one, each after its handler and before it is fetched past', async () => {
    const heard: number[] = []
    const { batches } = batchesOf(async ({ messages }) => void heard.push(messages.length))
    const { payload, done } = fetched(10, 5)

    await batches.eachBatch(payload)

    expect(heard).toEqual([2, 2, 1])
    expect(done).toEqual([
      'committed 12',
      'resolved 11',
      'committed 14',
      'resolved 13',
      'committed 15',
      'resolved 14',
    ])
  })

  test('that fail pause their partition for a while, and come again as they were', async () => {
    const heard: string[][] = []
    const { batches } = batchesOf(async ({ messages }) => {
      heard.push(messages.map(({ value }) => value))
      if (heard.length === 1) throw new Error('Not yet.')
    })
    const first = fetched(0, 1)
    await batches.eachBatch(first.payload)
    expect(first.done).toEqual(['paused'])
    await vi.advanceTimersByTimeAsync(100)
    expect(first.done).toEqual(['paused', 'resumed'])

    await batches.eachBatch(fetched(0, 3).payload)

    expect(heard).toEqual([['0'], ['0'], ['1', '2']])
  })

  test('keep the member alive while a handler runs, and let it end before the group shares anew', async () => {
    const heartbeat = vi.fn(() => Promise.reject(protocol('REBALANCE_IN_PROGRESS')))
    const gate = Promise.withResolvers<void>()
    let signal: AbortSignal | undefined
    const { batches } = batchesOf(async (_, given) => {
      signal = given
      await gate.promise
    })
    const { payload, done } = fetched(0, 4, heartbeat)
    const handling = batches.eachBatch(payload)
    const ended = reasonOf(handling)

    await vi.advanceTimersByTimeAsync(4 * SESSION_MS)
    expect(heartbeat.mock.calls.length).toBeGreaterThan(10)
    expect(signal?.aborted).toBe(false)
    gate.resolve()

    expect(await ended).toBe('REBALANCE_IN_PROGRESS')
    expect(done).toEqual(['committed 2', 'resolved 1'])
    expect(batches.isIdle).toBe(true)
  })

  test.each(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID'])(
    'of a member that was cast out (%s) are told so',
    async (type) => {
      const { batches } = batchesOf((_, signal) => untilAborted(signal))
      const { payload } = fetched(0, 1, () => Promise.reject(protocol(type)))
      const handling = batches.eachBatch(payload)
      const ended = reasonOf(handling)

      await vi.advanceTimersByTimeAsync(HEARTBEAT_MS)

      expect(await ended).toBe(type)
    },
  )

  test('are taken for lost once Kafka has not answered for as long as a member may be silent', async () => {
    let abortedAtMs = 0
    const { batches } = batchesOf(async (_, signal) => {
      await untilAborted(signal)
      abortedAtMs = Date.now()
    })
    const startMs = Date.now()
    const { payload } = fetched(0, 1, () => Promise.reject(new Error('Not connected.')))
    const ended = reasonOf(batches.eachBatch(payload))

    await vi.advanceTimersByTimeAsync(2 * SESSION_MS)

    expect(await ended).toBe('Not connected.')
    expect(abortedAtMs - startMs).toBeGreaterThan(SESSION_MS)
    expect(abortedAtMs - startMs).toBeLessThanOrEqual(SESSION_MS + HEARTBEAT_MS)
  })

  test('end with the consumer: what runs may end and is settled, nothing else is begun', async () => {
    const { batches, over } = batchesOf((_, signal) => untilAborted(signal))
    const { payload, done } = fetched(0, 6)
    const handling = batches.eachBatch(payload)

    over.abort()
    await handling

    expect(done).toEqual(['committed 2', 'resolved 1'])
  })
})

async function reasonOf(failing: Promise<void>): Promise<string> {
  try {
    await failing
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
