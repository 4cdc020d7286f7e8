/**
 * What a segment stores: one line for the whole span, and one row for each fan who holds a turn,
 * a session or a moved place, of which there are no more than the cap and the moves. Rebuilt
 * after a restart: connections and questions asked. Presence comes back as it was stored, with a
 * grace, so that a deploy that drops every socket does not reorder the front.
 */
import { z } from 'zod'
import { bitsFromText, bitsToText } from '../bits-text.ts'
import { bitsOf, both, isEmpty, minus } from '../bits.ts'
import { damaged, rowSum, seal, unseal, type SnapshotRefusal } from '../snapshot.ts'
import { nextDueMs } from './advance.ts'
import { at, emptyColumn, offsetsSet, written, type Column } from './columns.ts'
import { nobodySeen, presentBits, seen } from './presence.ts'
import { slotsHeld } from './report.ts'
import { nothingInMemory, type Segment } from './segment.ts'

const VERSION = 1
const whole = z.int().nonnegative()

const line = z.object({
  name: z.object({ epoch: z.string(), lane: z.string(), index: whole }),
  span: z.int().positive(),
  terms: z.object({ offerMs: whole, sessionMs: whole, tokenMs: whole }),
  boot: whole,
  sequence: whole,
  present: z.string(),
  gone: z.string(),
  lapsed: z.string(),
  joined: z.string(),
  turns: whole,
  calledUpTo: whole,
  granted: whole,
  returned: whole,
  spare: whole,
  spareUntilMs: whole,
  revocations: z.array(z.object({ no: whole, sessionId: z.string(), untilMs: whole })),
  revoked: whole,
  /** How many rows belong to this line: one that is missing is missed. */
  rows: whole,
})

const COLUMNS = [
  'offerUntilMs',
  'sessionUntilMs',
  'tokenUntilMs',
  'freeAtMs',
  'turn',
  'generation',
] as const

/** Offset, a value for each of the columns, and the row's sum. */
const row = z.tuple([whole, whole, whole, whole, whole, whole, whole, whole])
type SegmentRow = z.infer<typeof row>

export type StoredSegment = { readonly line: string; readonly rows: readonly SegmentRow[] }

export function storedSegment(segment: Segment): StoredSegment {
  const { name, span, terms, boot, sequence, turns, calledUpTo, granted, returned } = segment
  const { spare, spareUntilMs, revocations, revoked } = segment
  const rows = rowsOf(segment)
  const body: z.infer<typeof line> = {
    name,
    span,
    terms,
    boot,
    sequence,
    present: bitsToText(presentBits(segment.presence)),
    gone: bitsToText(segment.gone),
    lapsed: bitsToText(segment.lapsed),
    joined: bitsToText(segment.joined),
    turns,
    calledUpTo,
    granted,
    returned,
    spare,
    spareUntilMs,
    revocations: [...revocations],
    revoked,
    rows: rows.length,
  }
  return { line: seal(VERSION, body), rows }
}

export type Restored = { readonly kind: 'segment'; readonly segment: Segment } | SnapshotRefusal

/** A new life of the object. Those present at the end of the last one count as seen now. */
export function restoreSegment(stored: StoredSegment, nowMs: number): Restored {
  const opened = unseal(stored.line, VERSION, line)
  if (opened.kind === 'refused') return opened
  const { body } = opened
  const rows = z.array(row).safeParse(stored.rows)
  const present = bitsFromText(body.span, body.present)
  const gone = bitsFromText(body.span, body.gone)
  const lapsed = bitsFromText(body.span, body.lapsed)
  const joined = bitsFromText(body.span, body.joined)
  if (!rows.success || !present || !gone || !lapsed || !joined) return damaged
  if (!areWhole(rows.data, body)) return damaged
  const { present: _, rows: __, ...plain } = body
  const segment: Segment = {
    ...plain,
    boot: body.boot + 1,
    sequence: 0,
    gone,
    lapsed,
    joined,
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

/** As many rows as the line says, each for another offset of the span, none of them altered. */
function areWhole(
  rows: readonly SegmentRow[],
  { span, rows: count }: z.infer<typeof line>,
): boolean {
  const offsets = new Set(rows.map(([offset]) => offset))
  return (
    rows.length === count &&
    offsets.size === count &&
    rows.every((stored) => stored[0] < span && rowSum(stored.slice(0, -1)) === stored.at(-1))
  )
}

function rowsOf(segment: Segment): SegmentRow[] {
  const kept = new Set<number>()
  for (const name of ['offerUntilMs', 'sessionUntilMs', 'freeAtMs', 'generation'] as const) {
    for (const offset of offsetsSet(segment[name])) kept.add(offset)
  }
  return [...kept].toSorted((a, b) => a - b).map((offset) => rowOf(segment, offset))
}

function rowOf(segment: Segment, offset: number): SegmentRow {
  const { offerUntilMs, sessionUntilMs, tokenUntilMs, freeAtMs, turn, generation } = segment
  const columns = [offerUntilMs, sessionUntilMs, tokenUntilMs, freeAtMs, turn, generation] as const
  const [offer, session, token, free, serial, moves] = columns.map((column) => at(column, offset))
  const fields = [offset, offer ?? 0, session ?? 0, token ?? 0, free ?? 0, serial ?? 0, moves ?? 0]
  return row.parse([...fields, rowSum(fields)])
}

function columnsFrom(span: number, rows: SegmentRow[]): Record<(typeof COLUMNS)[number], Column> {
  const byOffset = new Map(rows.map(([offset, ...values]) => [offset, values]))
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
  }
}
