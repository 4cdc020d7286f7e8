import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { estimateAt, noEstimate, waitsOf, waitsSchema, type Estimate } from './estimate.ts'
import type { Observed } from './observed.ts'
import { waitRange } from './range.ts'
import { plainToy, play } from './toy-sale.ts'
import { heldOf } from './toy-score.ts'

const START_MS = 1_000_000

/** A room with one lane in which everybody who has a number is here. */
function seen(changes: Partial<Observed> = {}, calledUpTo = 0, frontier = 5_000): Observed {
  return {
    isRunning: true,
    cap: 1_000,
    ratePerSecond: 10,
    granted: 0,
    returned: 0,
    longestHoldMs: 1_265_000,
    lanes: [
      {
        id: 'general',
        sharePercent: 100,
        calledUpTo,
        frontier,
        presentShare: 1,
        aheadOf: (position) => Math.max(0, position - calledUpTo),
      },
    ],
    ...changes,
  }
}

function told(estimate: Estimate, ahead: number) {
  return waitRange(waitsOf(estimate).lanes['general'] ?? [], ahead)
}

/** So many seconds of a shop that fills at the rate and gives nothing back. */
function afterSeconds(seconds: number, changes: Partial<Observed> = {}): Estimate {
  let estimate = noEstimate
  for (let second = 0; second <= seconds; second += 1) {
    const granted = Math.min(1_000, second * 10)
    estimate = estimateAt(estimate, seen({ granted }, granted), START_MS + second * 1_000)
  }
  return estimateAt(
    estimate,
    seen({ granted: Math.min(1_000, seconds * 10), ...changes }),
    START_MS + seconds * 1_000 + 250,
  )
}

