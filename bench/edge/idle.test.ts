import { expect, test } from 'vitest'
import type { RunResult } from '../http/run-spec.ts'
import { idleFigures, NOT_ADMITTED_MS } from './idle.ts'
import { scenario } from './idle-scenario.ts'

function runWith(admitted: number, p99AdmittedMs: number): RunResult {
  const latency = { count: 1_000, p50Ms: 2, p95Ms: 4, p99Ms: 8, maxMs: 9 }
  const counted = { otherStatuses: {}, failures: {}, elapsedMs: 2_000, okCount: 1_000 }
  const open = { dueCount: 1_000, lateCount: 0, worstLatenessMs: 0, droppedCount: 0 }
  return {
    loop: { ...counted, ...open, unansweredCount: 0, okPerSecond: 500, latency },
    clientCpuShare: 0.1,
    othersCpuShare: 0,
    reconnects: 0,
    reported: { answers: 1_000, admitted, p99AdmittedMs },
  }
}

test('with everybody let in at once, the slower of both measures counts', () => {
  expect(idleFigures(runWith(1_000, 7))).toMatchObject({ p99Ms: 8, admittedShare: 1 })
  expect(idleFigures(runWith(995, 12))).toMatchObject({ p99Ms: 12, admittedShare: 0.995 })
})

test('when one in a hundred was not let in at once, no quick answer helps', () => {
  expect(idleFigures(runWith(980, 5))).toMatchObject({ p99Ms: NOT_ADMITTED_MS, p99OfAllMs: 8 })
})

test('a join that was placed is answered, and not admitted', async () => {
  const { next, report } = await scenario({ request: { method: 'POST', path: '/join' } })
  const answer = (kind: string) =>
    next(0).answered?.({
      status: 201,
      headers: new Map(),
      body: Buffer.from(JSON.stringify({ kind })),
      keepsAlive: true,
    })

  answer('admitted')
  answer('placed')

  expect(report?.()).toMatchObject({ answers: 2, admitted: 1 })
})
