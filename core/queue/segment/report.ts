/**
 * Segment → room: everything as absolute values, so that any report makes up for those lost
 * before it. Boot and sequence order reports that overtake each other.
 */
import { count } from '../bits.ts'
import { countSet } from './columns.ts'
import { presentBits } from './presence.ts'
import { waitingBits, type Revocation, type Segment } from './segment.ts'

export type SegmentReport = {
  readonly epoch: string
  readonly lane: string
  readonly index: number
  readonly boot: number
  readonly sequence: number
  readonly asOfMs: number
  /** The highest total of grants seen: the answer to the room's increment. */
  readonly granted: number
  readonly returned: number
  readonly spare: number
  /** Past the highest position ever called: how far the line has come. */
  readonly calledUpTo: number
  readonly counts: SegmentCounts
  /** Turns ever offered, and missed, here. A segment of before does not say. */
  readonly turns?: number
  readonly lapses?: number
  /** Revocations after the room's cursor. */
  readonly revocations: readonly Revocation[]
}

export type SegmentCounts = {
  /** Present and not offered: those a slot can be offered to. */
  readonly waiting: number
  readonly present: number
  readonly offered: number
  readonly inside: number
  readonly gone: number
}

export function reportOf(segment: Segment, afterRevocation: number, nowMs: number): SegmentReport {
  const { name, boot, sequence, granted, returned, spare, calledUpTo } = segment
  const { turns, lapses } = segment
  return {
    ...name,
    boot,
    sequence,
    asOfMs: nowMs,
    granted,
    returned,
    spare,
    calledUpTo,
    counts: countsOf(segment),
    turns,
    lapses,
    revocations: revocationsAfter(segment, afterRevocation),
  }
}

export function countsOf(segment: Segment): SegmentCounts {
  return {
    waiting: count(waitingBits(segment)),
    present: count(presentBits(segment.presence)),
    offered: count(segment.offered),
    inside: countSet(segment.sessionUntilMs),
    gone: count(segment.gone),
  }
}

/** Slots the segment accounts for; with those returned they are the grants it has seen (R1). */
export function slotsHeld(segment: Segment): number {
  const { offered, inside } = countsOf(segment)
  return segment.spare + offered + inside + countSet(segment.freeAtMs)
}

/** Numbers rise: what the room has not heard is at the end of thousands. */
function revocationsAfter({ revocations }: Segment, no: number): readonly Revocation[] {
  const heard = revocations.findLastIndex((revocation) => revocation.no <= no)
  return revocations.slice(heard + 1)
}
