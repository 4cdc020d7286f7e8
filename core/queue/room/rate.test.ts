import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BURST_MS, CLOCK_SKEW_MS, GRANT_VALID_MS, RATE_MAX_PER_SECOND } from '../limits.ts'
import { RATE_MIN_PER_SECOND } from '../limits.ts'
import { bucketSize, emptyBucket, filled, slotsAllowed, spent } from './rate.ts'

const waits = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 })

/** When so many slots are taken as the bucket allows at each of some instants. */
function takenAt(rate: number, waitsMs: number[]): number[] {
  const taken: number[] = []
  let nowMs = 0
  let bucket = filled(emptyBucket(0), rate, 1e9)
  bucket = { ...bucket, atMs: 0 }
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
      fc.property(fc.double({ min: 3, max: 500, noNaN: true }), waits, (rate, waitsMs) => {
        const taken = takenAt(rate, waitsMs)

        for (const [first, fromMs] of taken.entries()) {
          const seconds = ((taken.at(-1) ?? 0) - fromMs) / 1_000
          const most = rate * (seconds + BURST_MS / 1_000)
          expect(taken.length - first).toBeLessThanOrEqual(most + 1e-6)
        }
      }),
    )
  })

  test('R2: a slot being whole, a slow rate grants one, and the next when it is earned', () => {
    const slow = fc.double({ min: RATE_MIN_PER_SECOND, max: 2.8, noNaN: true })
    fc.assert(
      fc.property(slow, waits, (rate, waitsMs) => {
        const taken = takenAt(rate, waitsMs)

        for (const [first, fromMs] of taken.entries()) {
          const seconds = ((taken.at(-1) ?? 0) - fromMs) / 1_000
          expect(taken.length - first).toBeLessThanOrEqual(1 + rate * seconds + 1e-6)
        }
      }),
    )
  })

  test('one slot in ten minutes is granted in ten minutes, and not before', () => {
    expect(slotsAllowed(slowest(599_000), 0)).toBe(0)
    expect(slotsAllowed(slowest(600_000), 0)).toBe(1)
    expect(slotsAllowed(slowest(6_000_000), 0)).toBe(1)
  })

  test('a rate of ten a second or more loses no slot to fractions, ticked four times a second', () => {
    let bucket = emptyBucket(0)
    let granted = 0
    for (let nowMs = 250; nowMs <= 600_000; nowMs += 250) {
      bucket = filled(bucket, 10.7, nowMs)
      const slots = slotsAllowed(bucket, 0)
      granted += slots
      bucket = spent(bucket, slots)
    }

    expect(granted).toBe(10.7 * 600)
  })

  test('a clock that stepped back fills nothing, then or when it catches up', () => {
    const used = spent(filled(emptyBucket(0), 20, 10_000), 7)

    const back = filled(used, 20, 4_000)

    expect(back).toEqual(used)
    expect(filled(back, 20, 10_000)).toEqual(used)
    expect(filled(back, 20, 10_100).tokens).toBe(2)
  })

  test('holds 0.35 s of the rate, and one slot at the least', () => {
    expect(bucketSize(20)).toBe(7)
    expect(bucketSize(RATE_MIN_PER_SECOND)).toBe(1)
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
