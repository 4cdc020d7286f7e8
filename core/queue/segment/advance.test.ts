import { describe, expect, test } from 'vitest'
import { segmentWith, START_MS, total, withGrants } from '../fixtures.ts'
import { advance, nextDueMs } from './advance.ts'
import { connect, disconnect } from './arrivals.ts'
import { claim, endSession, renew } from './claims.ts'
import { countsOf } from './report.ts'
import { defaultTerms } from './segment.ts'
import { takeGrants } from './slots.ts'

const { offerMs, sessionMs } = defaultTerms
const offered = withGrants(segmentWith([1, 2]), 1, START_MS)
const inside = claim(offered, 1, START_MS).segment

describe('an offer', () => {
  test('R4: lapses at its deadline and not before; its slot is free at once', () => {
    const early = advance(offered, START_MS + offerMs - 1)
    const late = advance(offered, START_MS + offerMs)

    expect(early.effects).toEqual([])
    expect(early.segment.returned).toBe(0)
    expect(late.effects).toEqual([{ kind: 'lapsed', position: 1 }])
    expect([offered.lapses, late.segment.lapses]).toEqual([0, 1])
    expect(late.segment.returned).toBe(1)
  })

  test('lapses once, however often the deadline is looked at', () => {
    const lapsed = advance(offered, START_MS + offerMs).segment

    expect(advance(lapsed, START_MS + offerMs + 1)).toEqual({ segment: lapsed, effects: [] })
  })
})

describe('a session', () => {
  test('R8: ends at its end, however often it was renewed', () => {
    const renewed = renew(inside, 1, 1, START_MS + sessionMs - 1).segment

    const { effects } = advance(renewed, START_MS + sessionMs)

    expect(effects).toEqual([{ kind: 'session-ended', position: 1, turn: 1 }])
  })

  test('R1: its slot is free 5 s after its last token’s end, not at its own end', () => {
    const renewed = renew(inside, 1, 1, START_MS + sessionMs - 10_000).segment
    const endMs = START_MS + sessionMs

    const returned = [endMs, endMs + 4_999, endMs + 5_000].map(
      (nowMs) => advance(advance(renewed, endMs).segment, nowMs).segment.returned,
    )

    expect(returned).toEqual([0, 0, 1])
  })

  test('R4: whose last token died long ago, its slot is free at its end', () => {
    expect(advance(inside, START_MS + sessionMs).segment.returned).toBe(1)
  })

  test('an alarm that comes an hour late settles all of it in one step', () => {
    const late = advance(renew(inside, 1, 1, START_MS + sessionMs - 1).segment, START_MS + 9e6)

    expect(late.segment.returned).toBe(1)
    expect(countsOf(late.segment)).toMatchObject({ inside: 0, gone: 1 })
  })
})

describe('the next instant due', () => {
  const offline = disconnect(connect(segmentWith([1]), 1, START_MS).segment, 1, START_MS).segment
  const float = total(1, { float: true, validUntilMs: START_MS + 2_000 })

  test.each([
    ['nothing', segmentWith([1]), Infinity],
    ['an offer', offered, START_MS + offerMs],
    ['a session', inside, START_MS + sessionMs],
    ['a slot not free yet', endSession(inside, 1, 1, START_MS).segment, START_MS + 5_000],
    ['a lost connection', offline, START_MS + 5_000],
    ['a float', takeGrants(segmentWith([]), float, START_MS).segment, START_MS + 2_001],
  ])('is the deadline of %s', (_, segment, dueMs) => {
    expect(nextDueMs(segment)).toBe(dueMs)
    expect(segment.dueMs).toBeLessThanOrEqual(dueMs)
  })

  test('is a revocation’s end once its slot is free, and then there is none', () => {
    const ended = endSession(inside, 1, 1, START_MS).segment

    const freed = advance(ended, START_MS + 5_000).segment
    const forgotten = advance(freed, START_MS + 65_000).segment

    expect(freed.dueMs).toBe(START_MS + 65_000)
    expect(freed.revocations).toHaveLength(1)
    expect(forgotten.revocations).toEqual([])
    expect(forgotten.dueMs).toBe(Infinity)
  })
})

test('a fan not seen for 45 s is absent, and the document’s version says that it changed', () => {
  const segment = segmentWith([1])

  const later = advance(segment, START_MS + 45_000).segment

  expect(countsOf(later).present).toBe(0)
  expect(later.sequence).toBe(segment.sequence + 1)
})

test('time that changes nothing anybody can see leaves the version as it is', () => {
  const segment = segmentWith([1])

  expect(advance(segment, START_MS + 20_000).segment.sequence).toBe(segment.sequence)
})
