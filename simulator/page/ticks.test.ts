import { expect, test } from 'vitest'
import { countAxis, timeAxis, waitAxis, type Axis } from './ticks.ts'

function texts({ ticks, text }: Axis): string[] {
  return ticks.map(text)
}

test.each([
  [0, ['0', '1']],
  [3, ['0', '1', '2', '3']],
  [21_000, ['0', '5,000', '10,000', '15,000', '20,000', '25,000']],
  [300_000, ['0', '100 k', '200 k', '300 k']],
  [850_000, ['0', '0.2 M', '0.4 M', '0.6 M', '0.8 M', '1 M']],
  [1_900_000, ['0', '0.5 M', '1 M', '1.5 M', '2 M']],
])('counts up to %d have ticks at round numbers', (most, expected) => {
  expect(texts(countAxis(most)).length).toBeLessThanOrEqual(6)
  expect(countAxis(most).to).toBeGreaterThanOrEqual(most)
  expect(texts(countAxis(most))).toEqual(expected)
})

test.each([
  [0, 50, ['0', '10 s', '20 s', '30 s', '40 s', '50 s']],
  [0, 100, ['0', '30 s', '1:00', '1:30']],
  [-600, 1_800, ['−10 min', '0', '10 min', '20 min', '30 min']],
  [0, 9_000, ['0', '30 min', '1 h', '1 h 30 min', '2 h', '2 h 30 min']],
])('time from %d to %d s has ticks in one manner', (from, to, expected) => {
  expect(texts(timeAxis(from, to))).toEqual(expected)
})

test('an axis over nothing still has a length', () => {
  for (const axis of [countAxis(0), timeAxis(0, 0), waitAxis(0)]) {
    expect(axis.to).toBeGreaterThan(axis.from)
  }
})

test('a wait axis reaches the longest wait', () => {
  expect(texts(waitAxis(791))).toEqual(['0', '5 min', '10 min', '15 min'])
})
