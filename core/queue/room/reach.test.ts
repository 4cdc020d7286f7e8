import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { settingsWith, START_MS } from '../fixtures.ts'
import { FAR_POLL_MAX_MS, SEGMENT_SPAN, TICK_MS } from '../limits.ts'
import { nextStep } from '../near.ts'
import { nearSize, nobodyNear, reachAt, type Reach } from './reach.ts'
import { emptySeat, type Seat } from './seat.ts'
import type { RoomSettings } from './settings.ts'

const SPAN = 10

/** A room at whose front so many are near. */
function roomNear(atLeast: number, changes: Partial<RoomSettings> = {}): RoomSettings {
  return settingsWith({ ratePerSecond: 0.01, near: { seconds: 300, atLeast }, ...changes })
}

function seatsOf(...counts: (readonly [waiting: number, gone: number])[]): Seat[] {
  return counts.map(([waiting, gone]) => ({
    ...emptySeat,
    counts: { ...emptySeat.counts, waiting, present: waiting, gone },
  }))
}

function after(
  forMs: number,
  settings: RoomSettings,
  front: { calledUpTo: number; frontier: number; seats: readonly Seat[] },
  reach: Reach = nobodyNear,
): Reach {
  let now = reach
  for (let ms = 0; ms <= forMs; ms += TICK_MS)
    now = reachAt(now, front, settings, 'a', START_MS + ms)
  return now
}

describe('how far near reaches', () => {
  test.each([
    ['five minutes of the rate', 100, { seconds: 300, atLeast: 10_000 }, 30_000],
    ['so many at the least', 20, { seconds: 300, atLeast: 10_000 }, 10_000],
    ['a minute at the least: two polls of a far fan', 20, { seconds: 60, atLeast: 0 }, 1_200],
  ])('is %s', (_, ratePerSecond, near, size) => {
    expect(nearSize(settingsWith({ ratePerSecond, near }), 'a')).toBe(size)
  })

  test('is a lane’s share of the minutes, and never less than a minute at the full rate', () => {
    const lanes = [
      { id: 'a', sharePercent: 60 },
      { id: 'b', sharePercent: 30 },
      { id: 'c', sharePercent: 10 },
    ]
    const settings = settingsWith({ ratePerSecond: 20, near: { seconds: 300, atLeast: 0 }, lanes })

    expect(['a', 'b', 'c'].map((lane) => nearSize(settings, lane))).toEqual([3_600, 1_800, 1_200])
  })

  test('is as many places beyond the front, not counting those who are gone', () => {
    const seats = seatsOf([0, 5], [0, 10], [0, 0], [0, 0])
    const front = { calledUpTo: 0, frontier: 40, seats }

    expect(after(0, roomNear(30), front).nearUpTo).toBe(45)
    expect(after(0, roomNear(30), { ...front, seats: [] }).nearUpTo).toBe(30)
    expect(after(0, roomNear(30), { ...front, calledUpTo: 35 }).nearUpTo).toBe(65)
    expect(after(0, roomNear(7), front).nearUpTo).toBe(22)
  })

  test('is wider where few of those it reached are here, up to four times', () => {
    const few = seatsOf([2, 0], [2, 0], [2, 0], [2, 0])
    const front = { calledUpTo: 0, frontier: 4 * SPAN, seats: few }
    const early = after(0, roomNear(30), front)

    const late = after(200_000, roomNear(30), front)

    expect([early.presentShare, early.nearUpTo]).toEqual([1, 30])
    expect([late.presentShare, late.nearUpTo]).toEqual([0.2, 120])
  })
})

