import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lives, segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { askFront } from './probes.ts'
import { connect, fansSeen } from './arrivals.ts'
import { advance } from './advance.ts'
import { claim, endSession } from './claims.ts'
import type { Segment } from './segment.ts'
import { storedChange } from './stored-change.ts'
import { storedSegment, type RevocationRow, type SegmentRow, type StoredSegment } from './stored.ts'

/** What a database would hold after one change more. */
function written(stored: StoredSegment, before: Segment, after: Segment): StoredSegment {
  const change = storedChange(before, after)
  if (change === undefined) return stored
  const rows = new Map<number, SegmentRow>(stored.rows.map((row) => [row[0], row]))
  for (const offset of change.dropped) rows.delete(offset)
  for (const row of change.rows) rows.set(row[0], row)
  const revocations = new Map<number, RevocationRow>(stored.revocations.map((row) => [row[0], row]))
  for (const no of change.forgotten) revocations.delete(no)
  for (const row of change.revoked) revocations.set(row[0], row)
  return {
    line: change.line,
    transfers: change.transfers ?? stored.transfers,
    rows: [...rows.values()].toSorted(([a], [b]) => a - b),
    revocations: [...revocations.values()].toSorted(([a], [b]) => a - b),
  }
}

describe('what a transition writes', () => {
  test('applied to what was stored is what would be stored anew, through a whole life', () => {
    fc.assert(
      fc.property(lives, (life) => {
        let before = segmentWith([])
        let stored = storedSegment(before)
        for (const after of life) {
          stored = written(stored, before, after)
          before = after
          // The version moves on with what is told, and is not worth a row by itself.
          const { line, ...rows } = storedSegment(after)
          const { line: told, ...others } = stored
          expect(others).toEqual(rows)
          expect(plain(told)).toEqual(plain(line))
        }
      }),
    )
  })

  test('is nothing where a fan who is here connects, pings or is asked', () => {
    const before = segmentWith([1, 2])

    const connected = connect(before, 1, START_MS + 1_000).segment
    const pinged = fansSeen(connected, [1, 2], START_MS + 20_000, START_MS + 20_000).segment
    const asked = askFront(pinged, 2, START_MS + 30_000).segment

    expect(storedChange(before, asked)).toBeUndefined()
  })

  test('is one row for a turn, however many fans wait', () => {
    const before = segmentWith([1, 2, 3, 4])

    const change = storedChange(before, withGrants(before, 1, START_MS))

    expect(change?.rows.map(([offset]) => offset)).toEqual([1])
  })

  test('R8: a session cut short has a row until its token could not be accepted', () => {
    const inside = claim(withGrants(segmentWith([1]), 1, START_MS), 1, START_MS).segment
    const ended = endSession(inside, 1, 1, START_MS).segment
    const later = advance(ended, START_MS + 70_000).segment

    expect(storedChange(inside, ended)?.revoked.map(([no]) => no)).toEqual([1])
    expect(storedChange(ended, later)).toMatchObject({ forgotten: [1], dropped: [1] })
  })
})

function plain(line: string): unknown {
  const body: unknown = JSON.parse(line.replace(/^\d+:\d+:/, ''))
  return Object.assign({}, body, { sequence: 0 })
}
