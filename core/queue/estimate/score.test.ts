import { describe, expect, test } from 'vitest'
import { noScore, scored, scoreOf, scoreSchema, type Score } from './score.ts'

const told = { lowMs: 8_000, highMs: 12_000 }

function scoreOfWaits(waitsMs: readonly number[]): Score {
  return waitsMs.reduce((score, waitMs) => scored(score, told, waitMs), noScore)
}

describe('the score of past ranges', () => {
  test('R6: it says how many waits lay within the range that was told', () => {
    const score = scoreOf(scoreOfWaits([7_999, 8_000, 10_000, 12_000, 12_001]))

    expect(score).toMatchObject({ count: 5, heldShare: 0.6 })
  })

  test('R6: it says how wide ranges were against the wait', () => {
    const { medianWidth } = scoreOf(scoreOfWaits([10_000, 10_000, 10_000, 1_000]))

    expect(medianWidth).toBeGreaterThanOrEqual(0.4)
    expect(medianWidth).toBeLessThan(0.45)
  })

  test('a sale without a wait that is over has a score that can be sent', () => {
    expect(scoreSchema.parse(scoreOf(noScore))).toEqual({ count: 0, heldShare: 0, medianWidth: 0 })
  })

  test('a wait of no time, and a range of no width, have a score too', () => {
    const odd = scored(scored(noScore, told, 0), { lowMs: 5_000, highMs: 5_000 }, 5_000)

    expect(scoreSchema.safeParse(scoreOf(odd)).success).toBe(true)
  })
})
