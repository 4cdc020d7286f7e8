/**
 * A segment read back from what it stored. Rebuilt after a restart: connections and questions
 * asked. Presence comes back as it was stored, with a grace, so that a deploy that drops every
 * socket does not reorder the front.
 */
import { z } from 'zod'
import { bitsFromText } from '../bits-text.ts'
import { bitsOf, both, isEmpty, minus } from '../bits.ts'
import { damaged, rowSum, unseal, type SnapshotRefusal } from '../snapshot.ts'
import { nextDueMs } from './advance.ts'
import { emptyColumn, offsetsSet, written, type Column } from './columns.ts'
import { nobodySeen, presentBits, seen } from './presence.ts'
import { slotsHeld } from './report.ts'
import { nothingInMemory, type Segment } from './segment.ts'
import { revocationRow, segmentLine, segmentRow, SEGMENT_VERSION, transferRows } from './stored.ts'
import type { ROW_COLUMNS, RevocationRow, SegmentRow, StoredSegment } from './stored.ts'

export type Restored = { readonly kind: 'segment'; readonly segment: Segment } | SnapshotRefusal

/** A new life of the object. Those present at the end of the last one count as seen now. */
export function restoreSegment(stored: StoredSegment, nowMs: number): Restored {
  const opened = unseal(stored.line, SEGMENT_VERSION, segmentLine)
  if (opened.kind === 'refused') return opened
  const { body } = opened
  const rows = z.array(segmentRow).safeParse(stored.rows)
  const revocations = z.array(revocationRow).safeParse(stored.revocations)
  const present = bitsFromText(body.span, body.present)
  const gone = bitsFromText(body.span, body.gone)
  const lapsed = bitsFromText(body.span, body.lapsed)
  const joined = bitsFromText(body.span, body.joined)
  const byCode = bitsFromText(body.span, body.byCode)
  if (!rows.success || !revocations.success || !present || !gone || !lapsed || !joined || !byCode)
    return damaged
  if (!areWhole(rows.data, revocations.data, body)) return damaged
  const { present: _, rows: __, revocations: ___, ...plain } = body
  const segment: Segment = {
    ...plain,
    boot: body.boot + 1,
    sequence: 0,
    gone,
    lapsed,
    joined,
    byCode,
    transfers: transfersFrom(stored.transfers),
    revocations: revocations.data.map(([no, sessionId, untilMs]) => ({ no, sessionId, untilMs })),
    presence: seen(nobodySeen(body.span, nowMs), present, nowMs, nowMs),
    ...columnsFrom(body.span, rows.data),
    offered: bitsOf(
      body.span,
      rows.data.flatMap(([offset, untilMs]) => (untilMs > 0 ? [offset] : [])),
    ),
    dueMs: 0,
    memory: nothingInMemory(body.span),
  }
  return isSound(segment)
    ? { kind: 'segment', segment: { ...segment, dueMs: nextDueMs(segment) } }
    : damaged
}

/** Every slot ever granted is held or returned, and nobody stands in two states at once. */
export function isSound(segment: Segment): boolean {
  const { offered } = segment
  return (
    segment.granted - segment.returned === slotsHeld(segment) &&
    isEmpty(minus(bitsOf(segment.span, offsetsSet(segment.sessionUntilMs)), segment.gone)) &&
    isEmpty(both(offered, segment.gone)) &&
    isEmpty(both(offered, segment.lapsed)) &&
    isEmpty(both(presentBits(segment.presence), segment.lapsed))
  )
}

function transfersFrom(text = '[]'): Segment['transfers'] {
  try {
    return transferRows.safeParse(JSON.parse(text)).data ?? []
  } catch {
    return []
  }
}

/** As many rows as the line says, each another one, none of them altered. */
function areWhole(
  rows: readonly SegmentRow[],
  revocations: readonly RevocationRow[],
  line: z.infer<typeof segmentLine>,
): boolean {
  const offsets = new Set(rows.map(([offset]) => offset))
  const numbers = new Set(revocations.map(([no]) => no))
  return (
    [rows.length, offsets.size].every((count) => count === line.rows) &&
    [revocations.length, numbers.size].every((count) => count === line.revocations) &&
    rows.every((stored) => stored[0] < line.span && hasItsSum(stored)) &&
    revocations.every((stored) => stored[0] <= line.revoked && hasItsSum(stored))
  )
}

function hasItsSum(stored: SegmentRow | RevocationRow): boolean {
  return rowSum(stored.slice(0, -1)) === stored.at(-1)
}

function columnsFrom(
  span: number,
  rows: readonly SegmentRow[],
): Record<(typeof ROW_COLUMNS)[number], Column> {
  // Without the sum, which in a row of before stands where a column does now.
  const byOffset = new Map(rows.map((stored) => [stored[0], stored.slice(1, -1)]))
  const column = (index: number): Column =>
    rows.length === 0
      ? emptyColumn(span)
      : written(emptyColumn(span), byOffset.keys(), (offset) => byOffset.get(offset)?.[index] ?? 0)
  return {
    offerUntilMs: column(0),
    sessionUntilMs: column(1),
    tokenUntilMs: column(2),
    freeAtMs: column(3),
    turn: column(4),
    generation: column(5),
    holder: column(6),
    enteredAtMs: column(7),
  }
}
