import { expect, test } from 'vitest'
import { logOf, storesThat } from '../fixtures.ts'
import { originMetrics } from '../telemetry/metrics.ts'
import { startTracing, type Tracing } from '../telemetry/tracing.ts'
import { StoreFailure } from './failure.ts'
import { watchedStores, type OpenedStores } from './watched.ts'

function watched(opened: OpenedStores, withBreakers: boolean) {
  const { log, lines } = logOf()
  const metrics = originMetrics()
  const tracing = startTracing({ zipkinUrl: undefined, share: 1 }, log)
  const stores = watchedStores(opened, withBreakers, { metrics, tracing, log })
  return { stores, lines, text: () => metrics.registry.metrics() }
}

const unreachable = async () => {
  throw new StoreFailure('unreachable', 'Nobody there.')
}

test('calls of a collection are counted by their port and by what came of them', async () => {
  const { stores, text } = watched(storesThat({ findOne: unreachable }), false)
  const collection = await stores.documents.collection('orders', [])

  await expect(collection.findOne({})).rejects.toThrow('Nobody there.')
  await collection.count({})

  const measures = await text()
  expect(measures).toContain('store_seconds_count{port="documents",outcome="ok"} 2')
  expect(measures).toContain('store_seconds_count{port="documents",outcome="unreachable"} 1')
})

test('a breaker before each real store is told of in the log, in the measures and to who asks', async () => {
  const { stores, lines, text } = watched(storesThat({ findOne: unreachable }), true)
  const collection = await stores.documents.collection('orders', [])

  for (let call = 0; call < 5; call += 1) await collection.findOne({}).catch(() => {})

  expect(stores.breakerState('documents')).toBe('open')
  expect(stores.breakerState('objects')).toBe('closed')
  expect(lines).toMatchObject([
    { level: 'warn', what: 'breaker', port: 'documents', state: 'open', why: 'Nobody there.' },
  ])
  expect(await text()).toContain('admit_one_origin_breaker{port="documents",state="open"} 1')
  expect(await text()).toContain('admit_one_origin_breaker{port="documents",state="closed"} 0')
})

test('a call that is part of a request is a span of its trace, and any other begins none', async () => {
  const spans: string[] = []
  const { log } = logOf()
  const plain = startTracing({ zipkinUrl: undefined, share: 1 }, log)
  const tracing: Tracing = {
    ...plain,
    withSpan: (name, kind, act, options) => {
      spans.push(`${kind} ${name}`)
      return plain.withSpan(name, kind, act, options)
    },
  }
  const stores = watchedStores(storesThat(), false, { metrics: originMetrics(), tracing, log })

  await stores.objects.about('alone')
  await tracing.withSpan('GET /', 'server', () => stores.objects.about('asked'))

  expect(spans).toEqual(['server GET /', 'client objects about'])
})

test('an embedded store has no breaker', () => {
  expect(watched(storesThat(), false).stores.breakerState('events')).toBeUndefined()
})

test('a consumer is given as it is, and not as a promise of one', () => {
  const { stores } = watched(storesThat(), true)

  const consumer = stores.events.subscribe({
    group: 'g',
    topics: [],
    from: 'earliest',
    batchSize: 1,
    handle: async () => {},
  })

  expect(consumer).toHaveProperty('stop')
})

test('a store with private fields of its own is called as itself', async () => {
  class Counting {
    #calls = 0
    async ends() {
      this.#calls += 1
      return [{ partition: this.#calls, first: 0, next: 0 }]
    }
  }
  const opened = storesThat()
  const events = Object.assign(new Counting(), opened.events)
  Reflect.deleteProperty(events, 'ends')
  const { stores } = watched({ ...opened, events }, false)

  expect(await stores.events.ends('topic')).toEqual([{ partition: 1, first: 0, next: 0 }])
})

test('a stream that a breaker does not let through is cancelled', async () => {
  const opened = storesThat()
  const { stores } = watched({ ...opened, objects: { ...opened.objects, put: unreachable } }, true)
  for (let call = 0; call < 5; call += 1) await stores.objects.put('a', 'text').catch(() => {})

  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    cancel() {
      isCancelled = true
    },
  })

  await expect(stores.objects.put('a', body)).rejects.toMatchObject({ code: 'unreachable' })
  expect(isCancelled).toBe(true)
})

test('one store that cannot be closed keeps no other open, and is told of', async () => {
  let closed = 0
  const close = async () => {
    closed += 1
    throw new Error('It is stuck.')
  }
  const { stores, lines } = watched(storesThat({ close }), false)

  await stores.close()

  expect(closed).toBe(3)
  expect(lines).toHaveLength(3)
})