describe('the range of the wait', () => {
  test('R6: while the shop fills, the rate says how long', () => {
    const range = told(afterSeconds(20), 300)

    expect(range?.lowMs).toBeLessThanOrEqual(30_000)
    expect(range?.highMs).toBeGreaterThanOrEqual(30_000)
    expect(range?.highMs).toBeLessThan(45_000)
  })

  test('R6: whom no free slot will reach is told nothing before slots came back', () => {
    expect(told(afterSeconds(20), 900)).toBeUndefined()
  })

  test('R6: while the sale is paused nobody is told a time', () => {
    expect(told(afterSeconds(20, { isRunning: false }), 300)).toBeUndefined()
  })

  test('R6: a rate that is changed is in the range at once, and not at the next look', () => {
    const range = told(afterSeconds(20, { ratePerSecond: 40 }), 300)

    expect(range?.highMs).toBeLessThan(15_000)
  })

  test('R6: a room that begins anew in a full shop tells nothing rather than nonsense', () => {
    const firstTold: number[] = []
    let estimate = noEstimate
    for (let second = 0; second < 60; second += 1) {
      const moved = second * 40
      const totals = { cap: 2_000, granted: 10_000 + moved, returned: 8_000 + moved }
      const full = seen(totals, 9_000, 20_000)
      estimate = estimateAt(estimate, full, START_MS + second * 1_000)
      if (told(estimate, 100) !== undefined) firstTold.push(second)
    }

    expect(firstTold[0]).toBeGreaterThanOrEqual(5)
    expect(firstTold[0]).toBeLessThan(30)
  })

  test('R6: a clock that steps back makes it begin anew, and keep the score', () => {
    const before = afterSeconds(60)
    const after = estimateAt(before, seen({ granted: 600, returned: 10 }, 600), START_MS)

    expect(told(before, 300)).toBeDefined()
    expect(told(after, 300)).toBeUndefined()
    expect(waitsOf(after).score).toEqual(waitsOf(before).score)
    expect(waitsOf(after).score.count).toBeGreaterThan(0)
  })

  test('between two looks nothing is reckoned anew', () => {
    const estimate = afterSeconds(20)
    const again = estimateAt(estimate, seen({ granted: 200 }, 200), START_MS + 20_750)

    expect(again).toBe(estimate)
  })

  test('a range that did not hold is in the score, also when the operator was the reason', () => {
    const before = afterSeconds(20)
    let paused = before
    for (let second = 21; second < 200; second += 1) {
      const isRunning = second > 150
      const granted = 200 + Math.max(0, second - 150) * 10
      const now = seen({ granted, isRunning }, granted)
      paused = estimateAt(paused, now, START_MS + second * 1_000)
    }

    const { count, heldShare } = waitsOf(paused).score

    expect(count).toBeGreaterThan(waitsOf(before).score.count)
    expect(heldShare).toBeLessThan(waitsOf(before).score.heldShare)
  })

  test('R6: whatever the room goes through, what is told is in order and stays small', () => {
    const room = fc.record({
      isRunning: fc.boolean(),
      cap: fc.integer({ min: 0, max: 5_000 }),
      ratePerSecond: fc.double({ min: 1 / 600, max: 1_000, noNaN: true }),
      elapsedMs: fc.integer({ min: -5_000, max: 120_000 }),
      granted: fc.integer({ min: -50, max: 2_000 }),
      returned: fc.double({ min: 0, max: 1, noNaN: true }),
      called: fc.integer({ min: 0, max: 3_000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(room, { maxLength: 40 }), (steps) => {
        let estimate = noEstimate
        let nowMs = START_MS
        let [granted, returned, calledUpTo] = [0, 0, 0]
        for (const { elapsedMs, share, called, ...step } of steps) {
          nowMs += elapsedMs
          granted = Math.max(returned, granted + step.granted)
          returned += Math.floor((granted - returned) * step.returned)
          calledUpTo = Math.min(30_000, calledUpTo + called)
          const plain = seen({ ...step, granted, returned }, calledUpTo, 30_000)
          const lanes = plain.lanes.map((lane) => ({
            ...lane,
            aheadOf: (position: number) => Math.round(Math.max(0, position - calledUpTo) * share),
          }))
          estimate = estimateAt(estimate, { ...plain, lanes }, nowMs)

          expect(waitsSchema.safeParse(waitsOf(estimate)).success).toBe(true)
          expectInOrder(waitsOf(estimate).lanes['general'] ?? [])
        }
        expect(estimate.markers.out.length).toBeLessThanOrEqual(700)
        expect(JSON.stringify(waitsOf(estimate)).length).toBeLessThan(2_000)
      }),
      { numRuns: Math.min(200, inject('runs')) },
    )
  })
})

function expectInOrder(rows: readonly (readonly [number, number, number])[]): void {
  for (const [at, [ahead, low, high]] of rows.entries()) {
    const [aheadBefore, lowBefore, highBefore] = rows[at - 1] ?? [-1, 0, 0]
    expect(low).toBeLessThanOrEqual(high)
    expect(ahead).toBeGreaterThan(aheadBefore)
    expect(low).toBeGreaterThanOrEqual(lowBefore)
    expect(high).toBeGreaterThanOrEqual(highBefore)
  }
}

describe('ranges told through a whole sale', () => {
  const small = { ...plainToy, fans: 3_000, cap: 200, ratePerSecond: 10 }

  test('R6: nine in ten hold, near and far, and are narrow, though fans miss turns and come back', () => {
    const { asked, estimate } = play(small)
    const { heldShare, heldByDecile, medianWidth, withoutRange, fans } = heldOf(asked)

    expect(heldShare).toBeGreaterThan(0.9)
    expect(Math.min(...heldByDecile)).toBeGreaterThan(0.8)
    expect(medianWidth).toBeLessThan(0.4)
    expect(withoutRange / fans).toBeLessThan(0.2)
    expect(waitsOf(estimate).score.heldShare).toBeGreaterThan(0.85)
  })

  test('R6: they hold in three lanes, the smallest too', () => {
    const { heldShare, heldByDecile, medianWidth } = heldOf(
      play({ ...small, fans: 4_000, shares: [60, 30, 10] }).asked,
    )

    expect(heldShare).toBeGreaterThan(0.85)
    expect(Math.min(...heldByDecile)).toBeGreaterThan(0.75)
    expect(medianWidth).toBeLessThan(0.5)
  })

  test('R6: they hold when one fan in six gives up without a word', () => {
    const { heldShare, heldByDecile, medianWidth } = heldOf(
      play({ ...small, fans: 4_000, patience: [7_200, 2] }).asked,
    )

    expect(heldShare).toBeGreaterThan(0.85)
    expect(Math.min(...heldByDecile)).toBeGreaterThan(0.75)
    expect(medianWidth).toBeLessThan(0.45)
  })

  test('R6: what is told after the cap was halved holds, though what was told before does not', () => {
    const steps = [{ atSeconds: 1_200, cap: 150 }]
    const { asked } = play({ ...small, steps })
    const before = heldOf(asked.filter(({ askedAtMs }) => askedAtMs < 1_200_000))
    const after = heldOf(asked.filter(({ askedAtMs }) => askedAtMs > 1_210_000))

    expect(before.heldShare).toBeLessThan(0.75)
    expect(after.heldShare).toBeGreaterThan(0.85)
    expect(after.medianWidth).toBeLessThan(0.45)
  })

  test('R6: what is told after a pause holds', () => {
    const steps = [
      { atSeconds: 900, isRunning: false },
      { atSeconds: 1_200, isRunning: true },
    ]
    const { asked } = play({ ...small, steps })
    const after = heldOf(asked.filter(({ askedAtMs }) => askedAtMs > 1_200_000))

    expect(after.heldShare).toBeGreaterThan(0.85)
    expect(after.medianWidth).toBeLessThan(0.45)
  })

  test('R6: a room that forgets all it saw tells ranges again within a minute, and they hold', () => {
    const { asked } = play({ ...small, steps: [{ atSeconds: 1_500, forgets: true }] })
    const after = heldOf(asked.filter(({ askedAtMs }) => askedAtMs > 1_560_000))

    expect(after.withoutRange).toBe(0)
    expect(after.heldShare).toBeGreaterThan(0.85)
  })
})
