import { expect, test } from 'vitest'
import { DeskSeen } from './desk-seen.ts'

const batch = (positions: number[], seenAtMs: number) => ({
  lane: 'general',
  index: 0,
  positions,
  seenAtMs,
})

test('R4: one old poll makes nobody else’s look old', () => {
  const seen = new DeskSeen()
  seen.note([batch([7], 12_000)])
  seen.note([batch([1, 2], 61_000), batch([3], 62_000)])

  expect(seen.take(63_000)).toEqual([batch([7], 12_000), batch([1, 2, 3], 61_000)])
})

test('what is gathered is passed on once in five seconds', () => {
  const seen = new DeskSeen()
  seen.note([batch([1], 10_000)])

  expect(seen.take(10_000)).toHaveLength(1)
  seen.note([batch([2], 11_000)])
  expect([seen.take(14_999), seen.take(15_000)].map(({ length }) => length)).toEqual([0, 1])
})
