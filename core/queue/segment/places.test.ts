import { expect, test } from 'vitest'
import { segmentWith, START_MS } from '../fixtures.ts'
import { GENERATION_MAX } from '../limits.ts'
import { checkHolder, movePlace } from './places.ts'
import type { Segment } from './segment.ts'

const segment = segmentWith([41], 1)
const moved = movePlace(segment, 41, 0, START_MS)

test('R5: a place that moved speaks for its new holder, and tells the old one', () => {
  expect(moved.outcome).toEqual({ kind: 'moved', generation: 1 })
  expect(moved.effects).toEqual([{ kind: 'moved-away', position: 41, generation: 1 }])
  expect(checkHolder(moved.segment, 41, 1)).toEqual({ kind: 'holder' })
  expect(checkHolder(moved.segment, 41, 0)).toEqual({ kind: 'superseded', generation: 1 })
})

test('R5: moving one place leaves its neighbours theirs', () => {
  expect(checkHolder(moved.segment, 40, 0)).toEqual({ kind: 'holder' })
  expect(checkHolder(moved.segment, 42, 0)).toEqual({ kind: 'holder' })
})

test('a generation never given is unknown, not superseded', () => {
  expect(checkHolder(segment, 41, 1)).toEqual({ kind: 'unknown-generation' })
})

test('a holder whose generation is unknown moves nothing', () => {
  const answer = movePlace(moved.segment, 41, 2, START_MS)

  expect(answer.outcome).toEqual({ kind: 'unknown-generation' })
  expect(answer.segment).toBe(moved.segment)
})

test('R5: who held it before takes it back, as one does whose answer was lost', () => {
  const again = movePlace(moved.segment, 41, 0, START_MS)

  expect(again.outcome).toEqual({ kind: 'moved', generation: 2 })
  expect(checkHolder(again.segment, 41, 1)).toEqual({ kind: 'superseded', generation: 2 })
})

test('a place moves so often and no more', () => {
  let worn: Segment = segment
  for (let at = 0; at < GENERATION_MAX; at += 1) worn = movePlace(worn, 41, at, START_MS).segment

  const last = movePlace(worn, 41, GENERATION_MAX, START_MS)

  expect(last.outcome).toEqual({ kind: 'moved-too-often' })
  expect(checkHolder(last.segment, 41, GENERATION_MAX)).toEqual({ kind: 'holder' })
})
