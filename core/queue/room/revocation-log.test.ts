import { expect, test } from 'vitest'
import { REVOCATIONS_MAX } from '../limits.ts'
import { entriesAfter, isFull, logged, noRevocations } from './revocation-log.ts'

const entry = (sessionId: string, untilMs = 5_000) => ({ sessionId, untilMs })
const two = logged(noRevocations, [entry('a'), entry('b')], 1_000)

test('R8: entries are numbered in one sequence, whoever said them', () => {
  const log = logged(two, [entry('c')], 1_000)

  expect(log.entries.map(({ no, sessionId }) => [no, sessionId])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ])
})

test('R8: a verifier at a cursor hears what came after it, and nothing twice', () => {
  expect(entriesAfter(two, 0)).toHaveLength(2)
  expect(entriesAfter(two, 1)).toMatchObject([{ sessionId: 'b' }])
  expect(entriesAfter(two, 2)).toEqual([])
})

test('a session already in the log keeps its number', () => {
  const log = logged(two, [entry('b', 9_000), entry('c')], 1_000)

  expect(log.entries.map(({ no, sessionId }) => [no, sessionId])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ])
})

test('an entry is dropped when its token is dead anyway; its number is not used again', () => {
  const log = logged(two, [entry('c', 9_000)], 5_000)

  expect(log.entries).toEqual([{ no: 3, sessionId: 'c', untilMs: 9_000 }])
})

test('nothing new is the very same log', () => {
  expect(logged(two, [], 9_000)).toBe(two)
})

test('R8: a log full of living entries says so before anything is forgotten', () => {
  const room = REVOCATIONS_MAX - two.entries.length

  expect(isFull(two, room, 1_000)).toBe(false)
  expect(isFull(two, room + 1, 1_000)).toBe(true)
  expect(isFull(two, room + 1, 5_000)).toBe(false)
})
