import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BURST_MS, CLOCK_SKEW_MS, EXTRA_MS, GRANT_VALID_MS } from '../limits.ts'
import { RATE_MAX_PER_SECOND, RATE_MIN_PER_SECOND, TICK_MS } from '../limits.ts'
import { bucketSize, emptyBucket, filled, slotsAllowed, spent, withExtra } from './rate.ts'

const waits = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 })

/** A bucket that is full at 0. */
const fullBucket = (rate: number) => ({ ...filled(emptyBucket(0), rate, 1e9), atMs: 0 })

/** When so many slots are taken as the bucket allows at each of some instants. */
function takenAt(rate: number, waitsMs: number[], from = fullBucket(rate)): number[] {
  const taken: number[] = []
  let nowMs = 0
  let bucket = from
  for (const waitMs of waitsMs) {
    nowMs += waitMs
    bucket = filled(bucket, rate, nowMs)
    const slots = slotsAllowed(bucket, 0)
    bucket = spent(bucket, slots)
    for (let n = 0; n < slots; n += 1) taken.push(nowMs)
  }
  return taken
}

/** The slowest rate’s bucket, empty at 0. */
const slowest = (nowMs: number) => filled(emptyBucket(0), RATE_MIN_PER_SECOND, nowMs)

describe('the rate’s bucket', () => {
  test('R2: burst, validity and skew together are the one second the rule allows', () => {
    expect(BURST_MS + GRANT_VALID_MS + CLOCK_SKEW_MS).toBeLessThanOrEqual(1_000)
  })

  test('R2: in no interval of t seconds are more granted than rate · (t + 0.35 s)', () => {
    fc.assert(
      fc.property(fc.double({ min: 10, max: 500, noNaN: true }), waits, (rate, waitsMs) => {
        const taken = takenAt(rate, waitsMs)

        for (const [first, fromMs] of taken.entries()) {
          const seconds = ((taken.at(-1) ?? 0) - fromMs) / 1_000
          const most = rate * (seconds + BURST_MS / 1_000)
          expect(taken.length - first).toBeLessThanOrEqual(most + 1e-6)
        }
      }),
    )
  })

  test('R2: below ten a second no more than one slot and rate · (t + 0.25 s) are granted', () => {
    const slow = fc.double({ min: RATE_MIN_PER_SECOND, max: 10, noNaN: true })
    fc.assert(
      fc.property(slow, waits, (rate, waitsMs) => {
        const taken = takenAt(rate, waitsMs)

        for (const [first, fromMs] of taken.entries()) {
          const seconds = ((taken.at(-1) ?? 0) - fromMs) / 1_000
          const most = 1 + rate * (seconds + TICK_MS / 1_000)
          expect(taken.length - first).toBeLessThanOrEqual(most + 1e-6)
        }
      }),
    )
  })

  test('one slot in ten minutes is granted in ten minutes, and not before', () => {
    expect(slotsAllowed(slowest(599_000), 0)).toBe(0)
    expect(slotsAllowed(slowest(600_000), 0)).toBe(1)
    expect(slotsAllowed(slowest(6_000_000), 0)).toBe(1)
  })

  test('R2: any rate is reached, to the slot, ticked four times a second for ten minutes', () => {
    const rates = fc.double({ min: RATE_MIN_PER_SECOND, max: 50, noNaN: true })
    fc.assert(
      fc.property(rates, (rate) => {
        const ticks = Array<number>((600 * 1_000) / TICK_MS).fill(TICK_MS)

        const granted = takenAt(rate, ticks, emptyBucket(0)).length

        expect(granted).toBeLessThanOrEqual(rate * 600 + 1e-6)
        expect(granted).toBeGreaterThan(rate * 600 - 1 - 1e-6)
      }),
      { examples: [[5.5], [10.7]] },
    )
  })

  test('a clock that stepped back fills nothing, then or when it catches up', () => {
    const used = spent(filled(emptyBucket(0), 20, 10_000), 7)

    const back = filled(used, 20, 4_000)

    expect(back).toEqual(used)
    expect(filled(back, 20, 10_000)).toEqual(used)
    expect(filled(back, 20, 10_100).tokens).toBe(2)
  })

  test('holds 0.35 s of the rate, and one slot more than a tick earns at the least', () => {
    expect(bucketSize(20)).toBe(7)
    expect(bucketSize(10)).toBe(3.5)
    expect(bucketSize(4)).toBe(2)
    expect(bucketSize(RATE_MIN_PER_SECOND)).toBe(1 + RATE_MIN_PER_SECOND / 4)
    expect(bucketSize(RATE_MAX_PER_SECOND)).toBe(35_000)
  })

  test('a rate that was lowered leaves no more than its own burst', () => {
    const fast = filled(emptyBucket(0), 1_000, 10_000)

    expect(filled(fast, 10, 10_000).tokens).toBe(3.5)
  })

  test('what is reserved for floats is not granted', () => {
    const full = filled(emptyBucket(0), 20, 10_000)

    expect(slotsAllowed(full, 3)).toBe(4)
    expect(slotsAllowed(full, 9)).toBe(0)
  })

  test('is never below nothing, whatever was reserved in it', () => {
    expect(spent(filled(emptyBucket(0), 20, 10_000), 9).tokens).toBe(0)
  })
})

describe('slots beyond the rate', () => {
  const given = withExtra(filled(emptyBucket(0), 1, 10_000), 5, 10_000)

  test('R2: come on top of what the rate allows, and are used after it', () => {
    const [allowed, after] = [slotsAllowed(given, 0), spent(given, 1)]

    expect(allowed).toBe(6)
    expect(after).toMatchObject({ extra: 5 })
    expect(spent(after, 2)).toMatchObject({ extra: 3 })
    expect(slotsAllowed(spent(given, 6), 0)).toBe(0)
  })

  test('are gone once their minute is over, used or not', () => {
    expect(filled(given, 1, 10_000 + EXTRA_MS).extra).toBe(5)
    expect(filled(given, 1, 10_001 + EXTRA_MS).extra).toBe(0)
  })

  test('R2: whatever is taken when, there are never more than were given', () => {
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 200 }), (waitsMs, extra) => {
        const plain = takenAt(2, waitsMs).length
        const taken = takenAt(2, waitsMs, withExtra(fullBucket(2), extra, 0)).length

        expect(taken).toBeGreaterThanOrEqual(plain)
        expect(taken).toBeLessThanOrEqual(plain + extra + 1)
      }),
    )
  })
})
