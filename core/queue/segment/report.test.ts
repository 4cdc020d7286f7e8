import { expect, test } from 'vitest'
import { segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { claim, endSession } from './claims.ts'
import { reportOf, slotsHeld } from './report.ts'

let segment = withGrants(segmentWith([1, 2, 3, 4, 5]), 3, START_MS)
segment = claim(segment, 1, START_MS).segment
segment = claim(segment, 2, START_MS).segment
segment = endSession(segment, 1, 1, START_MS + 1).segment

test('a report says what is, as absolute values, and when it was true', () => {
  expect(reportOf(segment, 0, START_MS + 7)).toMatchObject({
    epoch: 'epoch-a',
    lane: 'a',
    index: 0,
    asOfMs: START_MS + 7,
    granted: 3,
    returned: 0,
    spare: 0,
    counts: { waiting: 2, offered: 1, inside: 1, gone: 2 },
  })
})

test('R1: a slot is held by an offer, by a session, and by a token that could be accepted', () => {
  expect(slotsHeld(segment)).toBe(3)
})

test('R8: revocations are told until the room has heard them', () => {
  expect(reportOf(segment, 0, START_MS).revocations).toMatchObject([{ no: 1 }])
  expect(reportOf(segment, 1, START_MS).revocations).toEqual([])
})
