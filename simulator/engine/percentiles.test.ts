import { expect, test } from 'vitest'
import { percentilesOf, quantile } from './percentiles.ts'

test('of a hundred values, the 50th, 95th and 99th are their percentiles, in any order', () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1)

  expect(percentilesOf(values)).toMatchObject({
    count: 100,
    p50Ms: 50,
    p95Ms: 95,
    p99Ms: 99,
    maxMs: 100,
  })
})

test('the deciles go from the shortest to the longest', () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1)

  expect(percentilesOf(values).decilesMs).toEqual([1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})

test('values are sorted as numbers', () => {
  expect(percentilesOf(Float64Array.of(100, 9, 20)).p50Ms).toBe(20)
})

test('one value is every percentile, and no value is none', () => {
  expect(percentilesOf(Float64Array.of(7))).toMatchObject({ p50Ms: 7, p99Ms: 7, maxMs: 7 })
  expect(percentilesOf(new Float64Array(0))).toMatchObject({ count: 0, p50Ms: 0, maxMs: 0 })
})

test('the part that a quantile names does not exceed it', () => {
  const sorted = [1, 2, 3, 4]

  expect([0, 0.25, 0.26, 0.5, 1].map((part) => quantile(sorted, part))).toEqual([1, 1, 2, 2, 4])
})
