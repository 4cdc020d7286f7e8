import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { estimatedAhead, type LineCounts } from './ahead.ts'

const SPAN = 10

type Seg = { waiting: number; out: number }

function lineOf(segments: readonly Seg[], changes: Partial<LineCounts> = {}): LineCounts {
  return {
    frontier: segments.length * SPAN,
    calledUpTo: 0,
    countedUpTo: 0,
    presentShare: 1,
    waitingIn: (index) => segments[index]?.waiting ?? 0,
    outOf: (index) => segments[index]?.out ?? 0,
    ...changes,
  }
}

/** Counts that can be: nobody both waits and is out of the line. */
const segment = fc
  .tuple(fc.nat(SPAN), fc.nat(SPAN))
  .map(([here, out]): Seg => ({ waiting: Math.min(here, SPAN - out), out }))
const lines = fc.record({
  segments: fc.array(segment, { minLength: 1, maxLength: 12 }),
  called: fc.nat(120),
  counted: fc.nat(120),
  presentShare: fc.double({ min: 0, max: 1, noNaN: true }),
  missing: fc.nat(SPAN - 1),
})

describe('how many are ahead', () => {
  test('R6: with everything counted, is what the segments below say', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 12 }), fc.nat(12), (segments, below) => {
        const line = lineOf(segments, { countedUpTo: segments.length * SPAN, presentShare: 0.5 })

        const sum = segments.slice(0, below).reduce((total, { waiting }) => total + waiting, 0)
        expect(estimatedAhead(line, SPAN, below * SPAN)).toBe(sum)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R6: is never less for who stands further back, nor more than all that are not out', () => {
    fc.assert(
      fc.property(lines, ({ segments, called, counted, presentShare, missing }) => {
        const frontier = segments.length * SPAN - missing
        const line = lineOf(segments, {
          calledUpTo: Math.min(called, frontier),
          countedUpTo: counted,
          presentShare,
          frontier,
        })

        let before = 0
        for (let position = 0; position <= segments.length * SPAN + 5; position += 1) {
          const ahead = estimatedAhead(line, SPAN, position)
          expect(ahead).toBeGreaterThanOrEqual(before)
          before = ahead
        }
        const inLine = segments.reduce(
          (sum, { waiting, out }) => sum + Math.max(waiting, SPAN - out),
          0,
        )
        expect(before).toBeLessThanOrEqual(inLine)
      }),
      { numRuns: inject('runs') },
    )
  })

  test('R6: beyond what is counted, takes the share of those who came so far', () => {
    const segments = [
      { waiting: 4, out: 0 },
      { waiting: 0, out: 4 },
      { waiting: 0, out: 0 },
    ]
    const line = lineOf(segments, { countedUpTo: 10, presentShare: 0.5 })

    expect([10, 20, 30].map((position) => estimatedAhead(line, SPAN, position))).toEqual([4, 7, 12])
  })

  test('R6: takes nobody for absent who was seen', () => {
    const line = lineOf([{ waiting: 9, out: 0 }], { presentShare: 0.2 })

    expect(estimatedAhead(line, SPAN, 10)).toBe(9)
  })

  test('a segment that near ends within is not counted yet', () => {
    const line = lineOf([{ waiting: 2, out: 0 }], { countedUpTo: 9 })

    expect(estimatedAhead(line, SPAN, 10)).toBe(10)
    expect(estimatedAhead({ ...line, countedUpTo: 10 }, SPAN, 10)).toBe(2)
  })

  test('R4: those who wait stand beyond the last who was called, and before that nobody does', () => {
    const line = lineOf([{ waiting: 4, out: 6 }], { countedUpTo: 10, calledUpTo: 6 })

    expect([3, 6, 8, 10].map((position) => estimatedAhead(line, SPAN, position))).toEqual([
      0, 0, 2, 4,
    ])
  })

  test('who comes back where all were called is ahead of every later segment', () => {
    const line = lineOf(
      [
        { waiting: 1, out: 0 },
        { waiting: 2, out: 0 },
      ],
      { countedUpTo: 20, calledUpTo: 10 },
    )

    expect([10, 15, 20].map((position) => estimatedAhead(line, SPAN, position))).toEqual([1, 2, 3])
  })

  test('those of the newest segment stand among the numbers handed out, and not behind them', () => {
    const line = lineOf([{ waiting: 4, out: 0 }], { countedUpTo: 10, frontier: 4 })

    expect([2, 4, 9].map((position) => estimatedAhead(line, SPAN, position))).toEqual([2, 4, 4])
  })

  test('a page that knows its number before the document does has all it names ahead', () => {
    const line = lineOf([{ waiting: 4, out: 0 }], { frontier: 4 })

    expect(estimatedAhead(line, SPAN, 35)).toBe(4)
  })
})
