import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../core/problem.ts'
import { appWith, SERVICE } from '../fixtures.ts'
import { StoreFailure, type FailureCode } from '../stores/failure.ts'
import type { AppParts } from './app.ts'
import { listen } from './listen.ts'
import { route, type Asked, type Route } from './route.ts'

type Handler = (asked: Asked<undefined, undefined, { seats: number }>) => Promise<unknown>

function sale(handle: Handler, more: Partial<Route> = {}): Route {
  const made = route({
    id: 'sell',
    method: 'post',
    path: '/orders/:order',
    who: 'open',
    title: 'Sell',
    what: 'Sells.',
    body: z.object({ seats: z.number().max(4) }),
    answer: z.unknown(),
    codes: [],
    handle,
  })
  return { ...made, ...more }
}

function asked(handle: Handler, more: Partial<Route> = {}, parts: Partial<AppParts> = {}) {
  const made = appWith({ routes: [sale(handle, more)], ...parts })
  const post = (body: string, headers: Record<string, string> = {}) =>
    made.app.request('/orders/7?fan=fan@example.com', { method: 'POST', body, headers })
  return { ...made, post }
}

const failing = (error: unknown) => async () => {
  throw error
}

test('what a handler answers is sent as JSON with the headers of every answer', async () => {
  const { post } = asked(async ({ body }) => ({ sold: body.seats }), { status: 201 })

  const response = await post('{"seats":2,"other":1}')

  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({ sold: 2 })
  expect(response.headers.get('Content-Type')).toBe('application/json')
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  expect(response.headers.get('Cache-Control')).toBe('no-store')
})

test('the edge’s request id goes on, and one that is none is replaced', async () => {
  const { post } = asked(async () => ({}))

  const kept = await post('{"seats":1}', { 'X-Request-Id': 'from-the-edge' })
  const made = await post('{"seats":1}', { 'X-Request-Id': 'no id at all' })

  expect(kept.headers.get('X-Request-Id')).toBe('from-the-edge')
  expect(made.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('a line says which route, and nothing of who asked or what was sent', async () => {
  const { post, lines } = asked(async () => ({}), { who: 'service' })

  await post('{"seats":1,"email":"fan@example.com"}', {
    'X-Request-Id': 'id-7',
    Authorization: `Bearer ${SERVICE.secret}`,
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  })

  expect(lines).toEqual([
    {
      level: 'info',
      at: expect.any(String),
      requestId: 'id-7',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      method: 'POST',
      route: '/orders/:order',
      status: 200,
      ms: expect.any(Number),
      by: 'edge',
    },
  ])
})

test('what broke is in the log with its cause, and never in the answer', async () => {
  const error = new Error('secret-key-7', { cause: new Error('disk 7 is gone') })
  const { post, lines } = asked(failing(error))

  const response = await post('{"seats":1}')

  expect(response.status).toBe(500)
  expect(await response.json()).toEqual({ code: 'internal', message: expect.any(String) })
  expect(lines[0]).toMatchObject({ level: 'error', status: 500 })
  expect(lines[0]?.['why']).toMatch(/secret-key-7[^]+disk 7 is gone/)
})

test.each<[FailureCode, number, string]>([
  ['unreachable', 503, 'store-down'],
  ['closed', 503, 'store-down'],
  ['disk-full', 503, 'store-down'],
  ['too-large', 413, 'body-too-large'],
  ['bad-request', 400, 'invalid-request'],
  ['stale-cursor', 410, 'stale-cursor'],
  ['wrong-secret', 500, 'internal'],
])('a store that is %s is %i and %s, without its own words', async (code, status, answered) => {
  const { post, lines } = asked(failing(new StoreFailure(code, 'mongo-7 says no')))

  const response = await post('{"seats":1}')
  const text = await response.text()

  expect(response.status).toBe(status)
  expect(JSON.parse(text)).toMatchObject({ code: answered })
  expect(text).not.toContain('mongo-7')
  expect(response.headers.has('Retry-After')).toBe(status === 503)
  expect(lines[0]?.['why']).toContain('mongo-7')
})

test('a problem that a handler names is answered as it is', async () => {
  const { post } = asked(failing(new AppError('not-now', 'The sale is over: look at others.')))

  const response = await post('{"seats":1}')

  expect(response.status).toBe(409)
  expect(await response.json()).toEqual({
    code: 'not-now',
    message: 'The sale is over: look at others.',
  })
})

test.each([
  ['{"seats":5}', 'seats'],
  ['{}', 'seats'],
  ['', 'seats'],
  ['[]', 'body'],
  ['{"seats":', 'body'],
])('of the body %j the field %s is named', async (body, field) => {
  const handle = vi.fn<Handler>()
  const { post } = asked(handle)

  const response = await post(body)

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'invalid-request', field })
  expect(handle).not.toHaveBeenCalled()
})

test('a body that is no text is refused, and not guessed at', async () => {
  const { app } = asked(async () => ({}))

  const body = Uint8Array.from([0x22, 0xff, 0x22])
  const response = await app.request('/orders/7', { method: 'POST', body })

  expect(await response.json()).toMatchObject({
    code: 'invalid-request',
    reason: 'it is not UTF-8',
  })
})

test('a body over the limit is refused by its length, and without one as soon as it is over', async () => {
  const { app, post } = asked(async () => ({}), { bodyMaxBytes: 100 })
  let pulled = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1
      controller.enqueue(new Uint8Array(60).fill(0x20))
    },
  })

  const told = await post(`{"seats":1${' '.repeat(100)}}`, { 'Content-Length': '111' })
  const untold = await app.request('/orders/7', {
    method: 'POST',
    body: endless,
    duplex: 'half',
  })

  expect([told.status, untold.status]).toEqual([413, 413])
  expect(pulled).toBeLessThan(5)
})

