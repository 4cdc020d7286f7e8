import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { offsetsOf } from '../bits.ts'
import { lives, segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { rowSum, seal } from '../snapshot.ts'
import { advance } from './advance.ts'
import { connect, fansSeen, hearNumbers } from './arrivals.ts'
import { claim, endSession } from './claims.ts'
import { documentOf } from './document.ts'
import { movePlace } from './places.ts'
import { countsOf, reportOf } from './report.ts'
import { openSegment, waitingBits, type Segment } from './segment.ts'
import { isSound, restoreSegment } from './snapshot.ts'
import { storedSegment, type StoredSegment } from './stored.ts'

type Row = StoredSegment['rows'][number]

const damaged = { kind: 'refused', code: 'snapshot-damaged' }

function restored(segment: Segment, nowMs: number): Segment {
  const read = restoreSegment(storedSegment(segment), nowMs)
  sure(read.kind === 'segment', 'a segment reads what it stored')
  return read.segment
}

/** An offer to 1, a session of 2, a session of 3 cut short, and 4 waiting. */
function busySegment(): Segment {
  let segment = withGrants(segmentWith([1, 2, 3, 4]), 3, START_MS)
  segment = claim(segment, 2, START_MS).segment
  segment = claim(segment, 3, START_MS).segment
  return endSession(segment, 3, 3, START_MS).segment
}

describe('a segment that died', () => {
  test('comes back as it was stored, in a new life', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const segment = life.at(-1) ?? segmentWith([])
        const nowMs = segment.presence.newest * 5_000

        const back = restored(segment, nowMs)

        const newLife = { boot: segment.boot + 1, sequence: 0 }
        expect(reportOf(back, 0, nowMs)).toEqual({ ...reportOf(segment, 0, nowMs), ...newLife })
        const { version: _, ...document } = documentOf(back, nowMs)
        expect(documentOf(segment, nowMs)).toMatchObject(document)
        expect(storedSegment(back).rows).toEqual(storedSegment(segment).rows)
      }),
    )
  })

  test('R3: keeps its front: those present when it stored are present for 40 s more', () => {
    const back = restored(segmentWith([1, 2]), START_MS + 600_000)

    expect(offsetsOf(waitingBits(back))).toEqual([1, 2])
    expect(offsetsOf(waitingBits(advance(back, START_MS + 645_000).segment))).toEqual([])
  })

  test('R4: knows who joined, so that an account said again makes nobody present', () => {
    const account = { used: [{ from: 1, to: 3 }], unused: [] }
    const joined = hearNumbers(segmentWith([]), account, START_MS).segment
    const absent = advance(joined, START_MS + 60_000).segment

    const back = restored(absent, START_MS + 60_000)

    expect(countsOf(hearNumbers(back, account, START_MS + 60_000).segment).waiting).toBe(0)
  })

  test('R4: settles in its first step what came due while it was dead', () => {
    const back = restored(busySegment(), START_MS + 1_000)

    const { segment, effects } = advance(back, START_MS + 60_000)

    expect(effects).toEqual([{ kind: 'lapsed', position: 1 }])
    expect(segment.returned).toBe(2)
  })

  test('has forgotten connections, and so asks nobody "still there?"', () => {
    const back = restored(connect(segmentWith([]), 1, START_MS).segment, START_MS)

    expect(offsetsOf(back.memory.connected)).toEqual([])
  })
})

describe('what a segment stores', () => {
  test('is a row for each fan with a turn, a session or a moved place, and no other', () => {
    expect(storedSegment(busySegment()).rows.map(([offset]) => offset)).toEqual([1, 2, 3])
    expect(storedSegment(segmentWith([1, 2, 3])).rows).toEqual([])
  })

  test('without sessions is at most 2 KB, with all 2,048 fans present', () => {
    const name = { epoch: 'epoch-a', lane: 'general', index: 7 }
    const positions = Array.from({ length: 2_048 }, (_, offset) => offset + 7 * 2_048)
    const full = fansSeen(openSegment(name, START_MS), positions, START_MS, START_MS).segment

    expect(storedSegment(full).line.length).toBeLessThan(2_048)
  })
})

/** The row of a fan whose place has moved, and who has no turn. */
function place(offset: number, generation: number): Row {
  const fields = [offset, 0, 0, 0, 0, 0, generation] as const
  return [...fields, rowSum(fields)]
}

