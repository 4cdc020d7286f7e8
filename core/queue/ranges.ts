/** Numbers as sorted, disjoint, half-open ranges. Leases speak of nothing else. */
type Range = { readonly from: number; readonly to: number }
export type Ranges = readonly Range[]

/** Adds ranges to a set; overlapping and touching ones become one. */
export function addRanges(set: Ranges, added: Ranges): Ranges {
  return added.reduce(addRange, set)
}

/** What of the first is not in the second. */
export function subtractRanges(set: Ranges, removed: Ranges): Ranges {
  return removed.reduceRight(subtractRange, set)
}

/** The part of the ranges within [from, to). */
export function clipRanges(set: Ranges, from: number, to: number): Ranges {
  return set
    .map((range) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to) }))
    .filter((range) => range.from < range.to)
}

export function sizeOf(set: Ranges): number {
  return set.reduce((total, { from, to }) => total + to - from, 0)
}

// Both look from the end: what is said is most often about the newest numbers.

function addRange(set: Ranges, { from, to }: Range): Ranges {
  if (from >= to) return set
  const start = set.findLastIndex((range) => range.to < from) + 1
  const end = set.findLastIndex((range) => range.from <= to) + 1
  // Where nothing touches, these are the neighbours, and take nothing from the bounds.
  const lowest = Math.min(from, set[start]?.from ?? from)
  const highest = Math.max(to, set[end - 1]?.to ?? to)
  return set.toSpliced(start, end - start, { from: lowest, to: highest })
}

function subtractRange(set: Ranges, { from, to }: Range): Ranges {
  if (from >= to) return set
  const start = set.findLastIndex((range) => range.to <= from) + 1
  const end = set.findLastIndex((range) => range.from < to) + 1
  if (start === end) return set
  const before = { from: set[start]?.from ?? from, to: from }
  const after = { from: to, to: set[end - 1]?.to ?? to }
  const rest = [before, after].filter((part) => part.from < part.to)
  return set.toSpliced(start, end - start, ...rest)
}
