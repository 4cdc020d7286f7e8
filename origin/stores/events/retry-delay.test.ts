import { expect, test } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'

test('a batch that fails rests from 100 ms, twice as long each time, to 10 s', () => {
  expect([1, 2, 3, 7, 8, 9, 1_000].map(retryDelayMs)).toEqual([
    100, 200, 400, 6_400, 10_000, 10_000, 10_000,
  ])
})