describe('a stored segment that is damaged', () => {
  const stored = storedSegment(busySegment())
  const body: unknown = JSON.parse(stored.line.replace(/^\d+:\d+:/, ''))
  const resealed = (changes: object, version = 1) => seal(version, Object.assign({}, body, changes))

  test('in any one character of its line is refused', () => {
    fc.assert(
      fc.property(
        fc.nat(stored.line.length - 1),
        fc.constantFrom('0', '7', '"', 'A'),
        (at, letter) => {
          fc.pre(stored.line[at] !== letter)
          const line = stored.line.slice(0, at) + letter + stored.line.slice(at + 1)

          expect(restoreSegment({ ...stored, line }, START_MS).kind).toBe('refused')
        },
      ),
    )
  })

  test('by being of another version is refused with a code of its own', () => {
    const read = restoreSegment({ ...stored, line: resealed({}, 2) }, START_MS)

    expect(read).toEqual({ kind: 'refused', code: 'snapshot-of-another-version' })
  })

  // A moved place besides, whose row counts no slot. Where a row is written anew its sum is right.
  const moved = storedSegment(movePlace(busySegment(), 9, 0, START_MS).segment)
  const [first, second, third, ninth] = moved.rows
  sure(first !== undefined && second !== undefined, 'fans 1 and 2 have rows')
  sure(third !== undefined && ninth !== undefined, 'fans 3 and 9 have rows')
  const [cut] = stored.revocations
  sure(cut !== undefined, 'fan 3 was revoked')
  const [, , sessionMs, tokenMs, freeMs, turn, moves, sum] = second
  const [, ...ofSecond] = second
  const withRows = (...rows: Row[]): StoredSegment => ({ ...moved, rows })
  const sessionOf = (offset: number): Row => {
    const fields = [offset, 0, sessionMs, tokenMs, freeMs, turn, moves] as const
    return [...fields, rowSum(fields)]
  }

  const spoilt: [string, StoredSegment][] = [
    ['a row is missing', withRows(first, second, third)],
    ['a row is one too many', withRows(first, second, third, ninth, place(10, 1))],
    ['a row is there twice', withRows(first, second, third, third)],
    ['a row is there once more', withRows(first, second, third, ninth, ninth)],
    ['a row is of no offset of the span', withRows(first, second, third, place(40, 1))],
    ['a row has a negative value', withRows(first, second, third, place(9, -1))],
    ['a row is another fan’s', withRows(first, [7, ...ofSecond], third, ninth)],
    ['a session is of one who still waits', withRows(first, sessionOf(7), third, ninth)],
    [
      'a session lasts a year longer',
      withRows(first, [2, 0, sessionMs + 3e10, tokenMs, freeMs, turn, moves, sum], third, ninth),
    ],
    ['the joined are not a bitmap', { ...stored, line: resealed({ joined: '!' }) }],
    ['a bitmap is not one', { ...stored, line: resealed({ gone: '!' }) }],
    ['presence is not a bitmap', { ...stored, line: resealed({ present: '!' }) }],
    ['lapses are not a bitmap', { ...stored, line: resealed({ lapsed: '!' }) }],
    ['a slot is not accounted for', { ...stored, line: resealed({ granted: 4 }) }],
    ['a revocation is missing', { ...stored, revocations: [] }],
    ['a revocation is there twice', { ...stored, revocations: [cut, cut] }],
    ['a revocation is another session’s', { ...stored, revocations: [[1, 'x', cut[2], cut[3]]] }],
    ['the offered is gone', { ...stored, line: resealed({ gone: 'Dg' }) }],
    ['the offered has lapsed', { ...stored, line: resealed({ lapsed: 'Ag' }) }],
  ]
  test.each(spoilt)('so that %s is refused', (_, damage) => {
    expect(restoreSegment(stored, START_MS).kind).toBe('segment')
    expect(restoreSegment(moved, START_MS).kind).toBe('segment')
    expect(restoreSegment(damage, START_MS)).toEqual(damaged)
  })

  test('is never what a sound segment becomes by living', () => {
    fc.assert(
      fc.property(lives, (life) => {
        expect(life.every(isSound)).toBe(true)
      }),
    )
  })
})