describe('what is counted', () => {
  const seats = seatsOf([10, 0], [5, 5], [4, 0])
  const front = { calledUpTo: 0, frontier: 30, seats }
  const longestMs = FAR_POLL_MAX_MS + 150_000 + 2 * (SEGMENT_SPAN / 150) * 1_000

  test('R6: is nothing of what was told of near just now, and all of it when all had the time', () => {
    const early = after(FAR_POLL_MAX_MS, roomNear(30), front)
    const late = after(longestMs + TICK_MS, roomNear(30), front)
    const much = after(2 * longestMs + TICK_MS, roomNear(30), front)

    expect([early.countedUpTo, late.countedUpTo]).toEqual([0, early.nearUpTo])
    expect(much.countedUpTo).toBe(much.nearUpTo)
  })

  test('the share who are here is learned of those who were not called yet and are not gone', () => {
    const { presentShare } = after(longestMs + TICK_MS, roomNear(30), front)

    expect(presentShare).toBeCloseTo((10 + 5 + 4) / (10 + 5 + 10))

    const called = { ...front, calledUpTo: 15 }
    const later = after(longestMs + TICK_MS, roomNear(30), called)
    expect(later.presentShare).toBeCloseTo(4 / 10)
  })

  test('the share stays as it was learned while nothing is counted to learn from', () => {
    const learned = { ...nobodyNear, presentShare: 0.4 }

    expect(after(0, roomNear(30), front, learned).presentShare).toBe(0.4)
  })

  test('stays counted, though the room remembers no more when near came so far', () => {
    const counted = { ...nobodyNear, nearUpTo: 40, countedUpTo: 30 }

    expect(after(0, roomNear(30), front, counted).countedUpTo).toBe(30)
  })

  test('what is remembered of earlier instants is bounded, however long the sale', () => {
    expect(after(20 * 60_000, roomNear(30), front).past.length).toBeLessThan(60)
  })
})

describe('whatever a sale does', () => {
  const step = fc.record({
    ms: fc.integer({ min: 1, max: 40_000 }),
    called: fc.nat(40),
    joined: fc.nat(60),
    rate: fc.constantFrom(0.1, 1, 5),
    here: fc.nat(SPAN),
    gone: fc.nat(SPAN),
  })

  test('R6: near never falls, counts never go back or past it, and shares are shares', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (steps, atLeast) => {
          let [reach, nowMs, calledUpTo, frontier] = [nobodyNear, START_MS, 0, 0]
          for (const { ms, called, joined, rate, here, gone } of steps) {
            nowMs += ms
            frontier += joined
            calledUpTo = Math.min(frontier, calledUpTo + called)
            const seats = Array.from({ length: Math.ceil(frontier / SPAN) }, (_, index) => {
              const inside = Math.min(SPAN, frontier - index * SPAN)
              const out = Math.min(inside, gone)
              return seatsOf([Math.min(inside - out, here), out])
            }).flat()
            const before = reach
            const settings = roomNear(atLeast, { ratePerSecond: rate })
            reach = reachAt(before, { calledUpTo, frontier, seats }, settings, 'a', nowMs)

            expect(reach.nearUpTo).toBeGreaterThanOrEqual(before.nearUpTo)
            expect(reach.nearUpTo).toBeGreaterThanOrEqual(calledUpTo)
            expect(reach.countedUpTo).toBeGreaterThanOrEqual(before.countedUpTo)
            expect(reach.countedUpTo).toBeLessThanOrEqual(reach.nearUpTo)
            expect(reach.presentShare).toBeGreaterThanOrEqual(0)
            expect(reach.presentShare).toBeLessThanOrEqual(1)
            expect([reach.nearUpTo, reach.countedUpTo].every(Number.isInteger)).toBe(true)
          }
        },
      ),
      { numRuns: inject('runs') },
    )
  })

  test('R6: nobody is counted before the last of those ahead of them had to connect', () => {
    fc.assert(
      fc.property(
        fc.nat(3_999),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(1_000),
        (position, rate, front) => {
          const settings = roomNear(4_000, { ratePerSecond: rate })
          const lane = { calledUpTo: front, frontier: 100_000, seats: [] }
          const told = reachAt(nobodyNear, lane, settings, 'a', START_MS)
          const here = front + position
          fc.pre(here < told.nearUpTo)
          const { inMs } = nextStep(here, { ...lane, ...told }, 300_000, 1)

          const justBeforeMs = START_MS + FAR_POLL_MAX_MS + inMs - 1
          const { countedUpTo } = reachAt(told, lane, settings, 'a', justBeforeMs)
          expect(countedUpTo).toBeLessThanOrEqual(here)
        },
      ),
      { numRuns: inject('runs') },
    )
  })
})
