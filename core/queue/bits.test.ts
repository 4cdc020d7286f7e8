import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as bits from './bits.ts'

/** A span, two sets within it and an offset, as bits and as what they stand for. */
const sets = fc.integer({ min: 1, max: 130 }).chain((span) => {
  const offset = fc.nat(span - 1)
  return fc.record({
    span: fc.constant(span),
    a: fc.uniqueArray(offset),
    b: fc.uniqueArray(offset),
    offset,
  })
})
const inOrder = (offsets: Iterable<number>) => [...offsets].toSorted((x, y) => x - y)

describe('a set of offsets', () => {
  test('holds what a Set of the same offsets holds, in order', () => {
    fc.assert(
      fc.property(sets, ({ span, a, offset }) => {
        const set = bits.bitsOf(span, a)

        expect(bits.offsetsOf(set)).toEqual(inOrder(a))
        expect(bits.has(set, offset)).toBe(a.includes(offset))
        expect(bits.count(set)).toBe(a.length)
        expect(bits.isEmpty(set)).toBe(a.length === 0)
      }),
    )
  })

  test('gains and loses an offset as a Set does, and is itself unchanged', () => {
    fc.assert(
      fc.property(sets, ({ span, a, b, offset }) => {
        const set = bits.bitsOf(span, a)

        const without = inOrder(a.filter((other) => other !== offset))
        expect(bits.offsetsOf(bits.withoutBit(set, offset))).toEqual(without)
        expect(bits.offsetsOf(bits.withBit(set, offset))).toEqual(inOrder([...without, offset]))
        expect(bits.offsetsOf(bits.withBits(set, b))).toEqual(inOrder(new Set([...a, ...b])))
        expect(bits.offsetsOf(set)).toEqual(inOrder(a))
      }),
    )
  })

  test('joins, meets and parts with another as Sets do', () => {
    fc.assert(
      fc.property(sets, ({ span, a, b }) => {
        const [x, y] = [bits.bitsOf(span, a), bits.bitsOf(span, b)]
        const [p, q] = [new Set(a), new Set(b)]

        expect(bits.offsetsOf(bits.unionOf(span, [x, y]))).toEqual(inOrder(p.union(q)))
        expect(bits.offsetsOf(bits.both(x, y))).toEqual(inOrder(p.intersection(q)))
        expect(bits.offsetsOf(bits.minus(x, y))).toEqual(inOrder(p.difference(q)))
        expect(bits.offsetsOf(bits.difference(x, y))).toEqual(inOrder(p.symmetricDifference(q)))
        expect(bits.equal(x, y)).toBe(p.symmetricDifference(q).size === 0)
      }),
    )
  })

  test('counts below an offset, and finds its lowest, as a sorted list would', () => {
    fc.assert(
      fc.property(sets, fc.nat(140), ({ span, a, offset }, limit) => {
        const set = bits.bitsOf(span, a)

        expect(bits.countBelow(set, offset)).toBe(a.filter((other) => other < offset).length)
        expect(bits.countBelow(set, span)).toBe(a.length)
        expect(bits.lowest(set, limit)).toEqual(inOrder(a).slice(0, limit))
      }),
    )
  })

  test('an offset that changes nothing gives back the very same set', () => {
    const set = bits.bitsOf(40, [31, 32])

    expect(bits.withBit(set, 31)).toBe(set)
    expect(bits.withoutBit(set, 30)).toBe(set)
  })

  test('two sets of different spans are never equal, and never combined', () => {
    const [short, long] = [bits.emptyBits(31), bits.emptyBits(32)]

    expect(bits.equal(short, long)).toBe(false)
    expect(() => bits.minus(short, long)).toThrow('sets of different spans')
  })

  test.each([-1, 40, Number.NaN])('an offset outside the span is a fault: %s', (offset) => {
    const set = bits.emptyBits(40)

    expect(() => bits.has(set, offset)).toThrow('offset outside the segment')
    expect(() => bits.withBits(set, [offset])).toThrow('offset outside the segment')
    expect(() => bits.withoutBit(set, offset)).toThrow('offset outside the segment')
    expect(() => bits.countBelow(set, offset === 40 ? 41 : offset)).toThrow('offset outside')
  })
})
