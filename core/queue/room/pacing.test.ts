import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { COALESCE_MS, REPORTS_PER_SECOND } from '../limits.ts'
import { paced, unpaced, type Pacing } from './pacing.ts'

const LONGEST_MS = 1_500

/** What segments that always have news send: each as soon as it is welcome. */
function eager(segments: number, forMs: number, lateMs: (no: number) => number): number[] {
  const dueMs = Array.from({ length: segments }, (_, index) => index % 7)
  const heardAtMs: number[] = []
  let pacing = unpaced
  for (;;) {
    const nowMs = Math.min(...dueMs)
    if (nowMs >= forMs) return heardAtMs
    const step = paced(pacing, nowMs)
    pacing = step.pacing
    dueMs[dueMs.indexOf(nowMs)] = nowMs + step.againInMs + lateMs(heardAtMs.length)
    heardAtMs.push(nowMs)
  }
}

/** The most in any second that begins after the first word of everybody. */
function mostInASecond(heardAtMs: readonly number[], fromMs: number): number {
  const later = heardAtMs.filter((ms) => ms >= fromMs)
  return Math.max(...later.map((ms) => later.filter((at) => at >= ms && at < ms + 1_000).length))
}

describe('how soon a segment may speak again', () => {
  test('is after the least wait while the room is idle', () => {
    const { pacing, againInMs } = paced(unpaced, 5_000)

    expect(againInMs).toBe(COALESCE_MS)
    expect(pacing.busyUntilMs).toBe(5_000 + 1_000 / REPORTS_PER_SECOND)
  })

  test('is later, the more was said just now', () => {
    let pacing: Pacing = unpaced
    const waits = Array.from({ length: 200 }, () => {
      const step = paced(pacing, 5_000)
      pacing = step.pacing
      return step.againInMs
    })

    expect([waits[0], waits[4], waits[5], waits[99], waits[149], waits[199]]).toEqual([
      50, 50, 60, 1_000, 1_500, 1_500,
    ])
    expect(paced(pacing, 6_500).againInMs).toBe(COALESCE_MS)
  })

  test('R6: is never later than a second and a half, whatever was said, and the past is not owed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 400 }), (gaps) => {
        let pacing: Pacing = unpaced
        let nowMs = 1_000
        for (const gap of gaps) {
          nowMs += gap
          const step = paced(pacing, nowMs)
          pacing = step.pacing
          expect(step.againInMs).toBeGreaterThanOrEqual(COALESCE_MS)
          expect(step.againInMs).toBeLessThanOrEqual(LONGEST_MS)
          expect(pacing.busyUntilMs).toBeGreaterThan(nowMs)
          expect(pacing.busyUntilMs).toBeLessThanOrEqual(nowMs + LONGEST_MS)
        }
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R6: segments that always have news come to what the room takes, and a first word each', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.array(fc.nat(60), { minLength: 1 }),
        (segments, late) => {
          const heardAtMs = eager(segments, 5_000, (no) => late[no % late.length] ?? 0)

          expect(heardAtMs.length).toBeLessThanOrEqual(REPORTS_PER_SECOND * 5 + segments + 1)
        },
      ),
      { numRuns: Math.ceil(inject('runs') / 10) },
    )
  })

  test('more segments than that each still speak every second and a half', () => {
    const heardAtMs = eager(600, 9_000, () => 0)

    expect(mostInASecond(heardAtMs, LONGEST_MS)).toBeLessThanOrEqual(600)
    expect(heardAtMs.length).toBeGreaterThanOrEqual((600 * 9_000) / LONGEST_MS)
  })

  test('three hundred eager segments are no more than two hundred words a second', () => {
    const heardAtMs = eager(300, 9_000, () => 0)

    expect(heardAtMs.length / 9).toBeLessThanOrEqual(300 / 1.5 + 300 / 9)
  })
})
