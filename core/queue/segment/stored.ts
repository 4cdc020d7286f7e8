/**
 * How a segment is written down: one line for the whole span, one row for each fan who holds a
 * turn, a session or a moved place, and one for each session cut short that could still be
 * accepted. Each row has its own sum, and the line says how many there are.
 */
import { z } from 'zod'
import { bitsToText } from '../bits-text.ts'
import { rowSum, seal } from '../snapshot.ts'
import { at, offsetsSet } from './columns.ts'
import { presentBits } from './presence.ts'
import type { Revocation, Segment } from './segment.ts'

export const SEGMENT_VERSION = 1
const whole = z.int().nonnegative()

export const segmentLine = z.object({
  name: z.object({ epoch: z.string(), lane: z.string(), index: whole }),
  span: z.int().positive(),
  terms: z.object({ offerMs: whole, sessionMs: whole, tokenMs: whole }),
  boot: whole,
  sequence: whole,
  present: z.string(),
  gone: z.string(),
  lapsed: z.string(),
  joined: z.string(),
  /** A line of before has none. */
  byCode: z.string().default(''),
  turns: whole,
  /** A line of before has none. */
  lapses: whole.default(0),
  calledUpTo: whole,
  granted: whole,
  returned: whole,
  spare: whole,
  spareUntilMs: whole,
  revoked: whole,
  /** How many rows belong to this line: one that is missing is missed. */
  rows: whole,
  revocations: whole,
})

export const ROW_COLUMNS = [
  'offerUntilMs',
  'sessionUntilMs',
  'tokenUntilMs',
  'freeAtMs',
  'turn',
  'generation',
  'holder',
  'enteredAtMs',
] as const

/** Offset, a value for each of the columns, and the row's sum. A row of before lacks the last two. */
export const segmentRow = z.union([
  z.tuple([whole, whole, whole, whole, whole, whole, whole, whole]),
  z.tuple([whole, whole, whole, whole, whole, whole, whole, whole, whole, whole]),
])
export type SegmentRow = z.infer<typeof segmentRow>

/** Number, session, end, and the row's sum. */
export const revocationRow = z.tuple([whole, z.string(), whole, whole])
export type RevocationRow = z.infer<typeof revocationRow>

/** Codes are no part of the line: it is written far more often than they change. */
export const transferRows = z.array(
  z.object({
    position: whole,
    secret: whole,
    untilMs: whole,
    triesLeft: whole,
    redeemed: z.object({ claimant: z.string(), generation: whole }).exactOptional(),
  }),
)

export type StoredSegment = {
  readonly line: string
  /** As JSON. What cannot be read is no code: its fan asks for another. */
  readonly transfers?: string | undefined
  readonly rows: readonly SegmentRow[]
  readonly revocations: readonly RevocationRow[]
}

export function storedSegment(segment: Segment): StoredSegment {
  return {
    line: lineOf(segment),
    transfers: JSON.stringify(segment.transfers),
    rows: offsetsKept(segment).map((offset) => rowOf(segment, offset)),
    revocations: segment.revocations.map(revocationRowOf),
  }
}

export function lineOf(segment: Segment): string {
  const { name, span, terms, boot, sequence, turns, lapses, calledUpTo, granted, returned } =
    segment
  const { spare, spareUntilMs, revocations, revoked } = segment
  const body: z.infer<typeof segmentLine> = {
    name,
    span,
    terms,
    boot,
    sequence,
    present: bitsToText(presentBits(segment.presence)),
    gone: bitsToText(segment.gone),
    lapsed: bitsToText(segment.lapsed),
    joined: bitsToText(segment.joined),
    byCode: bitsToText(segment.byCode),
    turns,
    lapses,
    calledUpTo,
    granted,
    returned,
    spare,
    spareUntilMs,
    revoked,
    rows: offsetsKept(segment).length,
    revocations: revocations.length,
  }
  return seal(SEGMENT_VERSION, body)
}

/** Whoever holds something: those a row is kept for. */
function offsetsKept(segment: Segment): number[] {
  const kept = new Set<number>()
  for (const name of ['offerUntilMs', 'sessionUntilMs', 'freeAtMs', 'generation'] as const) {
    for (const offset of offsetsSet(segment[name])) kept.add(offset)
  }
  return [...kept].toSorted((a, b) => a - b)
}

export function isKept(segment: Segment, offset: number): boolean {
  const { offerUntilMs, sessionUntilMs, freeAtMs, generation } = segment
  return [offerUntilMs, sessionUntilMs, freeAtMs, generation].some(
    (column) => at(column, offset) > 0,
  )
}

export function rowOf(segment: Segment, offset: number): SegmentRow {
  const { offerUntilMs, sessionUntilMs, tokenUntilMs, freeAtMs, turn, generation } = segment
  const { holder, enteredAtMs } = segment
  const fields = [
    offset,
    at(offerUntilMs, offset),
    at(sessionUntilMs, offset),
    at(tokenUntilMs, offset),
    at(freeAtMs, offset),
    at(turn, offset),
    at(generation, offset),
    at(holder, offset),
    at(enteredAtMs, offset),
  ] as const
  return [...fields, rowSum(fields)]
}

export function revocationRowOf({ no, sessionId, untilMs }: Revocation): RevocationRow {
  return [no, sessionId, untilMs, rowSum([no, sessionId, untilMs])]
}
