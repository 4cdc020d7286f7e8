import { expect, test } from 'vitest'
import { ManualClock } from '../manual-clock.ts'
import { runOpenLoop, type OpenLoop, type OpenTallied } from './open-loop.ts'
import type { Scenario } from './scenario.ts'
import { answer, linesTo } from './server-double.ts'

const scenario: Scenario = { next: () => ({ request: { method: 'GET', path: '/' } }) }

/** 100 requests/s for a second, unless told otherwise. */
function run(clock: ManualClock, changes: Partial<OpenLoop>): Promise<OpenTallied> {
  const result = runOpenLoop({
    lines: [],
    scenario,
    perSecond: 100,
    maxRequests: 1_000_000,
    durationMs: 1_000,
    drainMs: 1_000,
    maxWaiting: 1_000,
    clock,
    ...changes,
  })
  clock.advance(10_000)
  return result
}

const never = () => 1_000_000

/** Stands still for the first half second, then answers everything at once. */
const stallsUntil500 = (sentMs: number) => Math.max(sentMs + 1, 500)

test('as many requests as the rate says are sent, none of them late', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 4, (sentMs) => sentMs + 1) })

  expect(result).toMatchObject({ dueCount: 100, okCount: 100, lateCount: 0, droppedCount: 0 })
  expect(result.latency.maxMs).toBeLessThanOrEqual(3)
})

test('a stall is seen by every request that was due in it, not by those sent alone', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 1, stallsUntil500) })

  // Due at 0, 10, … 490 ms and answered after 500: the middle one of all waited some 10 ms at
  // least, and the tenth of them that was due first over 400.
  expect(result.okCount).toBe(100)
  expect(result.latency.maxMs).toBe(500)
  expect(result.latency.p95Ms).toBeGreaterThan(400)
})

test('requests that had to wait for a connection are counted as late', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 1, stallsUntil500) })

  expect(result.lateCount).toBeGreaterThan(45)
  expect(result.lateCount).toBeLessThan(65)
  expect(result.worstLatenessMs).toBeGreaterThan(480)
})

test('beyond the waiting allowed, requests are dropped and counted', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 1, stallsUntil500), maxWaiting: 10 })

  // One in flight, ten waiting; of the 51 due up to 500 ms the rest found no place.
  expect(result.droppedCount).toBeGreaterThanOrEqual(38)
  expect(result.okCount + result.droppedCount).toBe(100)
})

test('what is never answered counts as unanswered and keeps its age in the latencies', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 3, never) })

  expect(result).toMatchObject({ okCount: 0, unansweredCount: 3, droppedCount: 97 })
  expect(result.latency.maxMs).toBe(2_000)
})

test('answers other than 2xx are counted by their status and are in no latency', async () => {
  const clock = new ManualClock()
  const lines = linesTo(clock, 4, (sentMs) => sentMs + 1, answer(503))

  const result = await run(clock, { lines })

  expect(result).toMatchObject({ okCount: 0, otherStatuses: { 503: 100 }, latency: { count: 0 } })
})

test('no more is sent than the limit allows', async () => {
  const clock = new ManualClock()

  const result = await run(clock, { lines: linesTo(clock, 4, (ms) => ms + 1), maxRequests: 7 })

  expect(result).toMatchObject({ dueCount: 7, okCount: 7 })
})
