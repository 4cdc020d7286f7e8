/** The numbers of a lane that are in a draw, and how many of them are lower than a given one. */
import type { Ranges } from '../ranges.ts'

export type HandedOut = {
  readonly size: number
  readonly ranges: Ranges
  /** How many numbers are in the ranges before each. */
  readonly before: readonly number[]
}

export function handedOut(ranges: Ranges): HandedOut {
  const before: number[] = []
  let size = 0
  for (const { from, to } of ranges) {
    before.push(size)
    size += to - from
  }
  return { size, ranges, before }
}

/** Everything below `upTo` that is not known never to be handed out. */
export function allBut(neverOut: Ranges, upTo: number): Ranges {
  const ranges: { from: number; to: number }[] = []
  let at = 0
  for (const { from, to } of neverOut) {
    if (from > at) ranges.push({ from: at, to: from })
    at = to
  }
  if (upTo > at) ranges.push({ from: at, to: upTo })
  return ranges
}

/** How many numbers in the draw are lower; undefined for a number that is not in it. */
export function rankOf({ ranges, before }: HandedOut, number: number): number | undefined {
  const index = lastAtOrBelow(ranges.length, number, (at) => ranges[at]?.from ?? Infinity)
  const range = ranges[index]
  if (range === undefined || number >= range.to) return undefined
  return (before[index] ?? 0) + number - range.from
}

/** The reverse of rankOf. */
export function numberAtRank(
  { size, ranges, before }: HandedOut,
  rank: number,
): number | undefined {
  if (rank < 0 || rank >= size) return undefined
  const index = lastAtOrBelow(before.length, rank, (at) => before[at] ?? Infinity)
  return (ranges[index]?.from ?? 0) + rank - (before[index] ?? 0)
}

function lastAtOrBelow(length: number, wanted: number, valueAt: (at: number) => number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (valueAt(middle) <= wanted) low = middle + 1
    else high = middle
  }
  return low - 1
}
