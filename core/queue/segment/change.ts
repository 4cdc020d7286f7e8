/**
 * The change from one version of a segment's document to the next: the offsets that differ in
 * each bitmap. Whoever holds the version it starts from gets the later document; whoever does
 * not has a gap, and reads the document.
 */
import { z } from 'zod'
import { assert } from '../../assert.ts'
import { bitsOf, difference, offsetsOf, type Bits } from '../bits.ts'
import { bitsFromText, bitsToText } from '../bits-text.ts'
import { segmentDocument, type SegmentDocument } from './document.ts'

const MAPS = ['present', 'offered', 'gone', 'lapsed'] as const
const offsets = z.array(z.int().nonnegative())

export const segmentChange = z.object({
  epoch: z.string(),
  lane: z.string(),
  first: z.int(),
  from: segmentDocument.shape.version,
  to: segmentDocument.shape.version,
  asOfMs: z.int(),
  flipped: z.object({ present: offsets, offered: offsets, gone: offsets, lapsed: offsets }),
  moved: z.array(z.tuple([z.int(), z.int()])),
})
export type SegmentChange = z.infer<typeof segmentChange>

export function changeBetween(before: SegmentDocument, after: SegmentDocument): SegmentChange {
  const same =
    before.first === after.first && before.epoch === after.epoch && before.lane === after.lane
  assert(same, 'documents of two segments')
  const flipped = (map: (typeof MAPS)[number]) =>
    offsetsOf(difference(bits(before, map), bits(after, map)))
  const old = new Set((before.moved ?? []).map(String))
  return {
    epoch: after.epoch,
    lane: after.lane,
    first: after.first,
    from: before.version,
    to: after.version,
    asOfMs: after.asOfMs,
    flipped: {
      present: flipped('present'),
      offered: flipped('offered'),
      gone: flipped('gone'),
      lapsed: flipped('lapsed'),
    },
    moved: (after.moved ?? []).filter((place) => !old.has(String(place))),
  }
}

export type Applied =
  | { readonly kind: 'applied'; readonly document: SegmentDocument }
  | { readonly kind: 'gap' }

export function applyChange(document: SegmentDocument, change: SegmentChange): Applied {
  const fits =
    change.epoch === document.epoch &&
    change.lane === document.lane &&
    change.first === document.first &&
    change.from.join() === document.version.join()
  const named = [...MAPS.flatMap((map) => change.flipped[map]), ...change.moved.map(([at]) => at)]
  const inside = named.every((offset) => offset < document.span)
  if (!fits || !inside) return { kind: 'gap' }
  const flip = (map: (typeof MAPS)[number]) =>
    bitsToText(difference(bits(document, map), bitsOf(document.span, change.flipped[map])))
  const moved = [...new Map([...(document.moved ?? []), ...change.moved])]
  return {
    kind: 'applied',
    document: {
      ...document,
      version: change.to,
      asOfMs: change.asOfMs,
      present: flip('present'),
      offered: flip('offered'),
      gone: flip('gone'),
      lapsed: flip('lapsed'),
      ...(moved.length > 0 && { moved: moved.toSorted(([a], [b]) => a - b) }),
    },
  }
}

function bits(document: SegmentDocument, map: (typeof MAPS)[number]): Bits {
  const read = bitsFromText(document.span, document[map])
  assert(read !== undefined, 'a document was parsed before it was used')
  return read
}
