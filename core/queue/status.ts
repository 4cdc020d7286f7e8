/**
 * What one fan is told, computed from the room's document and, near the front, their segment's
 * (R6). Nobody is asked: a poll, a push and a page without script all come from here.
 */
import { assert } from '../assert.ts'
import { estimatedAhead } from './ahead.ts'
import { bitsFromText } from './bits-text.ts'
import { countBelow, has, type Bits } from './bits.ts'
import { waitRange, type WaitRange } from './estimate/range.ts'
import type { RoomDocument } from './room/document.ts'
import type { SegmentDocument } from './segment/document.ts'

type Standing = 'waiting' | 'offered' | 'lapsed' | 'absent' | 'gone' | 'superseded'

export type FanStatus = {
  readonly phase: RoomDocument['phase']
  readonly standing: Standing
  /** Present fans ahead: exact from a segment's document, an estimate without. */
  readonly presentAhead: number
  readonly isEstimate: boolean
  /** Everyone ahead who is not gone. Never rises, if the fan keeps the least they were told. */
  readonly atMostAhead: number
  /** How long until the turn; undefined while the room does not know. */
  readonly wait: WaitRange | undefined
  /** The oldest instant any of it was true. */
  readonly asOfMs: number
}

/** A segment's document with its bitmaps read, so that many statuses are computed from one. */
export type OpenDocument = {
  readonly document: SegmentDocument
  readonly present: Bits
  readonly offered: Bits
  readonly gone: Bits
  readonly lapsed: Bits
  readonly moved: ReadonlyMap<number, number>
}

export function openDocument(document: SegmentDocument): OpenDocument | undefined {
  const { span } = document
  const present = bitsFromText(span, document.present)
  const offered = bitsFromText(span, document.offered)
  const gone = bitsFromText(span, document.gone)
  const lapsed = bitsFromText(span, document.lapsed)
  if (!present || !offered || !gone || !lapsed) return undefined
  return { document, present, offered, gone, lapsed, moved: new Map(document.moved ?? []) }
}

export function statusOf(
  room: RoomDocument,
  laneId: string,
  position: number,
  generation: number,
  segment: OpenDocument | undefined,
): FanStatus {
  const lane = room.lanes.find(({ id }) => id === laneId)
  assert(lane !== undefined, 'the lane of a place is in its room')
  const index = Math.floor(position / room.span)
  const offset = position - index * room.span
  const goneBefore = sumBefore(lane.gone, index)
  const waits = room.waits.lanes[laneId] ?? []
  if (segment === undefined) {
    const presentAhead = estimatedIn(lane, room.span, position)
    return {
      phase: room.phase,
      standing: 'waiting',
      presentAhead,
      isEstimate: true,
      wait: waitRange(waits, presentAhead),
      atMostAhead: position - goneBefore,
      asOfMs: room.asOfMs,
    }
  }
  assert(segment.document.first === index * room.span, 'the document of the fan’s own segment')
  const counted = sumBefore(lane.waiting, index) + countBelow(segment.present, offset)
  const isEstimate = position > lane.countedUpTo
  // Who connects early must not be told that only those ahead who did so too are here.
  const presentAhead = isEstimate
    ? Math.max(counted, estimatedIn(lane, room.span, position))
    : counted
  return {
    phase: room.phase,
    standing: standingAt(segment, offset, generation),
    presentAhead,
    wait: waitRange(waits, presentAhead),
    isEstimate,
    atMostAhead: position - goneBefore - countBelow(segment.gone, offset),
    asOfMs: Math.min(room.asOfMs, segment.document.asOfMs),
  }
}

type LaneDocument = RoomDocument['lanes'][number]

/** From the document alone. */
function estimatedIn(lane: LaneDocument, span: number, position: number): number {
  const counts = {
    frontier: lane.frontier,
    calledUpTo: lane.calledUpTo,
    countedUpTo: lane.countedUpTo,
    presentShare: lane.presentShare,
    waitingIn: (index: number) => lane.waiting[index] ?? 0,
    outOf: (index: number) => (lane.gone[index] ?? 0) + (lane.offered[index] ?? 0),
  }
  return estimatedAhead(counts, span, position)
}

function standingAt(segment: OpenDocument, offset: number, generation: number): Standing {
  if ((segment.moved.get(offset) ?? 0) > generation) return 'superseded'
  if (has(segment.gone, offset)) return 'gone'
  if (has(segment.offered, offset)) return 'offered'
  if (has(segment.lapsed, offset)) return 'lapsed'
  return has(segment.present, offset) ? 'waiting' : 'absent'
}

/**
 * How many are in the line, as fans are told: those who are counted, and where some are far, whom
 * nobody asks whether they are here, what a fan at its very end would be told is ahead (R6).
 */
export function inTheLine({ span, lanes }: RoomDocument): number {
  return lanes.reduce((total, lane) => {
    const counted = sumBefore(lane.waiting, lane.waiting.length)
    const hasFar = lane.frontier > lane.nearUpTo
    return total + (hasFar ? Math.max(counted, estimatedIn(lane, span, lane.frontier)) : counted)
  }, 0)
}

/** How many wait of whom it is known. Nobody, and slots may lie ready for whoever comes. */
export function waitingInAll(room: RoomDocument): number {
  return room.lanes.reduce((sum, { waiting }) => sum + sumBefore(waiting, waiting.length), 0)
}

function sumBefore(counts: readonly number[], index: number): number {
  let sum = 0
  for (let at = 0; at < index; at += 1) sum += counts[at] ?? 0
  return sum
}
