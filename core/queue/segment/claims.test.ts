import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lives, segmentWith, START_MS, total, withGrants } from '../fixtures.ts'
import { VERIFIER_SKEW_MS } from '../limits.ts'
import { advance } from './advance.ts'
import { fansSeen, imHere } from './arrivals.ts'
import { claim, endSession, giveUp, leave, renew, sessionHeld } from './claims.ts'
import { at } from './columns.ts'
import { countsOf, slotsHeld } from './report.ts'
import { defaultTerms } from './segment.ts'
import { takeGrants } from './slots.ts'

const { offerMs, sessionMs, tokenMs } = defaultTerms
const offered = withGrants(segmentWith([1, 2]), 1, START_MS)
const inside = claim(offered, 1, START_MS + 10).segment

describe('a claim', () => {
  test('makes a session named for its place and turn, with a token of a minute', () => {
    const { outcome, segment } = claim(offered, 1, START_MS + 10)

    const untilMs = START_MS + 10 + sessionMs
    const tokenUntilMs = START_MS + 10 + tokenMs
    const session = { sessionId: 'epoch-a.a.1.1', untilMs, tokenUntilMs }
    expect(outcome).toEqual({ kind: 'admitted', session, again: false })
    expect(countsOf(segment)).toMatchObject({ offered: 0, inside: 1, gone: 1, waiting: 1 })
  })

  test('R8: repeated, answers with the same session and takes no second slot', () => {
    const again = claim(inside, 1, START_MS + 5_000)

    expect(again.outcome).toMatchObject({ kind: 'admitted', again: true })
    expect(again.outcome).toMatchObject({ session: { sessionId: 'epoch-a.a.1.1' } })
    expect(again.outcome).toMatchObject({ session: { untilMs: START_MS + 10 + sessionMs } })
    expect(slotsHeld(again.segment)).toBe(1)
  })

  test('in the last instant is in time, and at the deadline too late', () => {
    expect(claim(offered, 1, START_MS + offerMs - 1).outcome.kind).toBe('admitted')
    expect(claim(offered, 1, START_MS + offerMs).outcome.kind).toBe('too-late')
  })

  test('of a fan without a turn is not yet, whether present or never seen', () => {
    expect(claim(offered, 2, START_MS).outcome).toEqual({ kind: 'not-yet' })
    expect(claim(offered, 30, START_MS).outcome).toEqual({ kind: 'not-yet' })
  })

  test('after the session is over', () => {
    expect(claim(inside, 1, START_MS + 10 + sessionMs).outcome).toEqual({ kind: 'over' })
  })
})

describe('a renewal', () => {
  test('R8: signs on for another minute, and never beyond the session', () => {
    const early = renew(inside, 1, 1, START_MS + 50_000)
    const last = renew(inside, 1, 1, START_MS + sessionMs - 1_000)

    expect(early.outcome).toMatchObject({ session: { tokenUntilMs: START_MS + 50_000 + tokenMs } })
    expect(last.outcome).toMatchObject({ session: { tokenUntilMs: START_MS + 10 + sessionMs } })
  })

  test('R1: with a clock that stepped back never forgets the later token it signed', () => {
    const ahead = renew(inside, 1, 1, START_MS + 50_000).segment

    const back = renew(ahead, 1, 1, START_MS + 20_000)

    expect(back.outcome).toMatchObject({ session: { tokenUntilMs: START_MS + 50_000 + tokenMs } })
  })

  test.each([
    ['another turn', inside, 2, START_MS + 20],
    ['a session that is over', inside, 1, START_MS + 10 + sessionMs],
    ['a turn not claimed', offered, 1, START_MS + 20],
    ['a session that was ended', endSession(inside, 1, 1, START_MS + 15).segment, 1, START_MS + 20],
  ])('of %s is over', (_, segment, turn, nowMs) => {
    expect(renew(segment, 1, turn, nowMs).outcome).toEqual({ kind: 'over' })
  })
})

describe('a session ended before its time', () => {
  const ended = endSession(inside, 1, 1, START_MS + 30_000)

  test('R8: is revoked until no verifier can accept its token any more', () => {
    const untilMs = START_MS + 10 + tokenMs + 5_000

    expect(ended.outcome).toEqual({ kind: 'ended' })
    expect(ended.segment.revocations).toEqual([{ no: 1, sessionId: 'epoch-a.a.1.1', untilMs }])
    expect(ended.effects).toEqual([{ kind: 'session-ended', position: 1, turn: 1 }])
  })

  test('R4: its slot is free 5 s later, when every verifier knows', () => {
    const early = advance(ended.segment, START_MS + 34_999).segment
    const late = advance(ended.segment, START_MS + 35_000).segment

    expect([early.returned, late.returned]).toEqual([0, 1])
  })

  test('R4: its slot is free 5 s after the token’s end, when that is earlier', () => {
    const tokenEndMs = START_MS + 10 + tokenMs
    const between = endSession(inside, 1, 1, tokenEndMs + 2_000).segment
    const afterwards = endSession(inside, 1, 1, tokenEndMs + 9_000).segment

    expect(at(between.freeAtMs, 1)).toBe(tokenEndMs + 5_000)
    expect(afterwards.returned).toBe(1)
  })

  test('ending it again, or another turn of it, changes nothing', () => {
    const again = endSession(ended.segment, 1, 1, START_MS + 30_001)
    const other = endSession(inside, 1, 2, START_MS + 30_001)

    expect(again.outcome).toEqual({ kind: 'already-over' })
    expect(again.segment.revoked).toBe(1)
    expect(other.outcome).toEqual({ kind: 'already-over' })
    expect(countsOf(other.segment).inside).toBe(1)
  })
})

