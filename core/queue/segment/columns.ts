/**
 * Numbers by offset, 0 meaning none. Values never change: writing copies one chunk of 32 and the
 * list of chunks, and shares the rest. Each chunk knows its lowest value and how many are set, so
 * that looking for what is due passes over the chunks where nothing can be.
 */
import { assert } from '../../assert.ts'

type Chunk = {
  readonly values: readonly number[]
  /** The lowest value that is set; Infinity when none is. */
  readonly lowest: number
  readonly set: number
}

export type Column = { readonly span: number; readonly chunks: readonly Chunk[] }

const CHUNK_BITS = 5
const CHUNK = 1 << CHUNK_BITS

const emptyChunk = chunkOf(Array.from({ length: CHUNK }, () => 0))

export function emptyColumn(span: number): Column {
  const chunks = Array.from({ length: Math.ceil(span / CHUNK) }, () => emptyChunk)
  return { span, chunks }
}

export function withValue({ span, chunks }: Column, offset: number, value: number): Column {
  assert(offset >= 0 && offset < span, 'offset outside the segment')
  const index = offset >>> CHUNK_BITS
  const values = (chunks[index] ?? emptyChunk).values.slice()
  values[offset & (CHUNK - 1)] = value
  const next = chunks.slice()
  next[index] = chunkOf(values)
  return { span, chunks: next }
}

/** Offsets may come in any order, but those that follow one another share a copy. */
export function written(
  { span, chunks }: Column,
  offsets: Iterable<number>,
  valueOf: (offset: number, old: number) => number,
): Column {
  const next = chunks.slice()
  let open = -1
  let values: number[] = []
  for (const offset of offsets) {
    assert(offset >= 0 && offset < span, 'offset outside the segment')
    const index = offset >>> CHUNK_BITS
    if (index !== open) {
      if (open >= 0) next[open] = chunkOf(values)
      open = index
      values = (next[index] ?? emptyChunk).values.slice()
    }
    const within = offset & (CHUNK - 1)
    values[within] = valueOf(offset, values[within] ?? 0)
  }
  if (open >= 0) next[open] = chunkOf(values)
  return { span, chunks: next }
}

export function at({ chunks }: Column, offset: number): number {
  return chunks[offset >>> CHUNK_BITS]?.values[offset & (CHUNK - 1)] ?? 0
}

/** Offsets whose value is set and not later than the bound, in order. */
export function dueOffsets({ chunks }: Column, boundMs: number): number[] {
  const due: number[] = []
  let first = 0
  for (const { values, lowest, set } of chunks) {
    if (set > 0 && lowest <= boundMs) {
      for (let within = 0; within < CHUNK; within += 1) {
        const value = values[within] ?? 0
        if (value > 0 && value <= boundMs) due.push(first + within)
      }
    }
    first += CHUNK
  }
  return due
}

/** Offsets at which two columns of one segment differ. What they share is passed over. */
export function changedOffsets(a: Column, b: Column): number[] {
  const offsets: number[] = []
  for (const [index, chunk] of b.chunks.entries()) {
    const old = a.chunks[index]
    if (chunk === old) continue
    for (const [within, value] of chunk.values.entries()) {
      if (value !== old?.values[within]) offsets.push(index * CHUNK + within)
    }
  }
  return offsets
}

/** The lowest value that is set; Infinity when none is. */
export function earliest({ chunks }: Column): number {
  let lowest = Infinity
  for (const chunk of chunks) lowest = Math.min(lowest, chunk.lowest)
  return lowest
}

export function offsetsSet(column: Column): number[] {
  return dueOffsets(column, Infinity)
}

export function countSet({ chunks }: Column): number {
  let total = 0
  for (const { set } of chunks) total += set
  return total
}

function chunkOf(values: readonly number[]): Chunk {
  let lowest = Infinity
  let set = 0
  for (const value of values) {
    if (value <= 0) continue
    set += 1
    if (value < lowest) lowest = value
  }
  return { values, lowest, set }
}
