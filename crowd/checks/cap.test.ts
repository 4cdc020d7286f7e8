import { expect, test } from 'vitest'
import { joined, recordOf, sessionFrom, told, turnAt } from '../fixtures/records.ts'
import { checkCap, peakInUse, usesOf } from './cap.ts'

const next = (toldMs: number) => joined(2, 2, 0, { turns: [turnAt(toldMs)] })
const clockKnown = { statuses: [told(0)] }

test('R1: two sessions at once under a cap of one are found', () => {
  const fans = [1, 2].map((fan) =>
    joined(fan, fan, 0, { ...clockKnown, sessions: [sessionFrom(1_000 + fan, 11_000)] }),
  )

  expect(checkCap(recordOf(fans, { cap: 2 })).broken).toBe(0)
  expect(checkCap(recordOf(fans, { cap: 1 }))).toMatchObject({ checked: 2, broken: 1 })
})

test('R1: a turn that stands counts as much as a session', () => {
  const fans = [
    joined(1, 1, 0, { ...clockKnown, turns: [turnAt(1_000)] }),
    joined(2, 2, 0, { sessions: [sessionFrom(2_000, 12_000)] }),
  ]

  expect(checkCap(recordOf(fans, { cap: 1 })).broken).toBe(1)
})

test('R1: a slot given on within 5 s of its release is found, and after them it is not', () => {
  const first = joined(1, 1, 0, {
    ...clockKnown,
    sessions: [sessionFrom(1_000, 60_000)],
    said: [{ what: 'release', sentMs: 4_000 }],
  })

  expect(checkCap(recordOf([first, next(8_900)], { cap: 1 })).broken).toBe(1)
  expect(checkCap(recordOf([first, next(9_001)], { cap: 1 })).broken).toBe(0)
})

test('R1: of a page that renews nothing only the session counts, and not its token', () => {
  const page = joined(1, 1, 0, {
    ...clockKnown,
    transport: 'page',
    sessions: [sessionFrom(1_000, 60_000)],
    said: [{ what: 'release', sentMs: 4_000 }],
  })

  expect(checkCap(recordOf([page, next(3_900)], { cap: 1 })).broken).toBe(1)
  expect(checkCap(recordOf([page, next(4_001)], { cap: 1 })).broken).toBe(0)
})

test('a turn and the session it became are one use', () => {
  const fan = joined(1, 1, 0, {
    ...clockKnown,
    turns: [turnAt(1_000)],
    sessions: [sessionFrom(2_000, 12_000)],
  })

  expect(usesOf(recordOf([fan]))).toEqual([
    { fan: 1, fromMs: 1_000, toMs: expect.closeTo(17_000, -1) },
  ])
})

test('a missed turn is in use until its deadline', () => {
  const fans = [
    joined(1, 1, 0, { ...clockKnown, turns: [turnAt(1_000)] }),
    joined(2, 2, 0, { turns: [turnAt(6_001)] }),
  ]

  expect(peakInUse(recordOf(fans))).toBe(1)
})

test('a session that was renewed counts to the end of its last token', () => {
  const fan = joined(1, 1, 0, {
    ...clockKnown,
    sessions: [sessionFrom(1_000, 11_000), { ...sessionFrom(9_000, 19_000), by: 'renew' }],
  })

  expect(usesOf(recordOf([fan]))[0]?.toMs).toBeCloseTo(24_000, -1)
})

test('a session that was revoked counts for as long as it was known to go on', () => {
  const fan = joined(1, 1, 0, {
    ...clockKnown,
    sessions: [sessionFrom(1_000, 60_000)],
    refusals: [{ code: 'admission-session-over', receivedMs: 30_000 }],
  })

  expect(usesOf(recordOf([fan]))[0]?.toMs).toBe(6_000)
})

test('without a cap nothing is claimed', () => {
  expect(checkCap(recordOf([])).unchecked).toContain('--cap')
})
