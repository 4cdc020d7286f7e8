/**
 * What a transition has to write: the line, and the rows that are new, other or no longer kept.
 * Nothing when only what a living object knows has changed (pings, questions asked), so that a
 * fan who merely waits costs no row.
 */
import { equal } from '../bits.ts'
import { changedOffsets } from './columns.ts'
import { presentBits } from './presence.ts'
import type { Segment } from './segment.ts'
import { isKept, lineOf, revocationRowOf, rowOf, ROW_COLUMNS } from './stored.ts'
import type { RevocationRow, SegmentRow } from './stored.ts'

export type StoredChange = {
  readonly line: string
  /** When codes were offered, tried or redeemed. */
  readonly transfers: string | undefined
  readonly rows: readonly SegmentRow[]
  /** Offsets whose rows are to be removed. */
  readonly dropped: readonly number[]
  readonly revoked: readonly RevocationRow[]
  /** Numbers of revocations that could not be accepted any more. */
  readonly forgotten: readonly number[]
}

const PLAIN = [
  'boot',
  'turns',
  'lapses',
  'calledUpTo',
  'granted',
  'returned',
  'spare',
  'spareUntilMs',
  'revoked',
  'revocations',
  'transfers',
  ...ROW_COLUMNS,
] as const

export function storedChange(before: Segment, after: Segment): StoredChange | undefined {
  if (isSameStored(before, after)) return undefined
  const touched = new Set(
    ROW_COLUMNS.flatMap((column) => changedOffsets(before[column], after[column])),
  )
  const offsets = [...touched]
  const kept = offsets.filter((offset) => isKept(after, offset))
  const dropped = offsets.filter((offset) => !isKept(after, offset) && isKept(before, offset))
  return {
    line: lineOf(after),
    transfers: before.transfers === after.transfers ? undefined : JSON.stringify(after.transfers),
    rows: kept.map((offset) => rowOf(after, offset)),
    dropped,
    ...revocationChange(before, after),
  }
}

function isSameStored(before: Segment, after: Segment): boolean {
  return (
    PLAIN.every((part) => before[part] === after[part]) &&
    equal(presentBits(before.presence), presentBits(after.presence)) &&
    equal(before.gone, after.gone) &&
    equal(before.joined, after.joined) &&
    equal(before.lapsed, after.lapsed) &&
    equal(before.byCode, after.byCode)
  )
}

function revocationChange(
  before: Segment,
  after: Segment,
): Pick<StoredChange, 'revoked' | 'forgotten'> {
  if (before.revocations === after.revocations) return { revoked: [], forgotten: [] }
  const alive = new Set(after.revocations.map(({ no }) => no))
  return {
    revoked: after.revocations.filter(({ no }) => no > before.revoked).map(revocationRowOf),
    forgotten: before.revocations.flatMap(({ no }) => (alive.has(no) ? [] : [no])),
  }
}
