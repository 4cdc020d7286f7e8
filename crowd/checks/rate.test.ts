import { expect, test } from 'vitest'
import { joined, recordOf, sessionFrom, told, turnAt } from '../fixtures/records.ts'
import { checkRate } from './rate.ts'

/** Fans called at these instants, at a rate they were all told. */
function calledAt(instantsMs: readonly number[], ratePerSecond: number) {
  return instantsMs.map((atMs, fan) =>
    joined(fan, fan, 0, { statuses: [told(0, { ratePerSecond })], turns: [turnAt(atMs)] }),
  )
}

test('R2: a second more of the rate than the interval lasts is allowed, and one above is found', () => {
  const burst = Array.from({ length: 20 }, () => 1_000)
  expect(checkRate(recordOf(calledAt(burst, 20))).broken).toBe(0)

  expect(checkRate(recordOf(calledAt([...burst, 1_000], 20))).broken).toBeGreaterThan(0)
})

test('R2: a burst in the middle of a steady sale is found', () => {
  const steady = Array.from({ length: 100 }, (_, index) => index * 50)
  expect(checkRate(recordOf(calledAt(steady, 20))).broken).toBe(0)

  const withBurst = [...steady, ...Array.from({ length: 30 }, () => 2_500)]
  expect(checkRate(recordOf(calledAt(withBurst, 20))).broken).toBeGreaterThan(0)
})

test('R2: below ten a second one slot is whole', () => {
  expect(checkRate(recordOf(calledAt([1_000], 0.5))).broken).toBe(0)
  expect(checkRate(recordOf(calledAt([1_000, 1_100], 0.5))).broken).toBeGreaterThan(0)
})

test('R2: offers count by their deadlines, however late fans heard of them', () => {
  const late = calledAt([1_000, 1_500, 2_000, 2_500], 2).map((record) => {
    const turns = record.turns.map((turn) => ({ ...turn, toldMs: 9_000 }))
    return { ...record, turns }
  })

  expect(checkRate(recordOf(late)).broken).toBe(0)
})

test('R2: who was let in by the join counts as called', () => {
  const fans = [0, 1, 2, 3].map((fan) =>
    joined(fan, fan, 1_000, {
      statuses: [told(0, { ratePerSecond: 2 })],
      sessions: [{ ...sessionFrom(1_010, 60_000), by: 'join' }],
    }),
  )

  expect(checkRate(recordOf(fans)).broken).toBeGreaterThan(0)
})
