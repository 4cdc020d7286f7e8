import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addRanges, clipRanges, sizeOf, subtractRanges, type Ranges } from './ranges.ts'

const anyRanges = fc.array(
  fc.tuple(fc.nat(30), fc.nat(8)).map(([from, size]) => ({ from, to: from + size })),
  { maxLength: 6 },
)

function numbersOf(ranges: Ranges): Set<number> {
  return new Set(
    ranges.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
  )
}

/** Sorted, apart, and none of them empty. */
function isTidy(ranges: Ranges): boolean {
  return ranges.every(({ from, to }, at) => from < to && from > (ranges[at - 1]?.to ?? -1))
}

describe('ranges of numbers', () => {
  test('together they hold what a Set of the numbers would, sorted and apart', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, (a, b) => {
        const both = addRanges(addRanges([], a), b)

        expect(numbersOf(both)).toEqual(numbersOf(a).union(numbersOf(b)))
        expect(isTidy(both)).toBe(true)
        expect(sizeOf(both)).toBe(numbersOf(both).size)
      }),
    )
  })

  test('what is taken away is what a Set would take away', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, (a, b) => {
        const rest = subtractRanges(addRanges([], a), b)

        expect(numbersOf(rest)).toEqual(numbersOf(a).difference(numbersOf(b)))
        expect(isTidy(rest)).toBe(true)
        expect(sizeOf(rest)).toBe(numbersOf(rest).size)
      }),
    )
  })

  test('clipped, only the numbers within the bounds are left', () => {
    fc.assert(
      fc.property(anyRanges, fc.nat(40), fc.nat(40), (ranges, from, to) => {
        const inside = clipRanges(addRanges([], ranges), from, to)

        const expected = [...numbersOf(ranges)].filter((number) => number >= from && number < to)
        expect(numbersOf(inside)).toEqual(new Set(expected))
        expect(isTidy(inside)).toBe(true)
      }),
    )
  })

  test('nothing taken away splits no range', () => {
    const whole = [{ from: 0, to: 10 }]

    expect(subtractRanges(whole, [{ from: 5, to: 5 }])).toEqual(whole)
  })

  test('ranges that touch become one', () => {
    const ranges = addRanges(
      [{ from: 5, to: 7 }],
      [
        { from: 7, to: 9 },
        { from: 0, to: 4 },
      ],
    )

    expect(ranges).toEqual([
      { from: 0, to: 4 },
      { from: 5, to: 9 },
    ])
  })
})
