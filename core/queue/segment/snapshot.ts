/**
 * What a segment stores: one line for the whole span, and one row for each fan who holds a turn,
 * a session or a moved place, of which there are no more than the cap and the moves. Rebuilt
 * after a restart: connections and questions asked. Presence comes back as it was stored, with a
 * grace, so that a deploy that drops every socket does not reorder the front.
 */
import { z } from 'zod'
import { bitsFromText, bitsToText } from '../bits-text.ts'
import { bitsOf, both, isEmpty, offsetsOf } from '../bits.ts'
import { damaged, seal, unseal, type SnapshotRefusal } from '../snapshot.ts'
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
  turns: whole,
  granted: whole,
  returned: whole,
  spare: whole,
  spareUntilMs: whole,
  revocations: z.array(z.object({ no: whole, sessionId: z.string(), untilMs: whole })),
  revoked: whole,
})

const COLUMNS = [
  'offerUntilMs',
  'sessionUntilMs',
  'tokenUntilMs',
  'freeAtMs',
  'turn',
  'generation',
] as const

/** Offset, then a value for each of the columns. */
const row = z.tuple([whole, whole, whole, whole, whole, whole, whole])
type SegmentRow = z.infer<typeof row>

export type StoredSegment = { readonly line: string; readonly rows: readonly SegmentRow[] }

export function storedSegment(segment: Segment): StoredSegment {
  const { name, span, terms, boot, sequence, turns, granted, returned } = segment
  const { spare, spareUntilMs, revocations, revoked } = segment
  const body: z.infer<typeof line> = {
    name,
    span,
    terms,
    boot,
    sequence,
    present: bitsToText(presentBits(segment.presence)),
    gone: bitsToText(segment.gone),
    lapsed: bitsToText(segment.lapsed),
    turns,
    granted,
    returned,
    spare,
    spareUntilMs,
    revocations: [...revocations],
    revoked,
  }
  return { line: seal(VERSION, body), rows: rowsOf(segment) }
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
  if (!rows.success || !present || !gone || !lapsed) return damaged
  if (rows.data.some(([offset]) => offset >= body.span)) return damaged
  const { present: _, ...plain } = body
  const segment: Segment = {
    ...plain,
    boot: body.boot + 1,
    sequence: 0,
    gone,
    lapsed,
    presence: seen(nobodySeen(body.span, nowMs), offsetsOf(present), nowMs, nowMs),
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
    isEmpty(both(offered, segment.gone)) &&
    isEmpty(both(offered, segment.lapsed))
  )
}

function rowsOf(segment: Segment): SegmentRow[] {
  const kept = new Set<number>()
  for (const name of ['offerUntilMs', 'sessionUntilMs', 'freeAtMs', 'generation'] as const) {
    for (const offset of offsetsSet(segment[name])) kept.add(offset)
  }
  return [...kept]
    .toSorted((a, b) => a - b)
    .map((offset) => [
      offset,
      at(segment.offerUntilMs, offset),
      at(segment.sessionUntilMs, offset),
      at(segment.tokenUntilMs, offset),
      at(segment.freeAtMs, offset),
      at(segment.turn, offset),
      at(segment.generation, offset),
    ])
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
