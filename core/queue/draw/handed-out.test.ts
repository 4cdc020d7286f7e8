import * as fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { addRanges } from '../ranges.ts'
import { allBut, handedOut, numberAtRank, rankOf } from './handed-out.ts'

const gaps = fc
  .array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
  .map((parts) =>
    addRanges(
      [],
      parts.map(([from, size]) => ({ from, to: from + size })),
    ),
  )

test('R9: the numbers in a draw are all but those nobody can hold, and ranked without gaps', () => {
  fc.assert(
    fc.property(gaps, fc.integer({ min: 70, max: 100 }), (voids, upTo) => {
      const inDraw = handedOut(allBut(voids, upTo))

      const numbers = Array.from({ length: upTo }, (_, number) => number)
      const held = numbers.filter((n) => !voids.some(({ from, to }) => n >= from && n < to))
      expect(inDraw.size).toBe(held.length)
      expect(held.map((number) => rankOf(inDraw, number))).toEqual(held.map((_, rank) => rank))
      expect(held.map((_, rank) => numberAtRank(inDraw, rank))).toEqual(held)
      const nobodys = numbers.filter((number) => !held.includes(number))
      expect(nobodys.every((number) => rankOf(inDraw, number) === undefined)).toBe(true)
    }),
    { numRuns: inject('runs') },
  )
})

test('outside of the draw there is no rank, and outside of the ranks no number', () => {
  const inDraw = handedOut([{ from: 3, to: 5 }])

  expect([2, 5, -1].map((number) => rankOf(inDraw, number))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect([-1, 2].map((rank) => numberAtRank(inDraw, rank))).toEqual([undefined, undefined])
  expect(allBut([], 0)).toEqual([])
})
