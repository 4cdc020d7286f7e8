import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Histogram } from './histogram.ts'

function exactPercentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

test('a percentile is never below the exact one, and at most 1/128 or 1 µs above it', () => {
  // As many short ones as long ones: every octave of microseconds is met.
  const octave = fc.integer({ min: 0, max: 28 })
  const latencyMs = fc
    .tuple(octave, fc.double({ min: 1, max: 2, noNaN: true }))
    .map(([power, within]) => (2 ** power * within) / 1000)
  const latencies = fc.array(latencyMs, { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(latencies, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const histogram = new Histogram()
      for (const value of values) histogram.record(value)

      const exact = exactPercentile(values, share)
      const read = histogram.percentileMs(share)

      expect(read).toBeGreaterThanOrEqual(exact - 1e-6)
      expect(read).toBeLessThanOrEqual(Math.max(exact * (1 + 1 / 128), exact + 0.001) + 1e-6)
    }),
  )
})

test('the maximum is exact and no percentile exceeds it', () => {
  const histogram = new Histogram()
  for (const value of [1, 2, 123.456]) histogram.record(value)

  expect(histogram.summary()).toMatchObject({ count: 3, maxMs: 123.456, p99Ms: 123.456 })
})

test('longer than ten minutes is counted as ten minutes', () => {
  const histogram = new Histogram()
  histogram.record(3_600_000)

  expect(histogram.summary()).toMatchObject({ count: 1, maxMs: 600_000 })
})

test('nothing recorded reads as nought', () => {
  expect(new Histogram().summary()).toEqual({ count: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, maxMs: 0 })
})
