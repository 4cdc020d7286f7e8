import { expect, test } from 'vitest'
import { ServerClock } from './server-clock.ts'

test('the server’s clock was read half way between asking and hearing', () => {
  const clock = new ServerClock()

  clock.learn(10_100, 5_000, 5_200)

  expect(clock.aheadMs).toBe(5_000)
})

test('a slower answer knows less, until what is known is a minute old', () => {
  const clock = new ServerClock()
  clock.learn(10_100, 5_000, 5_200)

  clock.learn(12_000, 6_000, 9_000)
  expect(clock.aheadMs).toBe(5_000)
  clock.learn(80_000, 70_000, 73_000)
  expect(clock.aheadMs).toBe(8_500)
})

test('a clock that jumped is noticed by the next push', () => {
  const clock = new ServerClock()
  clock.learn(10_100, 5_000, 5_200)

  clock.guess(5_400, 6_000)
  expect(clock.aheadMs).toBe(5_000)
  clock.guess(-3_600_000, 7_000)
  expect(clock.aheadMs).toBe(-3_600_000)
})
