import { expect, test } from 'vitest'
import { REVOCATIONS_MAX } from '../limits.ts'
import { entriesAfter, isFull, logged, noRevocations } from './revocation-log.ts'

const entry = (sessionId: string, untilMs = 5_000) => ({ sessionId, untilMs })
const two = logged(noRevocations, [entry('a'), entry('b')], 1_000)

test('R8: entries are numbered in one sequence, whoever said them', () => {
  const log = logged(two, [entry('c')], 1_000)

  expect(entriesAfter(log, 0).map(({ no, sessionId }) => [no, sessionId])).toEqual([
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

test('entries are dropped when their tokens are dead anyway; their numbers are not used again', () => {
  const log = logged(two, [entry('c', 9_000)], 5_000)

  expect(entriesAfter(log, 0)).toEqual([{ no: 3, sessionId: 'c', untilMs: 9_000 }])
})

test('R8: of more entries than a batch holds none is lost', () => {
  let log = noRevocations
  for (let at = 0; at < 600; at += 1) log = logged(log, [entry(`s${at}`, 9_000)], 1_000)

  expect(entriesAfter(log, 0).map(({ no }) => no)).toEqual(
    Array.from({ length: 600 }, (_, index) => index + 1),
  )
  expect(log).toMatchObject({ size: 600, last: 600 })
})

test('nothing new is the very same log', () => {
  expect(logged(two, [], 9_000)).toBe(two)
})

test('R8: a log full of living entries says so before anything is forgotten', () => {
  const room = REVOCATIONS_MAX - two.size

  expect(isFull(two, room, 1_000)).toBe(false)
  expect(isFull(two, room + 1, 1_000)).toBe(true)
  expect(isFull(two, room + 1, 5_000)).toBe(false)
})
