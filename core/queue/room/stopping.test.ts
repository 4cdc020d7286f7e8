import { expect, test } from 'vitest'
import { CLOSE_HEARD_MS, hasNothingToCome } from './stopping.ts'

const CLOSED_MS = 1_000_000
const closed = {
  phase: 'closed' as const,
  news: [
    { no: 1, kind: 'opened' as const, atMs: 0 },
    { no: 2, kind: 'closed' as const, atMs: CLOSED_MS },
    { no: 3, kind: 'message' as const, atMs: CLOSED_MS + 1 },
  ],
}

test('nothing more comes to who waits, once everybody has heard of the close and not before', () => {
  const heardMs = CLOSED_MS + CLOSE_HEARD_MS

  expect(hasNothingToCome(closed, 'waiting', heardMs - 1)).toBe(false)
  expect(hasNothingToCome(closed, 'waiting', heardMs)).toBe(true)
})

test('who was called, and who may be inside, are not sent away', () => {
  const later = CLOSED_MS + 60_000

  expect(hasNothingToCome(closed, 'offered', later)).toBe(false)
  expect(hasNothingToCome(closed, 'gone', later)).toBe(false)
  expect(hasNothingToCome(closed, 'lapsed', later)).toBe(true)
})

test('in a sale that goes on, or rests, something is to come; a close that is forgotten was long ago', () => {
  expect(hasNothingToCome({ ...closed, phase: 'paused' }, 'waiting', CLOSED_MS * 2)).toBe(false)
  expect(hasNothingToCome({ ...closed, news: [] }, 'waiting', CLOSED_MS)).toBe(true)
})
