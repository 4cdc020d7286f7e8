import { describe, expect, test } from 'vitest'
import { adapted, classOf, factors, learned, noSpread, type Spread } from './spread.ts'

const OF = 8

function afterRatios(ratios: readonly number[], of = OF): Spread {
  return ratios.reduce((spread, ratio) => learned(spread, of, ratio), noSpread)
}

/** How much wider the range has become by holding, and not, in this order. */
function stretchAfter(held: readonly boolean[]): number | undefined {
  return held.reduce((spread, did) => adapted(spread, OF, did), noSpread).stretch[OF]
}

const factorsOf = (spread: Spread, of = OF) => factors(spread)[of] ?? { low: NaN, high: NaN }

describe('how wide a range must be', () => {
  test('before anything was seen a range reaches about a fifth to both sides', () => {
    const { low, high } = factorsOf(noSpread)

    expect(low).toBeGreaterThan(0.75)
    expect(low).toBeLessThan(0.9)
    expect(high).toBeGreaterThan(1.1)
    expect(high).toBeLessThan(1.3)
  })

  test('waits that come out as foreseen make the range narrower', () => {
    const { low, high } = factorsOf(afterRatios(Array.from({ length: 60 }, () => 1)))

    expect(high - low).toBeLessThan(0.25)
  })

  test('waits that come out longer move the range there, but never quite leave what is foreseen', () => {
    const { low, high } = factorsOf(afterRatios(Array.from({ length: 60 }, () => 1.5)))

    expect(high).toBeGreaterThan(1.45)
    expect(low).toBeLessThan(1.2)
  })

  test('a class that saw nothing borrows from its neighbour, and not from one far off', () => {
    const spread = afterRatios(Array.from({ length: 60 }, () => 1.5))

    expect(factorsOf(spread, OF + 1).high).toBeGreaterThan(1.4)
    expect(factorsOf(spread, OF + 6).high).toBe(factorsOf(noSpread, OF + 6).high)
  })

  test('one miss in ten leaves the range as wide as it is; more of them make it wider', () => {
    const tenth = Array.from({ length: 50 }, (_, at) => at % 10 !== 9)
    const third = Array.from({ length: 50 }, (_, at) => at % 3 !== 2)

    expect(stretchAfter(tenth)).toBeCloseTo(1, 5)
    expect(stretchAfter(third)).toBeGreaterThan(2)
  })

  test('a ratio beyond all bounds leaves the factors finite', () => {
    for (const ratio of [0, 1e-12, 1e12]) {
      const { low, high } = factorsOf(afterRatios([ratio]))

      expect(low).toBeGreaterThan(0)
      expect(low).toBeLessThanOrEqual(high)
      expect(Number.isFinite(high)).toBe(true)
    }
  })

  test('every wait has a class, the longest too', () => {
    expect([0, 1, 4_000, 60_000, 1e15].map(classOf)).toEqual([0, 0, 1, 4, 15])
  })
})
