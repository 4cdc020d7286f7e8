import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { forecast, foreseen, type Curve, type Demand } from './forecast.ts'
import { holdsAfter, holdsOf, type Holds } from './holds.ts'

const empty = holdsOf(0, 0)

function lane(sharePercent: number, waiting: number): Demand {
  return { sharePercent, waiting }
}

/** A shop whose slots have long come back so many a second. */
function steady(slots: number, perSecond: number): Holds {
  let holds = holdsOf(slots, 600_000)
  for (let second = 0; second < 900; second += 1) {
    holds = holdsAfter(holds, 1_000, perSecond, perSecond)
  }
  return holds
}

function curveOf(holds: Holds, cap: number, ratePerSecond: number, waiting: number): Curve {
  return forecast(holds, { cap, ratePerSecond }, [lane(100, waiting)])[0] ?? []
}

describe('the line played forward', () => {
  test('while the shop fills the rate alone says when', () => {
    const curve = curveOf(empty, 1_000, 10, 5_000)

    expect(foreseen(curve, 499)).toBeCloseTo(50_000, -2)
    expect(foreseen(curve, 999)).toBeCloseTo(100_000, -2)
  })

  test('beyond the slots that are free nothing is foreseen before any came back', () => {
    const curve = curveOf(empty, 1_000, 10, 5_000)

    expect(foreseen(curve, 1_001)).toBeUndefined()
  })

  test('a full shop serves the line as its slots come back', () => {
    const curve = curveOf(steady(600, 5), 600, 100, 20_000)

    expect((foreseen(curve, 999) ?? 0) / 200_000).toBeCloseTo(1, 1)
    expect((foreseen(curve, 9_999) ?? 0) / 2_000_000).toBeCloseTo(1, 1)
  })

  test('slots granted at one time come back at one time, and the wait is as long', () => {
    let holds = holdsAfter(empty, 1_000, 300, 0)
    for (let second = 1; second <= 405; second += 1) {
      const turned = second % 100 === 0 ? 300 : 0
      holds = holdsAfter(holds, 1_000, turned, turned)
    }

    const curve = curveOf(holds, 300, 300, 2_000)

    // Granted 5 s ago and held for 100 s: the first of the line waits out the rest of that.
    expect(foreseen(curve, 30)).toBeGreaterThan(80_000)
    expect(foreseen(curve, 270)).toBeLessThan(125_000)
  })

  test('a shop above its cap serves nobody until it has come below', () => {
    const curve = curveOf(steady(600, 5), 300, 100, 1_000)

    // Of 600 that last 120 s on average half are gone after 83 s.
    expect(foreseen(curve, 0)).toBeGreaterThan(70_000)
    expect(foreseen(curve, 0)).toBeLessThan(100_000)
  })

  test('lanes are served by their shares, and what one cannot use goes to the others', () => {
    const terms = { cap: 10_000, ratePerSecond: 10 }

    const [small = [], large = []] = forecast(empty, terms, [lane(25, 100), lane(75, 1_000)])

    expect(foreseen(small, 99)).toBeCloseTo(40_000, -3)
    expect(foreseen(large, 299)).toBeCloseTo(40_000, -3)
    expect(foreseen(large, 899)).toBeCloseTo(100_000, -3)
  })

  test('nobody is told a later turn than somebody behind them, whatever the shop is like', () => {
    const shop = fc.record({
      slots: fc.integer({ min: 0, max: 2_000 }),
      perSecond: fc.integer({ min: 0, max: 20 }),
      cap: fc.integer({ min: 0, max: 3_000 }),
      rate: fc.double({ min: 1 / 600, max: 500, noNaN: true }),
      waiting: fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 4 }),
    })
    fc.assert(
      fc.property(shop, ({ slots, perSecond, cap, rate, waiting }) => {
        const moved = Math.min(slots, perSecond)
        const holds = holdsAfter(holdsOf(slots, 600_000), 60_000, moved, moved)
        const lanes = waiting.map((count) => lane(20, count))

        const curves = forecast(holds, { cap, ratePerSecond: rate }, lanes)

        expect(curves).toHaveLength(lanes.length)
        for (const curve of curves) {
          expect(curve.length).toBeLessThan(640)
          for (const [at, point] of curve.entries()) {
            expect(Number.isFinite(point.atMs) && Number.isFinite(point.served)).toBe(true)
            expect(point.atMs).toBeGreaterThanOrEqual(curve[at - 1]?.atMs ?? 0)
            expect(point.served).toBeGreaterThanOrEqual(curve[at - 1]?.served ?? 0)
          }
        }
      }),
      {
        numRuns: Math.min(500, inject('runs')),
        // Here a sum and a difference once did not cancel to the last bit.
        examples: [
          [
            {
              slots: 214,
              perSecond: 16,
              cap: 169,
              rate: 0.05021922778491602,
              waiting: [10_244, 10_244, 168, 17_968],
            },
          ],
        ],
      },
    )
  })
})
