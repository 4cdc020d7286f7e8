import * as fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { BLACK, WHITE, colourOf, contrastOf, hexOf, luminanceOf, mixed } from './colour.ts'

const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('a colour is read from its digits, large or small, and written in small ones', () => {
  expect(colourOf('#FFa001')).toEqual({ red: 255, green: 160, blue: 1 })
  expect(hexOf({ red: 255, green: 160, blue: 1 })).toBe('#ffa001')
})

test.each(['', '#fff', '#12345', '#1234567', '#12345g', 'red', '#123456;', '\n#123456'])(
  'what is no colour is not read: %j',
  (text) => {
    expect(() => colourOf(text)).toThrow('should not happen')
  },
)

// As WCAG's own understanding documents and its working examples have them.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#767676', '#ffffff', 4.54],
  ['#777777', '#ffffff', 4.48],
  ['#ff0000', '#ffffff', 4.0],
  ['#0000ff', '#ffffff', 8.59],
  ['#00ff00', '#ffffff', 1.37],
  ['#010101', '#000000', 1.01],
])('%s on %s has the contrast WCAG gives it: %f', (first, second, contrast) => {
  expect(contrastOf(colourOf(first), colourOf(second))).toBeCloseTo(contrast, 2)
})

test('a share of nothing is the first, of one the second, and a half is between', () => {
  const red = colourOf('#c80000')

  expect(mixed(red, WHITE, 0)).toEqual(red)
  expect(mixed(red, WHITE, 1)).toEqual(WHITE)
  expect(hexOf(mixed(red, BLACK, 0.5))).toBe('#640000')
})

test('whatever the colours: the same either way round, between 1 and 21, read as written', () => {
  fc.assert(
    fc.property(hex, hex, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
      const [first, second] = [colourOf(a), colourOf(b)]
      const contrast = contrastOf(first, second)

      expect(contrastOf(second, first)).toBe(contrast)
      expect(contrast).toBeGreaterThanOrEqual(1)
      expect(contrast).toBeLessThanOrEqual(21)
      expect(hexOf(first)).toBe(a)
      expect(luminanceOf(mixed(first, WHITE, share))).toBeGreaterThanOrEqual(luminanceOf(first))
      expect(luminanceOf(mixed(first, BLACK, share))).toBeLessThanOrEqual(luminanceOf(first))
    }),
    { numRuns: inject('runs') },
  )
})
