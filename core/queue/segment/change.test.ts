import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lives, segmentWith, START_MS, withGrants } from '../fixtures.ts'
import { applyChange, changeBetween, segmentChange } from './change.ts'
import { documentOf } from './document.ts'
import { movePlace } from './places.ts'

const segment = segmentWith([1, 2, 3])
const before = documentOf(segment, START_MS)
const after = documentOf(withGrants(segment, 2, START_MS), START_MS + 250)
const change = changeBetween(before, after)

describe('the change between two documents', () => {
  test('names the offsets that differ, in each bitmap', () => {
    expect(change).toMatchObject({ from: before.version, to: after.version })
    expect(change.flipped).toEqual({ present: [1, 2], offered: [1, 2], gone: [], lapsed: [] })
  })

  test('makes the later document of the earlier one, for any two of a segment’s life', () => {
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), (life, i, j) => {
        const [a, b] = [i % life.length, j % life.length].toSorted((x, y) => x - y)
        const [first, second] = [life[a ?? 0] ?? segment, life[b ?? 0] ?? segment]
        const [old, young] = [documentOf(first, START_MS), documentOf(second, START_MS + 9)]

        const between = changeBetween(old, young)

        expect(segmentChange.parse(between)).toEqual(between)
        expect(applyChange(old, between)).toEqual({ kind: 'applied', document: young })
      }),
    )
  })

  test('of nothing has nothing in it, though the document is younger', () => {
    const same = changeBetween(before, documentOf(segment, START_MS + 250))

    expect(same.flipped).toEqual({ present: [], offered: [], gone: [], lapsed: [] })
    expect(applyChange(before, same)).toMatchObject({ document: { asOfMs: START_MS + 250 } })
  })

  test('R5: names only the places that moved since', () => {
    const once = movePlace(movePlace(segment, 9, 0, START_MS).segment, 3, 0, START_MS).segment
    const twice = movePlace(once, 9, 1, START_MS).segment

    const moves = changeBetween(documentOf(once, START_MS), documentOf(twice, START_MS))

    expect(moves.moved).toEqual([[9, 2]])
  })

  test.each([
    ['another version', { from: [1, 77] as [number, number] }],
    ['another life of the segment', { from: [2, before.version[1]] as [number, number] }],
    ['another segment', { first: 40 }],
    ['another epoch', { epoch: 'epoch-b' }],
    ['another lane', { lane: 'b' }],
  ])('from %s is a gap, and changes nothing', (_, other) => {
    expect(applyChange(before, { ...change, ...other })).toEqual({ kind: 'gap' })
  })

  test.each(['present', 'offered', 'gone', 'lapsed'])(
    'of an offset beyond the span is a gap: %s',
    (map) => {
      const flips = (offset: number) => ({
        ...change,
        flipped: { ...change.flipped, [map]: [offset] },
      })

      expect(applyChange(before, flips(39)).kind).toBe('applied')
      expect(applyChange(before, flips(40))).toEqual({ kind: 'gap' })
    },
  )

  test('applied twice, the second time is a gap', () => {
    const applied = applyChange(before, change)

    const again = applyChange(applied.kind === 'applied' ? applied.document : before, change)

    expect(again).toEqual({ kind: 'gap' })
  })

  test('of two segments, or two epochs, is a fault', () => {
    const second = documentOf(segmentWith([], 1), START_MS)

    expect(() => changeBetween(before, second)).toThrow('documents of two segments')
    expect(() => changeBetween(before, { ...after, epoch: 'epoch-b' })).toThrow('two segments')
    expect(() => changeBetween(before, { ...after, lane: 'b' })).toThrow('two segments')
  })
})

test('a change that moves a place beyond the span is a gap', () => {
  const before = documentOf(segmentWith([1]), START_MS)
  const change = changeBetween(before, before)

  const applied = applyChange(before, { ...change, moved: [[before.span, 1]] })

  expect(applied).toEqual({ kind: 'gap' })
})
