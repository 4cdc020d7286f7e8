/** From the queue to the origin, with a real server as the origin. */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { deliver } from './deliver.ts'
import { spansOf } from './spans.ts'

const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
const event = (no: number, more: object = {}) => ({
  id: `hall:e1:${no}`,
  topic: 'Queue_log',
  version: 1,
  source: 'edge',
  atMs: 5_000,
  ...more,
  data: { kind: 'joined', room: 'hall', epoch: 'e1', lane: 'a', count: 1, total: no },
})
const many = (count: number) => Array.from({ length: count }, (_, no) => event(no))

function message(body: unknown, attempts = 1) {
  const settled: string[] = []
  return {
    id: crypto.randomUUID(),
    timestamp: new Date(),
    body,
    attempts,
    ack: () => void settled.push('ack'),
    retry: (options?: QueueRetryOptions) => void settled.push(`retry ${options?.delaySeconds}`),
    settled,
  }
}

type Asked = { url: string; authorization: string | null; events: number }

const asked: Asked[] = []
let status = 200
const settings = { ...env, ORIGIN_URL: 'https://origin.example', ORIGIN_TOKEN: 'a-token' }
const waiting: Promise<unknown>[] = []
const context = { waitUntil: (promise: Promise<unknown>) => void waiting.push(promise) }

beforeEach(() => {
  asked.length = 0
  status = 200
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init)
    const body: unknown = await request.json()
    const events = Array.isArray(body) ? body : Object.values(body ?? {})[0]
    asked.push({
      url: request.url,
      authorization: request.headers.get('Authorization'),
      events: Array.isArray(events) ? events.length : 0,
    })
    return new Response('{}', { status })
  })
  return () => vi.restoreAllMocks()
})

describe('a batch of messages', () => {
  test('goes in as few requests as the origin takes, and is settled once it has them', async () => {
    const messages = [many(200), many(200), many(200)].map((events) => message({ events }))

    await deliver({ messages }, settings, context)

    expect(asked).toEqual([
      { url: 'https://origin.example/events', authorization: 'Bearer a-token', events: 400 },
      { url: 'https://origin.example/events', authorization: 'Bearer a-token', events: 200 },
    ])
    expect(messages.map(({ settled }) => settled)).toEqual([['ack'], ['ack'], ['ack']])
  })

  test.for(['https://origin.example/', 'https://origin.example/shop/'])(
    'goes to the events of %s, whose address ends with a slash',
    async (ORIGIN_URL) => {
      const messages = [message({ events: many(1) })]

      await deliver({ messages }, { ...settings, ORIGIN_URL }, context)

      expect(asked.map(({ url }) => url)).toEqual([`${ORIGIN_URL}events`])
    },
  )

  test.for([500, 503, 401, 302, 413])('comes again after %d, later each time', async (answer) => {
    status = answer
    const messages = [1, 2, 8, 90].map((attempts) => message({ events: many(1) }, attempts))

    await deliver({ messages }, settings, context)

    const settled = messages.flatMap((one) => one.settled)
    expect(settled).toEqual(['retry 1', 'retry 2', 'retry 128', 'retry 1800'])
  })

  test('comes again while nobody said where the origin is', async () => {
    const one = message({ events: many(1) })

    await deliver({ messages: [one] }, { ...env }, context)

    expect([one.settled, asked]).toEqual([['retry 1'], []])
  })

  test('that holds something else loses only that', async () => {
    const messages = [message('rubbish'), message({ events: [] }), message({ events: many(2) })]

    await deliver({ messages }, settings, context)

    expect(messages.map(({ settled }) => settled)).toEqual([['ack'], ['ack'], ['ack']])
    expect(asked.map(({ events }) => events)).toEqual([2])
  })
})

describe('a trace', () => {
  test('begins here: Zipkin is told of the events that are followed, and of no others', async () => {
    const events = [event(1), event(2, { trace })]
    const zipkin = { ...settings, ZIPKIN_URL: 'https://zipkin.example/api/v2/spans' }

    await deliver({ messages: [message({ events })] }, zipkin, context)
    await Promise.all(waiting)

    expect(asked.map(({ url, events }) => [url, events])).toEqual([
      ['https://origin.example/events', 2],
      ['https://zipkin.example/api/v2/spans', 1],
    ])
  })

  test('says from when until when an event waited here', () => {
    expect(spansOf([event(1), event(2, { trace }), 'rubbish'], 7_500)).toEqual([
      {
        traceId: 'a'.repeat(32),
        id: 'b'.repeat(16),
        name: 'tell joined',
        timestamp: 5_000_000,
        duration: 2_500_000,
        localEndpoint: { serviceName: 'admit-one-edge' },
        tags: { 'event.id': 'hall:e1:2', 'event.topic': 'Queue_log' },
      },
    ])
  })

  test('that nobody collects costs nothing', async () => {
    status = 500
    const zipkin = { ...settings, ZIPKIN_URL: 'https://zipkin.example/api/v2/spans' }
    const one = message({ events: [event(2, { trace })] })

    await deliver({ messages: [one] }, zipkin, context)

    expect(one.settled).toEqual(['retry 1'])
    expect(asked).toHaveLength(1)
  })
})
