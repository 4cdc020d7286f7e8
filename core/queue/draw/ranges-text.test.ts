import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import type { Ranges } from '../ranges.ts'
import { rangesFromText, rangesToText } from './ranges-text.ts'

/** Sorted and disjoint, with gaps and lengths of every size a lane can have. */
const anyRanges = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 ** 20 })),
      size: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 ** 20 })),
    }),
    { maxLength: 8 },
  )
  .map((parts) => {
    let at = -1
    return parts.map(({ gap, size }) => {
      const from = at + gap
      at = from + size
      return { from, to: at }
    })
  })

describe('ranges as text', () => {
  test.each([
    [[], ''],
    [[{ from: 0, to: 1 }], 'AAE'],
    [
      [
        { from: 2, to: 130 },
        { from: 131, to: 132 },
      ],
      'AoABAQE',
    ],
  ] satisfies [Ranges, string][])('%j is %j', (ranges, text) => {
    expect(rangesToText(ranges)).toBe(text)
    expect(rangesFromText(text)).toEqual(ranges)
  })

  test('come back as they were', () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        expect(rangesFromText(rangesToText(ranges))).toEqual(ranges)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R9: one set has one text: whatever can be read is written the same again', () => {
    const letters = fc.string({
      unit: fc.constantFrom('A', 'A', 'B', 'C', 'I', 'g', 'Q', 'w', '_', '-'),
      maxLength: 12,
    })
    fc.assert(
      fc.property(letters, (text) => {
        const ranges = rangesFromText(text)
        expect(ranges === undefined ? text : rangesToText(ranges)).toBe(text)
      }),
      { numRuns: inject('runs') * 10 },
    )
  })

  test.each([
    ['an empty range', 'AQA'],
    ['two that touch', 'AAEAAQ'],
    ['a gap that nothing follows', 'AQ'],
    ['a varint that is cut off', 'AIA'],
    ['a longer way to write a number', 'AIEA'],
    ['a letter that is none', 'AA*'],
    ['bits left over', 'AAF'],
    ['a number beyond all lanes', 'AICAgIAB'],
  ])('%s is none', (_, text) => {
    expect(rangesFromText(text)).toBeUndefined()
  })
})
