import { expect, test } from 'vitest'
import { spreadOf } from './spread.ts'

test('of five values the median is the third and the quartiles are the second and fourth', () => {
  expect(spreadOf([50, 10, 30, 20, 40])).toEqual({
    median: 30,
    lowerQuartile: 20,
    upperQuartile: 40,
    min: 10,
    max: 50,
  })
})

test('between two values the quantiles are interpolated', () => {
  expect(spreadOf([10, 20])).toEqual({
    median: 15,
    lowerQuartile: 12.5,
    upperQuartile: 17.5,
    min: 10,
    max: 20,
  })
})

test('values are ordered as numbers, not as text', () => {
  expect(spreadOf([9, 10, 100])).toMatchObject({ min: 9, median: 10, max: 100 })
})

test('nothing has no spread', () => {
  expect(() => spreadOf([])).toThrow('at least one value')
})
