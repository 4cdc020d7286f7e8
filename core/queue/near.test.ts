import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { CONNECTS_PER_SECOND, FAR_POLL_MAX_MS, FAR_POLL_MIN_MS, SEGMENT_SPAN } from './limits.ts'
import { isNear, jitterMs, nextStep, tooEarly } from './near.ts'

const NEAR_MS = 300_000
const reach = { calledUpTo: 5_000, nearUpTo: 15_000 }
const draws = fc.double({ min: 0, max: 1, noNaN: true })
/** From a lane of which nobody is near to one that is near as a whole. */
const reaches = fc
  .tuple(fc.nat(1_000_000), fc.nat(400_000))
  .map(([calledUpTo, size]) => ({ calledUpTo, nearUpTo: calledUpTo + size }))

describe('a far fan', () => {
  test('polls every 10 to 25 s, wherever they stand', () => {
    fc.assert(
      fc.property(reaches, fc.nat(2_000_000), draws, (far, behind, draw) => {
        const step = nextStep(far.nearUpTo + behind, far, NEAR_MS, draw)

        expect(step.kind).toBe('poll')
        expect(step.inMs).toBeGreaterThanOrEqual(FAR_POLL_MIN_MS)
        expect(step.inMs).toBeLessThanOrEqual(FAR_POLL_MAX_MS)
      }),
      { numRuns: inject('runs') },
    )
  })

  test.each([
    [15_000, 0, 10_000],
    [15_000, 1, 11_111],
    [16_000, 0, 16_250],
    [17_000, 0, 22_500],
    [17_000, 1, 25_000],
    [900_000, 1, 25_000],
  ])('at %i, drawing %f, asks again in %i ms: the later the further back', (at, draw, inMs) => {
    expect(nextStep(at, reach, NEAR_MS, draw)).toEqual({ kind: 'poll', inMs })
  })

  test('becomes near where near ends, and is not near there', () => {
    expect([14_999, 15_000].map((position) => isNear(position, reach))).toEqual([true, false])
    expect(nextStep(14_999, reach, NEAR_MS, 0).kind).toBe('connect')
  })

  test('who connects too early is told when to ask again, and who is near is not sent away', () => {
    expect(tooEarly(15_000, reach, NEAR_MS, 0)).toEqual({ againInMs: 10_000 })
    expect(tooEarly(14_999, reach, NEAR_MS, 0)).toBeUndefined()
  })
})

describe('a near fan', () => {
  test('connects before half of the time left, and what one segment can take', () => {
    fc.assert(
      fc.property(
        reaches,
        fc.nat(400_000),
        fc.integer({ min: 60, max: 3_600 }),
        draws,
        (near, nth, seconds, draw) => {
          fc.pre(near.calledUpTo + nth < near.nearUpTo)
          const nearMs = seconds * 1_000
          const { kind, inMs } = nextStep(near.calledUpTo + nth, near, nearMs, draw)

          const leftMs = (nth / (near.nearUpTo - near.calledUpTo)) * nearMs
          const spreadMs = (Math.min(nth, SEGMENT_SPAN) / CONNECTS_PER_SECOND) * 1_000
          expect(kind).toBe('connect')
          expect(inMs).toBeGreaterThanOrEqual(0)
          expect(inMs).toBeLessThanOrEqual(leftMs / 2 + spreadMs)
        },
      ),
      { numRuns: inject('runs') },
    )
  })

  test.each([
    [4_000, 1, 0],
    [5_000, 1, 0],
    [5_150, 1, 2_250 + 1_000],
    [5_150, 0, 500],
    [10_000, 1, 75_000 + 13_653],
    [10_000, 0.5, 37_500 + 10_240],
    [10_000, 0, 6_826],
  ])('at %i, drawing %f, connects in %i ms', (position, draw, inMs) => {
    expect(nextStep(position, reach, NEAR_MS, draw)).toEqual({ kind: 'connect', inMs })
  })

  test('R4: who may be called at once connects at once, however few are near', () => {
    expect(nextStep(7, { calledUpTo: 7, nearUpTo: 8 }, NEAR_MS, 1).inMs).toBe(0)
    expect(nextStep(3, { calledUpTo: 7, nearUpTo: 8 }, NEAR_MS, 1).inMs).toBe(0)
  })

  test('comes to a segment no faster than it can take, also when all become near at once', () => {
    const draws = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95]
    const perSecond = new Map<number, number>()
    for (let fan = 0; fan < SEGMENT_SPAN; fan += 1) {
      for (const draw of draws) {
        const second = Math.floor(jitterMs(fan, 10_000, NEAR_MS, draw) / 1_000)
        perSecond.set(second, (perSecond.get(second) ?? 0) + 1 / draws.length)
      }
    }

    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(CONNECTS_PER_SECOND)
  })
})
