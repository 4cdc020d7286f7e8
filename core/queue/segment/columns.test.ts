import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { at, countSet, dueOffsets, earliest, emptyColumn, offsetsSet } from './columns.ts'
import { withValue, written, type Column } from './columns.ts'

/** Spans about the size of a chunk and far from it. */
const spans = fc.constantFrom(1, 5, 31, 32, 33, 40, 63, 64, 65, 2_048)

/** A column, and the plain array it stands for, after some writing: here and there, or to many. */
const columns = spans.chain((span) => {
  const value = fc.oneof(fc.nat(5), fc.integer({ min: 1_790_000_000_000, max: 1_790_000_000_020 }))
  const offset = fc.oneof(fc.nat(span - 1), fc.constantFrom(0, span - 1))
  const writing = fc.record({ offsets: fc.array(offset, { maxLength: 8 }), value })
  return fc.array(writing, { maxLength: 12 }).map((writings) => {
    const plain = Array.from({ length: span }, () => 0)
    let column = emptyColumn(span)
    for (const { offsets, value } of writings) {
      const [first = 0] = offsets
      column =
        offsets.length === 1 ? withValue(column, first, value) : raised(column, offsets, value)
      for (const offset of offsets) {
        plain[offset] = offsets.length === 1 ? value : (plain[offset] ?? 0) + value
      }
    }
    return { span, column, plain }
  })
})

function raised(column: Column, offsets: number[], by: number): Column {
  return written(column, offsets, (_, old) => old + by)
}

function valuesOf(column: Column): number[] {
  return Array.from({ length: column.span }, (_, offset) => at(column, offset))
}

describe('a column', () => {
  test('holds what an array of its span would, however it was written', () => {
    fc.assert(
      fc.property(columns, ({ column, plain }) => {
        expect(valuesOf(column)).toEqual(plain)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('finds what is due, set and earliest as going through the array would', () => {
    const bounds = fc.oneof(
      fc.nat(40),
      fc.nat(40).map((ms) => 1_790_000_000_000 + ms),
    )
    fc.assert(
      fc.property(columns, bounds, ({ column, plain }, boundMs) => {
        const set = [...plain.keys()].filter((offset) => (plain[offset] ?? 0) > 0)
        const due = set.filter((offset) => (plain[offset] ?? 0) <= boundMs)

        expect(dueOffsets(column, boundMs)).toEqual(due)
        expect(offsetsSet(column)).toEqual(set)
        expect(countSet(column)).toBe(set.length)
        expect(earliest(column)).toBe(Math.min(...plain.filter((value) => value > 0)))
      }),
      { numRuns: inject('runs') },
    )
  })

  test('that was written from is as it was, and so are all that are empty', () => {
    fc.assert(
      fc.property(columns, fc.nat(), ({ span, column, plain }, anywhere) => {
        const offset = anywhere % span

        withValue(column, offset, 7)
        raised(column, [offset, 0, span - 1], 7)

        expect(valuesOf(column)).toEqual(plain)
        expect(offsetsSet(emptyColumn(span))).toEqual([])
      }),
      { numRuns: inject('runs') },
    )
  })

  test('holds nothing beyond its span, and cannot be written there', () => {
    const column = withValue(emptyColumn(5), 4, 40)

    expect(at(column, 4)).toBe(40)
    expect(at(column, 5)).toBe(0)
    expect(at(column, 2_048)).toBe(0)
    expect(() => withValue(column, 5, 1)).toThrow('offset outside the segment')
    expect(() => raised(column, [-1], 1)).toThrow('offset outside the segment')
  })
})
