/**
 * Numbers by offset, 0 meaning none. Values never change: writing returns a copy, which for a
 * segment's span is one memory copy of 16 KB. Until the first write all segments share one column.
 */
export type Column = Float64Array

const empty = new Map<number, Column>()

export function emptyColumn(span: number): Column {
  const shared = empty.get(span) ?? new Float64Array(span)
  empty.set(span, shared)
  return shared
}

export function written(
  column: Column,
  offsets: Iterable<number>,
  valueOf: (offset: number, old: number) => number,
): Column {
  const next = column.slice()
  for (const offset of offsets) next[offset] = valueOf(offset, next[offset] ?? 0)
  return next
}

export function at(column: Column, offset: number): number {
  return column[offset] ?? 0
}

/** Offsets whose value is set and not later than the bound. */
export function dueOffsets(column: Column, boundMs: number): number[] {
  const due: number[] = []
  for (let offset = 0; offset < column.length; offset += 1) {
    const value = column[offset] ?? 0
    if (value > 0 && value <= boundMs) due.push(offset)
  }
  return due
}

/** The lowest value that is set; Infinity when none is. */
export function earliest(column: Column): number {
  let lowest = Infinity
  for (let offset = 0; offset < column.length; offset += 1) {
    const value = column[offset] ?? 0
    if (value > 0 && value < lowest) lowest = value
  }
  return lowest
}

export function offsetsSet(column: Column): number[] {
  return dueOffsets(column, Infinity)
}