test('who hangs up in the middle of a body has made no fault of ours', async () => {
  const { app, lines } = asked(async () => ({}))
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"seats"')),
    pull: (controller) => controller.error(new Error('aborted')),
  })

  const response = await app.request('/orders/7', { method: 'POST', body, duplex: 'half' })

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ field: 'body', reason: 'it broke off' })
  expect(lines).toMatchObject([
    { level: 'info', status: 400, why: expect.stringContaining('aborted') },
  ])
})

test('a body over the limit does not cost the connection that it came by', async () => {
  const { app } = asked(async () => ({}))
  const port = await listen((request) => app.fetch(request), '127.0.0.1', 0)
  const connection = new Agent({ keepAlive: true, maxSockets: 1 })
  const post = async (body: string): Promise<[number | undefined, boolean]> => {
    const asking = request(`${port.address}/orders/7`, { method: 'POST', agent: connection })
    asking.setHeader('Content-Length', body.length)
    asking.end(body)
    const answered = Promise.withResolvers<IncomingMessage>()
    asking.once('response', answered.resolve)
    asking.once('error', answered.reject)
    const response = await answered.promise
    await once(response.resume(), 'end')
    return [response.statusCode, asking.reusedSocket]
  }

  const first = await post(' '.repeat(1_000_000))
  const second = await post('{"seats":2}')

  expect([first, second]).toEqual([
    [413, false],
    [200, true],
  ])
  connection.destroy()
  await port.close(1_000)
})

test('a handler whose time is up is told so, and its caller to try again', async () => {
  vi.useFakeTimers()
  try {
    let isStopped = false
    const { post } = asked(
      ({ signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            isStopped = true
          })
        }),
      { timeLimitMs: 1_000 },
    )

    const asking = post('{"seats":1}')
    await vi.advanceTimersByTimeAsync(1_000)
    const response = await asking

    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'too-slow' })
    expect(response.headers.get('Retry-After')).toBe('5')
    expect(isStopped).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('an address where nothing is, and a method that it does not take, are problems too', async () => {
  const { app, lines } = asked(async () => ({}))

  const nowhere = await app.request('/orders/7/seats/fan@example.com')
  const wrong = await app.request('/orders/7', { method: 'DELETE' })

  expect(nowhere.status).toBe(404)
  expect(await nowhere.json()).toMatchObject({ code: 'not-found' })
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('Allow')).toBe('POST')
  expect(wrong.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect(await wrong.json()).toMatchObject({ code: 'method-not-allowed' })
  expect(lines.map(({ route }) => route)).toEqual(['none', 'none'])
})

test('requests are counted by the route’s pattern and by words that nobody makes up', async () => {
  const { app, post, parts } = asked(async () => ({}))

  await post('{"seats":1}')
  await app.request('/orders/8', { method: 'BREW' })

  const text = await parts.metrics.registry.metrics()
  expect(text).toContain('requests_total{route="/orders/:order",method="POST",status="2xx"} 1')
  expect(text).toContain('requests_total{route="none",method="other",status="4xx"} 1')
  expect(text).toContain('nodejs_eventloop_lag_seconds')
})

test('what machines ask every few seconds is logged at debug, and in no trace', async () => {
  const { app, lines } = appWith()

  await app.request('/healthz')

  expect(lines).toMatchObject([{ level: 'debug', route: '/healthz' }])
  expect(lines[0]).not.toHaveProperty('traceId')
})

test('while it ends, connections are not kept for another request', async () => {
  const { app } = appWith({ isEnding: () => true })

  const response = await app.request('/healthz')

  expect(response.headers.get('Connection')).toBe('close')
})
