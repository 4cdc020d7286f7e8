import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { lives, segmentWith, START_MS, total, withGrants } from '../fixtures.ts'
import { COALESCE_MS, REPORT_SELDOM_MS } from '../limits.ts'
import { advance } from './advance.ts'
import { fansSeen } from './arrivals.ts'
import { claim, endSession, leave } from './claims.ts'
import { neverReported, reportDueMs, reported } from './reporting.ts'
import type { Segment } from './segment.ts'
import { takeGrants } from './slots.ts'
import { restoreSegment } from './snapshot.ts'
import { storedSegment } from './stored.ts'

const LATER_MS = START_MS + 60_000
const seldomMs = START_MS + REPORT_SELDOM_MS
/** When a change of this instant is told, if the room heard of the state before it at the start. */
const dueMs = (before: Segment, after: Segment, againInMs = COALESCE_MS, changedAtMs = LATER_MS) =>
  reportDueMs(after, reported(before, againInMs, START_MS), changedAtMs)

const waiting = segmentWith([1, 2, 3])
const called = withGrants(waiting, 1, START_MS)
const inside = claim(called, 1, START_MS).segment

describe('a segment tells by itself, 50 ms after it happened', () => {
  test('its first word', () => {
    expect(reportDueMs(waiting, neverReported, LATER_MS)).toBe(LATER_MS + COALESCE_MS)
  })

  test('R4: of a slot that came back: a lapse, an end, a fan who left their turn', () => {
    const lapsed = advance(called, LATER_MS).segment
    const ended = advance(endSession(inside, 1, 1, START_MS).segment, LATER_MS).segment

    expect([lapsed.returned, ended.returned]).toEqual([1, 1])
    expect(dueMs(called, lapsed)).toBe(LATER_MS + COALESCE_MS)
    expect(dueMs(inside, ended)).toBe(LATER_MS + COALESCE_MS)
    expect(dueMs(called, leave(called, 1, START_MS).segment)).toBe(LATER_MS + COALESCE_MS)
  })

  test('R8: of a session that was revoked, though its slot is not free yet', () => {
    const revoked = endSession(inside, 1, 1, START_MS).segment

    expect(revoked.returned).toBe(inside.returned)
    expect(dueMs(inside, revoked)).toBe(LATER_MS + COALESCE_MS)
  })

  test('R4: of somebody who comes where turns are given', () => {
    const more = fansSeen(called, [9], START_MS, START_MS).segment

    expect(dueMs(called, more)).toBe(LATER_MS + COALESCE_MS)
  })

  test('R4: of the first who comes where nobody was', () => {
    const nobody = segmentWith([])

    expect(dueMs(nobody, segmentWith([5]))).toBe(LATER_MS + COALESCE_MS)
  })

  test('of a new life, in which it has not said how often it counts', () => {
    const restored = restoreSegment(storedSegment(waiting), START_MS)
    sure(restored.kind === 'segment', 'a segment reads what it stored')

    expect(dueMs(waiting, restored.segment)).toBe(LATER_MS + COALESCE_MS)
  })
})

describe('a segment leaves to be asked for', () => {
  test.each<[string, Segment, Segment]>([
    ['nothing new', waiting, waiting],
    ['that time passed', waiting, advance(waiting, START_MS + 1).segment],
    ['who else comes far from the front', waiting, segmentWith([1, 2, 3, 4])],
    ['who left without a turn', waiting, leave(waiting, 2, START_MS).segment],
    ['whom it gave a turn to', waiting, called],
    ['who took their turn', called, inside],
  ])('%s', (_, before, after) => {
    expect(dueMs(before, after)).toBe(seldomMs)
  })
})

describe('a room that is busy', () => {
  const lapsed = advance(called, LATER_MS).segment

  test('is told as soon as it wished after the last word, if that is later', () => {
    expect(dueMs(called, lapsed, 700, START_MS + 600)).toBe(START_MS + 700)
    expect(dueMs(called, lapsed, 700, START_MS + 651)).toBe(START_MS + 701)
  })

  test('is not told again of what it has just been told', () => {
    const told = reported(lapsed, 700, LATER_MS)

    expect(reportDueMs(lapsed, told, LATER_MS)).toBe(LATER_MS + REPORT_SELDOM_MS)
  })
})

test('R4: what a float hands back is told like any slot', () => {
  const floating = takeGrants(segmentWith([]), total(3, { float: true }), START_MS).segment
  const back = takeGrants(floating, total(3), START_MS).segment

  expect([floating.spare, back.returned]).toEqual([3, 3])
  expect(dueMs(floating, back)).toBe(LATER_MS + COALESCE_MS)
})

test('R1, R4, R8: in any life, slots that came back and revocations are told in time', () => {
  fc.assert(
    fc.property(
      lives,
      fc.nat(29),
      fc.integer({ min: COALESCE_MS, max: 1_500 }),
      (life, at, againInMs) => {
        const [before, after] = [life[Math.min(at, life.length - 1)], life.at(-1)]
        sure(before !== undefined && after !== undefined, 'a life has a state')

        const due = dueMs(before, after, againInMs, START_MS + 200)

        const mustTell = after.returned > before.returned || after.revoked > before.revoked
        const soonMs = Math.max(START_MS + 200 + COALESCE_MS, START_MS + againInMs)
        expect(mustTell ? [soonMs] : [soonMs, seldomMs]).toContain(due)
      },
    ),
    { numRuns: inject('runs') },
  )
})
