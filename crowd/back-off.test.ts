import { expect, test } from 'vitest'
import { backOffMs, retryMs } from './back-off.ts'

test('tries are further and further apart, up to five seconds', () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => backOffMs(failures, 1))).toEqual([
    400, 800, 1_600, 3_200, 5_000, 5_000,
  ])
})

test('half of the time is random, so that a crowd does not come back as one', () => {
  expect([backOffMs(3, 0), backOffMs(3, 0.5), backOffMs(3, 1)]).toEqual([800, 1_200, 1_600])
})

test('nobody comes before the server wants them', () => {
  expect(retryMs(1, 3_000, 0)).toBeGreaterThanOrEqual(3_000)
  expect(retryMs(1, undefined, 0)).toBe(200)
})
