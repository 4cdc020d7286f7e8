import { expect, test } from 'vitest'
import { ManualClock } from '../manual-clock.ts'
import { runClosedLoop, type ClosedLoop } from './closed-loop.ts'
import type { Outcome } from './line.ts'
import type { Scenario } from './scenario.ts'
import { answer, linesTo } from './server-double.ts'
import type { Tallied } from './tally.ts'

const scenario: Scenario = { next: () => ({ request: { method: 'GET', path: '/' } }) }

function run(clock: ManualClock, changes: Partial<ClosedLoop>): Promise<Tallied> {
  const loop = { lines: [], scenario, durationMs: 1_000, maxRequests: 1_000_000, clock }
  const result = runClosedLoop({ ...loop, ...changes })
  clock.advance(10_000)
  return result
}

test('each connection sends its next request when its answer came, and not before', async () => {
  const clock = new ManualClock()
  let open = 0
  let mostOpen = 0
  const lines = linesTo(clock, 3, (sentMs) => sentMs + 10).map((line) => ({
    exchange: (request: Parameters<typeof line.exchange>[0], ended: (o: Outcome) => void) => {
      mostOpen = Math.max(mostOpen, ++open)
      line.exchange(request, (outcome) => {
        open--
        ended(outcome)
      })
    },
  }))

  const result = await run(clock, { lines })

  expect(mostOpen).toBe(3)
  expect(result.okCount).toBe(3 * 99)
  expect(result.latency).toMatchObject({ p50Ms: 10, maxMs: 10 })
})

test('the rate is what was answered in the time, divided by the time', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 1, (sentMs) => sentMs + 300) })

  expect(result).toMatchObject({ okCount: 3, elapsedMs: 1_000, okPerSecond: 3 })
})

test('it stops at the number of requests allowed, when the last is answered', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 2, (ms) => ms + 10), maxRequests: 5 })

  expect(result).toMatchObject({ okCount: 5, elapsedMs: 30 })
})

test('answers other than 2xx are no successes and are in no latency', async () => {
  const clock = new ManualClock()
  const lines = linesTo(clock, 1, (sentMs) => sentMs + 100, answer(500))

  const result = await run(clock, { lines })

  expect(result).toMatchObject({ okCount: 0, otherStatuses: { 500: 9 }, latency: { count: 0 } })
})

test('a server that refuses is not asked as fast as it can refuse', async () => {
  const clock = new ManualClock()
  const refused: Outcome = { kind: 'failed', reason: 'connect', message: 'refused' }

  const result = await run(clock, { lines: linesTo(clock, 1, (ms) => ms, refused) })

  expect(result.failures['connect']).toBeLessThanOrEqual(101)
  expect(result.firstFailure).toBe('refused')
})

test('the scenario makes every request and sees every answer', async () => {
  const clock = new ManualClock()
  const seen: string[] = []
  const numbered: Scenario = {
    next: (connection) => ({
      request: { method: 'GET', path: `/${connection}` },
      answered: ({ status }) => seen.push(`${connection}:${status}`),
    }),
  }

  await run(clock, { lines: linesTo(clock, 2, (ms) => ms + 1), scenario: numbered, maxRequests: 4 })

  expect(seen).toEqual(['0:200', '1:200', '0:200', '1:200'])
})
