/** Numbers as sorted, disjoint, half-open ranges. Leases speak of nothing else. */
type Range = { readonly from: number; readonly to: number }
export type Ranges = readonly Range[]

/** Adds ranges to a set; overlapping and touching ones become one. */
export function addRanges(set: Ranges, added: Ranges): Ranges {
  const merged: { from: number; to: number }[] = []
  const all = [...set, ...added].filter(({ from, to }) => from < to)
  for (const { from, to } of all.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** What of the first is not in the second. */
export function subtractRanges(set: Ranges, removed: Ranges): Ranges {
  let rest = set
  for (const { from, to } of removed) {
    if (from >= to) continue
    rest = rest.flatMap((range) => {
      if (to <= range.from || from >= range.to) return [range]
      const before = { from: range.from, to: Math.min(from, range.to) }
      const after = { from: Math.max(to, range.from), to: range.to }
      return [before, after].filter((part) => part.from < part.to)
    })
  }
  return rest
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
