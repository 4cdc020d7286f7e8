import { expect, test } from 'vitest'
import { estimateAt, noEstimate, waitsOf, type Estimate } from './estimate.ts'
import type { Observed } from './observed.ts'
import { factors } from './spread.ts'
import { restoredEstimate, storedEstimate } from './stored.ts'

/** A sale of one lane that gives ten turns a second and gets ten slots back. */
function after(seconds: number): Estimate {
  let estimate = noEstimate
  for (let second = 0; second <= seconds; second += 1) {
    estimate = estimateAt(estimate, seenAt(second), second * 1_000)
  }
  return estimate
}

function seenAt(second: number): Observed {
  const granted = second * 10
  return {
    isRunning: true,
    cap: 200,
    ratePerSecond: 10,
    granted,
    returned: Math.max(0, granted - 200),
    longestHoldMs: 1_265_000,
    lanes: [
      {
        id: 'general',
        sharePercent: 100,
        calledUpTo: granted,
        frontier: 5_000,
        presentShare: 1,
        aheadOf: (position) => Math.max(0, position - granted),
      },
    ],
  }
}

function told(estimate: Estimate) {
  return waitsOf(estimateAt(estimate, seenAt(122), 122_000)).lanes
}

test('R6: what was learned of waits outlives a restart', () => {
  const learned = after(120)

  const back = restoredEstimate(storedEstimate(learned))

  expect(back).toMatchObject({ holds: learned.holds, spread: learned.spread, score: learned.score })
  expect(told(back)).toEqual(told({ ...learned, factors: factors(learned.spread), factorsAtMs: 0 }))
  expect(told(back)['general']?.length).toBeGreaterThan(5)
})

test('nothing learned is nothing stored', () => {
  expect(storedEstimate(noEstimate)).toBeUndefined()
  expect(restoredEstimate(undefined)).toBe(noEstimate)
})

test('what is damaged, or of another version, is learned again', () => {
  const stored = storedEstimate(after(30)) ?? ''

  expect(restoredEstimate(stored.replace('granted', 'grabbed'))).toBe(noEstimate)
  expect(restoredEstimate(stored.replace(/^1:/, '2:'))).toBe(noEstimate)
})
