/** Where a number stands in its lane: by arrival where its number says, by draw where it fell. */
import { assert } from '../../assert.ts'
import { clipRanges, type Ranges } from '../ranges.ts'
import type { Drawn, LaneCount } from './document.ts'
import { handedOut, numberAtRank, rankOf, type HandedOut } from './handed-out.ts'
import { laneKeyOf } from './lane-key.ts'
import { openPermutation, positionOf, rankAt, type Permutation } from './permutation.ts'
import { rangesFromText } from './ranges-text.ts'

export type LanePositions = {
  /** Numbers below were drawn; the others follow them by arrival. */
  readonly upTo: number
  /** So many positions were drawn. */
  readonly size: number
  readonly drawn: { readonly handedOut: HandedOut; readonly permutation: Permutation } | undefined
}

export const byArrival: LanePositions = { upTo: 0, size: 0, drawn: undefined }

/** For one fan's position, `openWith` is lonePermutation. A lane added after a draw is by arrival. */
export function drawnPositions(
  document: Drawn,
  laneId: string,
  openWith: (key: Uint8Array, size: number) => Permutation = openPermutation,
): LanePositions {
  const lane = document.lanes.find(({ id }) => id === laneId)
  if (lane === undefined) return byArrival
  const { upTo, size } = lane
  if (size === 0) return { upTo, size, drawn: undefined }
  const permutation = openWith(laneKeyOf(document, laneId), size)
  return { upTo, size, drawn: { handedOut: handedOut(rangesOf(lane)), permutation } }
}

/** Undefined for a number that was never handed out: nobody stands anywhere with it. */
export function positionOfNumber(lane: LanePositions, number: number): number | undefined {
  if (number >= lane.upTo) return lane.size + number - lane.upTo
  if (lane.drawn === undefined) return undefined
  const rank = rankOf(lane.drawn.handedOut, number)
  return rank === undefined ? undefined : positionOf(lane.drawn.permutation, rank)
}

/** The reverse: who stands there. */
export function numberAtPosition(lane: LanePositions, position: number): number | undefined {
  if (position >= lane.size) return lane.upTo + position - lane.size
  if (lane.drawn === undefined || position < 0) return undefined
  const rank = rankAt(lane.drawn.permutation, position)
  return numberAtRank(lane.drawn.handedOut, rank)
}

/**
 * Positions of numbers handed out, or void, after a draw: what a segment hears of a desk's account.
 * What a desk says late of numbers in the draw is left out: N is published, and they stay in it.
 */
export function laterPositions(
  { upTo, size }: Pick<LanePositions, 'upTo' | 'size'>,
  numbers: Ranges,
): Ranges {
  const shift = size - upTo
  const later = clipRanges(numbers, upTo, Infinity)
  return later.map(({ from, to }) => ({ from: from + shift, to: to + shift }))
}

function rangesOf({ ranges }: LaneCount): Ranges {
  const read = rangesFromText(ranges)
  assert(read !== undefined, 'ranges that can be read')
  return read
}
