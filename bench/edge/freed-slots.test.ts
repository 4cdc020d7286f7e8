import { expect, test } from 'vitest'
import { freeAtMs, pushFigures } from './freed-slots.ts'

test('R4: a slot is free 5 s after the release, or after the token, whichever ends first', () => {
  expect(freeAtMs(60_000, 10_000)).toBe(15_000)
  expect(freeAtMs(60_000, 70_000)).toBe(65_000)
})

test('each slot is held against one fan, in the order of both', () => {
  const figures = pushFigures([1_000, 3_000, 2_000], [3_300, 1_100, 2_200])

  expect(figures).toMatchObject({ slots: 3, missed: 0, maxMs: 300 })
  expect(figures.p50Ms).toBeCloseTo(200, -1)
})

test('a slot for which nobody was called is missed', () => {
  expect(pushFigures([1_000, 2_000], [1_100])).toMatchObject({ slots: 2, missed: 1 })
})

test('a turn before its slot is no quick turn but an error', () => {
  expect(() => pushFigures([1_000], [990])).toThrow('10 ms before its slot')
})