describe('a fan who leaves', () => {
  test('R4: with an offer, frees its slot at once', () => {
    const { segment, outcome } = leave(offered, 1, START_MS + 5)

    expect(outcome).toEqual({ kind: 'left' })
    expect(segment.returned).toBe(1)
    expect(countsOf(segment)).toMatchObject({ offered: 0, gone: 1 })
  })

  test('waiting, is never called', () => {
    const left = leave(segmentWith([1, 2]), 1, START_MS).segment
    const seenAgain = fansSeen(left, [1], START_MS + 1, START_MS + 1).segment

    const segment = withGrants(seenAgain, 1, START_MS + 2)

    expect(claim(segment, 1, START_MS + 3).outcome).toEqual({ kind: 'over' })
    expect(claim(segment, 2, START_MS + 3).outcome.kind).toBe('admitted')
  })

  test('in a session, ends it as a release does', () => {
    const { segment, effects, outcome } = leave(inside, 1, START_MS + 20)

    expect(outcome).toEqual({ kind: 'left' })
    expect(effects).toEqual([{ kind: 'session-ended', position: 1, turn: 1 }])
    expect(segment.revocations).toHaveLength(1)
  })

  test('lapsed, is gone for good: "I’m here" brings nobody back', () => {
    const lapsed = advance(offered, START_MS + offerMs).segment
    const left = leave(lapsed, 1, START_MS + offerMs).segment

    const back = imHere(left, 1, START_MS + offerMs + 1).segment

    expect(countsOf(back)).toMatchObject({ waiting: 0, gone: 1 })
  })

  test('twice, has left once', () => {
    const left = leave(offered, 1, START_MS + 5).segment

    const again = leave(left, 1, START_MS + 6)

    expect(again.outcome).toEqual({ kind: 'already-over' })
    expect(again.segment.returned).toBe(1)
  })
})

test('R1: no order of claims, renewals, ends, departures and delays loses or makes a slot', () => {
  fc.assert(
    fc.property(lives, (life) => {
      for (const [at, segment] of life.entries()) {
        expect(slotsHeld(segment) + segment.returned).toBe(segment.granted)
        expect(segment.returned).toBeGreaterThanOrEqual(life[at - 1]?.returned ?? 0)
      }
    }),
  )
})

describe('giving a place up for a new one', () => {
  test('R5: leaves the line', () => {
    const { segment, outcome } = giveUp(segmentWith([1, 2]), 1, START_MS)

    expect(outcome.kind).toBe('left')
    expect(countsOf(segment)).toMatchObject({ waiting: 1, gone: 1 })
    expect(giveUp(segment, 1, START_MS).outcome.kind).toBe('already-over')
  })

  test('R5: keeps a turn and a session, which are no place in the line any more', () => {
    const offered = withGrants(segmentWith([1]), 1, START_MS)
    const inside = claim(offered, 1, START_MS).segment

    expect(giveUp(offered, 1, START_MS)).toMatchObject({
      segment: offered,
      outcome: { kind: 'kept' },
    })
    expect(giveUp(inside, 1, START_MS)).toMatchObject({
      segment: inside,
      outcome: { kind: 'kept' },
    })
  })
})

test('R8: a session is read without its token living any longer', () => {
  const inside = claim(withGrants(segmentWith([1, 2]), 1, START_MS), 1, START_MS).segment

  expect(sessionHeld(inside, 1)).toMatchObject({ tokenUntilMs: START_MS + 60_000 })
  expect(sessionHeld(inside, 2)).toBeUndefined()
})

describe('all sessions that began before an instant', () => {
  const inside = [0, 1].reduce(
    (segment, fan) => claim(segment, fan, START_MS + fan * 1_000).segment,
    withGrants(segmentWith([0, 1, 2]), 2, START_MS),
  )

  test('R8: end at once, each on the list, and its slot comes back in five seconds', () => {
    const step = takeGrants(inside, total(2, { endBeforeMs: START_MS + 2_000 }), START_MS + 2_000)

    expect(step.effects).toMatchObject([{ kind: 'session-ended' }, { kind: 'session-ended' }])
    expect(countsOf(step.segment).inside).toBe(0)
    expect(step.segment.revocations.map(({ no }) => no)).toEqual([1, 2])
    const later = advance(step.segment, START_MS + 2_000 + VERIFIER_SKEW_MS).segment
    expect(later.returned).toBe(2)
  })

  test('leave those that began since, however often it is said', () => {
    const word = total(2, { endBeforeMs: START_MS + 500 })
    const once = takeGrants(inside, word, START_MS + 2_000)
    const again = takeGrants(once.segment, word, START_MS + 2_100)

    expect(countsOf(once.segment).inside).toBe(1)
    expect([again.effects, countsOf(again.segment).inside]).toEqual([[], 1])
  })
})
