import { expect, test } from 'vitest'
import { bytesText, countText, decimalText, durationText, shareText } from './figures.ts'
import { usdText, wrapped } from './figures.ts'

test.each([
  [0, '0 s'],
  [850, '850 ms'],
  [1_000, '1 s'],
  [3_250, '3.2 s'],
  [59_700, '1 min'],
  [750_000, '12 min 30 s'],
  [3_599_600, '1 h'],
  [11_100_000, '3 h 5 min'],
  [86_399_000, '1 d'],
  [-90_000, '−1 min 30 s'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

test.each([
  [0, '0 %'],
  [0.00001, 'under 0.01 %'],
  [0.0133, '1.3 %'],
  [0.002, '0.2 %'],
  [1, '100 %'],
  [Number.NaN, '–'],
])('a share of %d is %s', (share, text) => {
  expect(shareText(share)).toBe(text)
})

test('thousands stand apart', () => {
  expect([countText(1_234_567), decimalText(5_999.45), decimalText(0.01274)]).toEqual([
    '1,234,567',
    '5,999',
    '0.0127',
  ])
})

test('bytes have the unit that keeps them short', () => {
  expect([0, 999, 1_000, 448_000_000, 2e15].map(bytesText)).toEqual([
    '0 B',
    '999 B',
    '1 KB',
    '448 MB',
    '2,000 TB',
  ])
})

test('a price that is not nothing never reads as nothing', () => {
  expect([0, 0.004, 0.1, 1_234.5].map(usdText)).toEqual(['$0.00', '<$0.01', '$0.10', '$1,234.50'])
})

test('text is wrapped at words, and a long word keeps its line', () => {
  expect(wrapped('one two extraordinary x', 7)).toEqual(['one two', 'extraordinary', 'x'])
  expect(wrapped('', 7)).toEqual([])
})
