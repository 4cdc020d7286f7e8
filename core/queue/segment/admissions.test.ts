import { describe, expect, test } from 'vitest'
import { segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { enter, enterByPlace, renewFor } from './admissions.ts'
import { claim, endSession } from './claims.ts'
import { rowSum } from '../snapshot.ts'
import { restoreSegment } from './snapshot.ts'
import { storedSegment, type SegmentRow } from './stored.ts'

const at = (seconds: number): number => START_MS + seconds * 1_000
const offeredAt = () => withGrants(segmentWith([0, 1]), 1, START_MS)
const inSession = () => ({ segment: claim(offeredAt(), 0, START_MS).segment, turn: 1 })

describe('into the shop by a code', () => {
  test('R8: each code is used once, and its holder may ask again', () => {
    const { segment, turn } = inSession()

    const first = enter(segment, 0, turn, { holder: 7, madeAtMs: at(1) }, at(2))
    const again = enter(first.segment, 0, turn, { holder: 7, madeAtMs: at(1) }, at(3))
    const other = enter(first.segment, 0, turn, { holder: 8, madeAtMs: at(1) }, at(3))

    expect(first.outcome.kind).toBe('admitted')
    expect(again.outcome.kind).toBe('admitted')
    expect(other.outcome.kind).toBe('used')
  })

  test('R8: a code made before one that was used is used up', () => {
    const { segment, turn } = inSession()
    const newer = enter(segment, 0, turn, { holder: 7, madeAtMs: at(2) }, at(3))

    const older = enter(newer.segment, 0, turn, { holder: 7, madeAtMs: at(1) }, at(3))

    expect(older.outcome.kind).toBe('used')
  })

  test('R8: who comes in by a newer one is the holder, and the one before renews nothing', () => {
    const { segment, turn } = inSession()
    const first = enter(segment, 0, turn, { holder: 7, madeAtMs: at(1) }, at(1))
    const second = enter(first.segment, 0, turn, { holder: 8, madeAtMs: at(2) }, at(2))

    expect(renewFor(second.segment, 0, turn, 7, at(3)).outcome.kind).toBe('other-holder')
    expect(renewFor(second.segment, 0, turn, 8, at(3)).outcome.kind).toBe('renewed')
  })

  test('of a session that has ended, or of an earlier turn, is over', () => {
    const { segment, turn } = inSession()
    const ended = endSession(segment, 0, turn, at(1)).segment

    expect(enter(ended, 0, turn, { holder: 7, madeAtMs: at(1) }, at(1)).outcome.kind).toBe('over')
    expect(renewFor(ended, 0, turn, 7, at(1)).outcome.kind).toBe('over')
    expect(enter(segment, 0, turn + 1, { holder: 7, madeAtMs: at(1) }, at(1)).outcome.kind).toBe(
      'over',
    )
  })

  test('R1: the segment counts the token alive that is signed for it, never beyond the session', () => {
    const { segment, turn } = inSession()

    const { outcome } = enter(segment, 0, turn, { holder: 7, madeAtMs: at(30) }, at(30))

    expect(outcome).toMatchObject({ session: { tokenUntilMs: at(90) } })
  })
})

test('R8: which code was used, and by whom, outlives a restart', () => {
  const { segment, turn } = inSession()
  const { segment: entered } = enter(
    segment,
    0,
    turn,
    { holder: 2 ** 52 - 1, madeAtMs: at(1) },
    at(1),
  )

  const restored = restoreSegment(storedSegment(entered), at(2))

  if (restored.kind !== 'segment') throw new Error(restored.code)
  const other = enter(restored.segment, 0, turn, { holder: 8, madeAtMs: at(1) }, at(3))
  expect(other.outcome.kind).toBe('used')
  expect(renewFor(restored.segment, 0, turn, 2 ** 52 - 1, at(3)).outcome.kind).toBe('renewed')
})

test('a row that was stored before sessions had holders is read, and has none', () => {
  const stored = storedSegment(inSession().segment)
  const rows = stored.rows.map((row) => asBefore(row))

  const restored = restoreSegment({ ...stored, rows }, at(2))

  if (restored.kind !== 'segment') throw new Error(restored.code)
  expect(enter(restored.segment, 0, 1, { holder: 7, madeAtMs: at(1) }, at(2)).outcome.kind).toBe(
    'admitted',
  )
})

/** Eight numbers, the last of them the sum of the others. */
function asBefore([a, b, c, d, e, f, g]: SegmentRow): SegmentRow {
  return [a, b, c, d, e, f, g, rowSum([a, b, c, d, e, f, g])]
}

describe('into the shop by the place', () => {
  test('takes the turn, and the session is bound to who came', () => {
    const segment = offeredAt()

    const { segment: after, outcome } = enterByPlace(segment, 0, 7, at(1))

    expect(outcome.kind).toBe('admitted')
    expect(renewFor(after, 0, 1, 7, at(2)).outcome.kind).toBe('renewed')
    expect(renewFor(after, 0, 1, 8, at(2)).outcome.kind).toBe('other-holder')
  })

  test('again, from another browser of the same place, binds it to that one', () => {
    const first = enterByPlace(offeredAt(), 0, 7, at(1))

    const second = enterByPlace(first.segment, 0, 8, at(1))

    expect(second.outcome.kind).toBe('admitted')
    expect(renewFor(second.segment, 0, 1, 7, at(2)).outcome.kind).toBe('other-holder')
  })

  test('without a turn there is none', () => {
    expect(enterByPlace(offeredAt(), 1, 7, at(1)).outcome.kind).toBe('not-yet')
  })
})
