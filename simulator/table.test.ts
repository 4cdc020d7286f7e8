import { expect, test } from 'vitest'
import { modelResult } from './model-result.ts'
import type { Violation } from './result.ts'
import { tableOf } from './table.ts'

const broken: Violation = {
  rule: 'R1',
  atMs: 750_000,
  what: 'two slots above the cap, while a fan who had just come back was called and nobody had left',
}

test('a good rehearsal says so before any figure', () => {
  expect(tableOf(modelResult())).toMatch(/No rule was broken \(41,500 checks\)\n\nFans\n/)
})

test('a broken rule stands where the good news would, with its instant', () => {
  const table = tableOf(modelResult({ violations: [broken], violationCount: 1 }))

  expect(table).toContain(
    'Rules were broken 1 time (41,500 checks)\n  R1 at 12 min 30 s: two slots',
  )
  expect(table).not.toContain('No rule was broken')
})

test('violations beyond the first twenty are counted', () => {
  const violations = Array.from({ length: 100 }, () => broken)
  const table = tableOf(modelResult({ violations, violationCount: 1_234 }))

  expect(table.match(/R1 at/g)).toHaveLength(20)
  expect(table).toContain('… and 1,214 more')
})

test('a rehearsal that checked nothing does not claim that nothing was broken', () => {
  const table = tableOf(modelResult({ checks: { R1: 0 } }))

  expect(table).toContain('Nothing was checked')
  expect(table).not.toContain('No rule was broken')
})

test('rules that were not held against anything are named', () => {
  const checks = { 'R6 headline': 4, R10: 2 }

  expect(tableOf(modelResult({ checks }))).toContain(
    'Not checked in this rehearsal: R1, R2, R3, R4, R5, R7, R8, R9.',
  )
})

test('a sale that was cut off says so, below the verdict', () => {
  expect(tableOf(modelResult({ ended: false }))).toContain(
    'checks)\nCut off after 15 min: the sale had not ended.',
  )
})

test('where nobody waited or was told a range, there is a dash and no zero', () => {
  const nobody = { count: 0, decilesMs: [], p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 }
  const estimate = { ...modelResult().estimate, fans: 5, withoutRange: 5 }
  const table = tableOf(modelResult({ waits: nobody, estimate }))

  expect(table).toMatch(/all +0 +– +– +– +–/)
  expect(table).toContain('No range was looked at: nothing is known.')
})

test('lanes are shown when there is more than one', () => {
  const { waits } = modelResult()

  expect(tableOf(modelResult())).not.toContain('general')
  expect(tableOf(modelResult({ waitsByLane: { club: waits, general: waits } }))).toMatch(
    /club +18,615 +7 min 17 s/,
  )
})

test('no line is wider than 80 columns, with violations and a million fans', () => {
  const calls = { total: 98_765_432, peakOfOne: 99_999, peakOfAll: 999_999 }
  const table = tableOf(
    modelResult({
      violations: [broken],
      violationCount: 1,
      calls: { room: calls, desk: calls, segment: calls, perFarFanMinute: 0.5 },
    }),
  )

  expect(table.split('\n').filter((line) => line.length > 80)).toEqual([])
})

test('figures of a section end in one column', () => {
  const lines = tableOf(modelResult()).split('\n')
  const ends = ['joined ', 'admitted '].map(
    (name) => lines.find((line) => line.includes(name))?.length,
  )

  expect(new Set(ends).size).toBe(1)
})

test('when the sale is closed is said with its other settings', () => {
  const { scenario } = modelResult()

  expect(tableOf(modelResult({ scenario: { ...scenario, closeAfterSeconds: 600 } }))).toContain(
    '25 a second, closed after 10 min, seed 1',
  )
  expect(tableOf(modelResult())).toContain('25 a second, seed 1')
})
