import { expect, test } from 'vitest'
import type { RunResult } from './http/run-spec.ts'
import { loopTurn } from './loop-turn.ts'

const spec = {
  origin: 'http://127.0.0.1:1',
  scenario: { request: { method: 'GET', path: '/' } },
  connections: 1,
  seconds: 1,
  loop: { kind: 'closed' },
} as const

const good: RunResult['loop'] = {
  elapsedMs: 1_000,
  okCount: 10,
  okPerSecond: 10,
  otherStatuses: {},
  failures: {},
  latency: { count: 10, p50Ms: 1, p95Ms: 2, p99Ms: 3, maxMs: 4 },
}

function clientThatMeasures(loop: RunResult['loop']) {
  const shares = { clientCpuShare: 0.25, othersCpuShare: 0.5, reconnects: 0, reported: {} }
  return { measure: async () => ({ loop, serverCpuShare: 1, ...shares }) }
}

test('a turn is told in figures, with who used the processor', async () => {
  expect(await loopTurn(clientThatMeasures(good), spec)).toEqual({
    'requests/s': 10,
    'p50 ms': 1,
    'p95 ms': 2,
    'p99 ms': 3,
    'max ms': 4,
    'client CPU, cores': 0.25,
    'server CPU, cores': 1,
    'others CPU, cores': 0.5,
  })
})

test('an open loop tells what was late, dropped and unanswered', async () => {
  const counts = { dueCount: 16, lateCount: 1, droppedCount: 2, unansweredCount: 3 }
  const open = { ...good, ...counts, worstLatenessMs: 9 }

  expect(await loopTurn(clientThatMeasures(open), spec)).toMatchObject({
    'sent late': 1,
    dropped: 2,
    unanswered: 3,
  })
})

test.each([
  [{ ...good, otherStatuses: { 503: 2 } }, '2 × 503'],
  [{ ...good, failures: { closed: 4 }, firstFailure: 'ECONNRESET' }, '4 × closed ECONNRESET'],
  [{ ...good, okCount: 0 }, 'nothing was answered'],
])('a turn in which not every answer was good is no measurement: %j', async (loop, reason) => {
  await expect(loopTurn(clientThatMeasures(loop), spec)).rejects.toThrow(reason)
})
