import { expect, test } from 'vitest'
import { offsetsOf } from '../bits.ts'
import { segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { imHere } from './arrivals.ts'
import { advance } from './advance.ts'
import { SEGMENT_SPAN } from '../limits.ts'
import { claim, leave } from './claims.ts'
import { defaultTerms, offsetOf, openSegment, waitingBits } from './segment.ts'

const waiting = (segment: Parameters<typeof waitingBits>[0]) => offsetsOf(waitingBits(segment))

test('waiting are the present who are not gone, not lapsed and not offered', () => {
  let segment = segmentWith([1, 2, 3, 4, 5])
  segment = leave(segment, 4, START_MS).segment
  segment = withGrants(segment, 2, START_MS)
  segment = claim(segment, 1, START_MS).segment

  expect(waiting(segment)).toEqual([3, 5])
})

test('R4: a fan whose turn lapsed does not wait, until they say "I’m here"', () => {
  const offered = withGrants(segmentWith([1]), 1, START_MS)
  const lapsed = advance(offered, START_MS + defaultTerms.offerMs).segment

  const back = imHere(lapsed, 1, START_MS + 70_000).segment

  expect(waiting(lapsed)).toEqual([])
  expect(waiting(back)).toEqual([1])
})

test('a position of another segment is a fault', () => {
  const second = segmentWith([], 1)

  expect(offsetOf(second, 40)).toBe(0)
  expect(offsetOf(second, 79)).toBe(39)
  expect(() => offsetOf(second, 39)).toThrow('position of another segment')
  expect(() => offsetOf(second, 80)).toThrow('position of another segment')
})

test.each([0, SEGMENT_SPAN + 1])('a span of %d is a fault', (span) => {
  const name = { epoch: 'epoch-a', lane: 'a', index: 0 }

  expect(() => openSegment(name, START_MS, defaultTerms, span)).toThrow('span out of range')
})

test('a segment before the first is a fault', () => {
  const name = { epoch: 'epoch-a', lane: 'a', index: -1 }

  expect(() => openSegment(name, START_MS)).toThrow('segments count from 0')
})
