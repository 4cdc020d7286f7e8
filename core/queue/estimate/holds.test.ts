import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { holdsAfter, holdsOf, inUse, meanHold, type Holds } from './holds.ts'

const SECOND_MS = 1_000

/** A shop of so many slots, each held for exactly so long and then filled again at once. */
function heldFor(slots: number, holdS: number, seconds: number): Holds {
  let holds = holdsAfter(holdsOf(0, 0), SECOND_MS, slots, 0)
  for (let second = 1; second <= seconds; second += 1) {
    const turned = second % holdS === 0 ? slots : 0
    holds = holdsAfter(holds, SECOND_MS, turned, turned)
  }
  return holds
}

const steps = fc.array(
  fc.record({
    elapsedMs: fc.integer({ min: 0, max: 60_000 }),
    granted: fc.integer({ min: 0, max: 5_000 }),
    returnedPart: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 60 },
)

describe('how long slots are held', () => {
  test('the slots counted by age are those granted and not returned, whatever happens', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        let holds = holdsOf(0, 0)
        let expected = 0
        for (const { elapsedMs, granted, returnedPart } of moves) {
          const returned = Math.floor(expected * returnedPart)
          holds = holdsAfter(holds, elapsedMs, granted, returned)
          expected += granted - returned
        }

        expect(inUse(holds)).toBeCloseTo(expected, 3)
        expect(holds.byAge.every((slots) => slots >= -1e-6)).toBe(true)
        expect(Number.isFinite(meanHold(holds).meanMs)).toBe(true)
        expect(holds.byAge).toHaveLength(96)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('the mean is found when every slot is held for the same time', () => {
    const { meanMs } = meanHold(heldFor(400, 90, 900))

    expect(meanMs / 90_000).toBeGreaterThan(0.93)
    expect(meanMs / 90_000).toBeLessThan(1.07)
  })

  test('before any slot came back nothing of a hold was seen', () => {
    const { seen } = meanHold(heldFor(400, 90, 60))

    expect(seen).toBeLessThan(0.01)
  })

  test('slots found in use tell the mean by how fast they come back, though their ages are unknown', () => {
    let holds = holdsOf(600, 1_200_000)
    for (let second = 0; second < 120; second += 1) holds = holdsAfter(holds, SECOND_MS, 5, 5)

    const { meanMs } = meanHold(holds)

    expect(meanMs / 120_000).toBeGreaterThan(0.8)
    expect(meanMs / 120_000).toBeLessThan(1.25)
  })

  test('ages grow wider until nearly all slots fit among them', () => {
    const holds = heldFor(100, 3_600, 3_000)

    expect(holds.widthMs * 96).toBeGreaterThan(3_000_000)
    expect(inUse(holds)).toBeCloseTo(100, 6)
  })
})
