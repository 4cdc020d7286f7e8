/**
 * What everybody may know of a segment: one small document from which each fan's status is
 * computed without asking the segment. Its bitmaps are disjoint.
 */
import { z } from 'zod'
import { bitsToText } from '../bits-text.ts'
import { at, offsetsSet } from './columns.ts'
import { firstPosition, waitingBits, type Segment } from './segment.ts'

const whole = z.int().nonnegative()

export const segmentDocument = z.object({
  epoch: z.string(),
  lane: z.string(),
  /** The position of the first bit. */
  first: whole,
  span: whole,
  /** Boot and sequence: of two documents the greater is the later. */
  version: z.tuple([whole, whole]),
  asOfMs: whole,
  /** In the line, here, and not offered a turn. */
  present: z.string(),
  offered: z.string(),
  /** Out of the line for good. */
  gone: z.string(),
  /** Missed a turn; back with "I'm here". */
  lapsed: z.string(),
  /** Places that moved: offset and generation, for those above 0. */
  moved: z.array(z.tuple([whole, whole])).exactOptional(),
})
export type SegmentDocument = z.infer<typeof segmentDocument>

export function documentOf(segment: Segment, asOfMs: number): SegmentDocument {
  const { offered } = segment
  const moved = offsetsSet(segment.generation)
  return {
    epoch: segment.name.epoch,
    lane: segment.name.lane,
    first: firstPosition(segment),
    span: segment.span,
    version: [segment.boot, segment.sequence],
    asOfMs,
    present: bitsToText(waitingBits(segment)),
    offered: bitsToText(offered),
    gone: bitsToText(segment.gone),
    lapsed: bitsToText(segment.lapsed),
    ...(moved.length > 0 && {
      moved: moved.map((offset) => [offset, at(segment.generation, offset)]),
    }),
  }
}

type Versioned = Pick<SegmentDocument, 'version' | 'epoch'>

/** Whether the first is later than the second. Of another epoch nothing is. */
export function isLater(a: Versioned, b: Versioned): boolean {
  if (a.epoch !== b.epoch) return false
  const [aBoot, aSequence] = a.version
  const [bBoot, bSequence] = b.version
  return aBoot !== bBoot ? aBoot > bBoot : aSequence > bSequence
}
