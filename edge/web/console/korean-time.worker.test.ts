import { expect, test } from 'vitest'
import { LAST_INSTANT_MS } from '../../../core/queue/room/instant.ts'
import { fieldOf, instantOf } from './korean-time.ts'

test('an instant and its field are one, by Korea’s clock', () => {
  const atMs = Date.UTC(2026, 10, 30, 11)

  expect(fieldOf(atMs)).toBe('2026-11-30T20:00')
  expect(Date.parse(instantOf(fieldOf(atMs)))).toBe(atMs)
})

test('the last instant that a room takes has a field', () => {
  expect(fieldOf(LAST_INSTANT_MS)).toBe('9999-12-31T23:59')
})

test.for([LAST_INSTANT_MS + 1, 8.64e15, 9e15, Infinity, -1e14, -9e15])(
  'no browser shows %d, and its field is empty',
  (atMs) => {
    expect(fieldOf(atMs)).toBe('')
  },
)
