import { expect, test, vi } from 'vitest'
import { appWith, logOf, storesThat } from '../fixtures.ts'
import { StoreFailure } from '../stores/failure.ts'
import { readinessOf } from './readiness.ts'

const NO_BUCKET = 'There is no such bucket: make it, or name another.'

function made(ping: () => Promise<void>, isEnding = () => false) {
  let nowMs = 0
  const stores = { ...storesThat({ ping }), breakerState: () => 'open' as const }
  const { log, lines } = logOf()
  const ready = readinessOf({ stores, isEnding, nowMs: () => nowMs, log })
  return { said: lines, ready, later: (ms: number) => void (nowMs += ms), ...appWith({ ready }) }
}

test('stores that answer make it ready', async () => {
  const { app } = made(async () => {})

  const response = await app.request('/readyz')

  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    status: 'ready',
    stores: { documents: { state: 'ready', breaker: 'open' } },
  })
})

test('one that does not is named, with why, and without its own words', async () => {
  const { app } = made(async () => {
    throw new StoreFailure('unreachable', 'mongo-7 says no')
  })

  const response = await app.request('/readyz')
  const text = await response.text()

  expect(response.status).toBe(503)
  expect(response.headers.get('Retry-After')).toBe('1')
  expect(JSON.parse(text)).toMatchObject({
    code: 'not-ready',
    message: 'Not every store answers (documents: unreachable): ask again.',
    stores: { documents: { state: 'unreachable' }, events: { state: 'ready' } },
  })
  expect(text).not.toContain('mongo-7')
})

test('why one is not ready is in the log in its own words, once, and that it is again', async () => {
  let isThere = false
  const { ready, later, said } = made(async () => {
    if (!isThere) throw new StoreFailure('bad-request', NO_BUCKET)
  })

  await ready()
  later(1_000)
  await ready()
  isThere = true
  later(1_000)
  await ready()

  expect(said).toEqual([
    expect.objectContaining({ level: 'warn', port: 'documents', state: 'failing', why: NO_BUCKET }),
    expect.objectContaining({ level: 'info', port: 'documents', state: 'ready' }),
  ])
})

test('one that never answers is given a second', async () => {
  vi.useFakeTimers()
  try {
    const { ready } = made(() => new Promise(() => {}))

    const asked = ready()
    await vi.advanceTimersByTimeAsync(1_000)

    expect(await asked).toMatchObject({
      kind: 'not-ready',
      stores: { documents: { state: 'slow' } },
    })
  } finally {
    vi.useRealTimers()
  }
})

test('however many ask within a second, a store is pinged once', async () => {
  const ping = vi.fn<() => Promise<void>>(async () => {})
  const { ready, later } = made(ping)

  await Promise.all([ready(), ready()])
  later(999)
  await ready()
  expect(ping).toHaveBeenCalledTimes(1)

  later(1)
  await ready()
  expect(ping).toHaveBeenCalledTimes(2)
})

test('who is ending is not ready at once, and asks no store', async () => {
  const ping = vi.fn<() => Promise<void>>(async () => {})
  let isEnding = false
  const { app, ready } = made(ping, () => isEnding)
  await ready()

  isEnding = true
  const response = await app.request('/readyz')

  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ message: 'The origin is ending: ask another.' })
  expect(ping).toHaveBeenCalledTimes(1)
})
