import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bitsFromText, bitsToText } from './bits-text.ts'
import { bitsOf, emptyBits, offsetsOf } from './bits.ts'
import { SEGMENT_SPAN } from './limits.ts'

const sets = fc
  .integer({ min: 1, max: 130 })
  .chain((span) =>
    fc.record({ span: fc.constant(span), offsets: fc.uniqueArray(fc.nat(span - 1)) }),
  )

describe('bits as text', () => {
  test('every set is read back as it was written', () => {
    fc.assert(
      fc.property(sets, ({ span, offsets }) => {
        const bits = bitsOf(span, offsets)

        const text = bitsToText(bits)

        expect(text).toMatch(/^[\w-]*$/)
        expect(bitsFromText(span, text)).toEqual(bits)
      }),
    )
  })

  test('the text is the base64 of the bytes, lowest offset first', () => {
    const bits = bitsOf(40, [0, 9, 18, 39])

    const text = bitsToText(bits)

    expect(text).toBe('AQIEAIA')
  })

  test('an empty set is empty text, and a full segment is 342 letters', () => {
    const everybody = bitsOf(SEGMENT_SPAN, Array(SEGMENT_SPAN).keys())

    expect(bitsToText(emptyBits(SEGMENT_SPAN))).toBe('')
    expect(bitsToText(everybody)).toHaveLength(342)
  })

  test('zeros at the end cost nothing', () => {
    expect(bitsToText(bitsOf(SEGMENT_SPAN, [3]))).toBe('CA')
  })

  test.each([
    ['a letter that is not of the alphabet', 'C='],
    ['a letter of another alphabet', 'C+'],
    ['a single letter, less than a byte', 'A'],
    ['bits left over that are set', 'CB'],
    ['more bytes than the span has', 'AAAAAAAAAAAB'],
    ['an offset beyond the span', 'AAAAAAAB'],
  ])('%s is refused', (_, text) => {
    expect(bitsFromText(40, text)).toBeUndefined()
  })

  test('whatever else is read is a set within the span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.string({ maxLength: 24 }), (span, text) => {
        const bits = bitsFromText(span, text)

        const inside = bits === undefined || offsetsOf(bits).every((offset) => offset < span)
        expect(inside).toBe(true)
      }),
    )
  })
})
