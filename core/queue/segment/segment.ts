/**
 * A segment: a span of one lane's positions, with the presence, offers and sessions of those who
 * stand there. It takes slots the room granted and gives them to the lowest present fans; it does
 * not know the cap. What a fan is, in the order of their way:
 *
 *   unknown or absent → present → offered → in session → gone
 *                         ↑          ↓
 *                        here ←── lapsed (absent until "I'm here")
 *
 * Everything but `memory` is stored before it is answered.
 */
import { assert } from '../../assert.ts'
import { emptyBits, minus, type Bits } from '../bits.ts'
import { OFFER_MS, SEGMENT_SPAN, SESSION_MS, TOKEN_MS } from '../limits.ts'
import { emptyColumn, type Column } from './columns.ts'
import { nobodySeen, presentBits, type Presence } from './presence.ts'

/** Which segment this is: lane, and place in the lane. */
export type SegmentName = { readonly epoch: string; readonly lane: string; readonly index: number }

/** How long things last in this room. */
export type SegmentTerms = {
  readonly offerMs: number
  readonly sessionMs: number
  readonly tokenMs: number
}

export type Revocation = {
  readonly no: number
  readonly sessionId: string
  readonly untilMs: number
}

export type Transfer = {
  readonly position: number
  readonly secret: number
  readonly untilMs: number
  readonly triesLeft: number
  /** By whom, and what came of it. */
  readonly redeemed?: { readonly claimant: string; readonly generation: number }
}

export type Segment = {
  readonly name: SegmentName
  readonly span: number
  readonly terms: SegmentTerms
  /** Raised with every life of the object; with `sequence` it orders what the segment says. */
  readonly boot: number
  /** Raised with every change anybody outside can see. */
  readonly sequence: number

  readonly presence: Presence
  /** Out of the line for good: void numbers, fans who left, fans who were admitted. Only grows. */
  readonly gone: Bits
  /** Accounted for as handed out: a desk may say so again, and joining counts once. */
  readonly joined: Bits
  /** Missed their turn, and absent until they say "I'm here". */
  readonly lapsed: Bits

  /** Who holds an offer, and until when it may be claimed. */
  readonly offered: Bits
  readonly offerUntilMs: Column
  /** Until when the session at an offset lasts. */
  readonly sessionUntilMs: Column
  /** The end of the last token signed for the session at an offset. */
  readonly tokenUntilMs: Column
  /** When the slot of an ended session is free: no verifier can still accept its token. */
  readonly freeAtMs: Column
  /** Which of the segment's turns was offered at an offset last: it names the session. */
  readonly turn: Column
  /** How often the place at an offset has moved to another holder. */
  readonly generation: Column
  /** Whom the tokens of the session at an offset are made for, and by the code of which instant. */
  readonly holder: Column
  readonly enteredAtMs: Column
  /** Places that went to another device by a code: tokens of before do not take them back. */
  readonly byCode: Bits
  /** Codes that may be redeemed, and those lately were. */
  readonly transfers: readonly Transfer[]
  readonly turns: number
  /** How many turns were missed, of all that were ever offered here. */
  readonly lapses: number
  /** Past the highest position ever called here. */
  readonly calledUpTo: number

  /** The room's total of grants, as last heard; our total of slots returned. Both only grow. */
  readonly granted: number
  readonly returned: number
  /** Slots granted and not offered yet, and until when the room lets us offer them. */
  readonly spare: number
  readonly spareUntilMs: number

  /** Sessions cut short whose tokens could still be accepted, numbered for the room's cursor. */
  readonly revocations: readonly Revocation[]
  readonly revoked: number

  /** No deadline is due before this. */
  readonly dueMs: number
  readonly memory: SegmentMemory
}

/** Known only to a living object, found out again after a restart. */
export type SegmentMemory = {
  readonly connected: Bits
  /** When "still there?" was asked of the fan at an offset. */
  readonly probedAtMs: Column
  /** When it was asked of those who did not answer: only a later sign of life brings them back. */
  readonly silentSinceMs: Column
}

export const defaultTerms: SegmentTerms = {
  offerMs: OFFER_MS,
  sessionMs: SESSION_MS,
  tokenMs: TOKEN_MS,
}

export function openSegment(
  name: SegmentName,
  nowMs: number,
  terms: SegmentTerms = defaultTerms,
  span: number = SEGMENT_SPAN,
): Segment {
  assert(span >= 1 && span <= SEGMENT_SPAN, 'span out of range')
  assert(name.index >= 0, 'segments count from 0')
  const column = emptyColumn(span)
  return {
    name,
    span,
    terms,
    boot: 1,
    sequence: 0,
    presence: nobodySeen(span, nowMs),
    gone: emptyBits(span),
    joined: emptyBits(span),
    lapsed: emptyBits(span),
    offered: emptyBits(span),
    offerUntilMs: column,
    sessionUntilMs: column,
    tokenUntilMs: column,
    freeAtMs: column,
    turn: column,
    generation: column,
    holder: column,
    enteredAtMs: column,
    byCode: emptyBits(span),
    transfers: [],
    turns: 0,
    lapses: 0,
    calledUpTo: 0,
    granted: 0,
    returned: 0,
    spare: 0,
    spareUntilMs: 0,
    revocations: [],
    revoked: 0,
    dueMs: Infinity,
    memory: nothingInMemory(span),
  }
}

export function nothingInMemory(span: number): SegmentMemory {
  return {
    connected: emptyBits(span),
    probedAtMs: emptyColumn(span),
    silentSinceMs: emptyColumn(span),
  }
}

export function firstPosition({ name, span }: Segment): number {
  return name.index * span
}

/** The offset of a position that this segment holds. */
export function offsetOf(segment: Segment, position: number): number {
  const offset = position - firstPosition(segment)
  assert(offset >= 0 && offset < segment.span, 'position of another segment')
  return offset
}

/** In the line and here: those a slot may be offered to. */
export function waitingBits(segment: Segment): Bits {
  return minus(inLineHere(segment), segment.offered)
}

/** Nobody who lapsed is among them: a lapse forgets them, and signs of life do not count. */
function inLineHere({ presence, gone }: Segment): Bits {
  return minus(presentBits(presence), gone)
}

/** A change others can see: the document's version moves on. */
export function changed(segment: Segment, changes: Partial<Segment>): Segment {
  return { ...segment, ...changes, sequence: segment.sequence + 1 }
}
