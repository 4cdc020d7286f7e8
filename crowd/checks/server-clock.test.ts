import { expect, test } from 'vitest'
import { joined, told } from '../fixtures/records.ts'
import { earliestMs, latestMs, serverClock } from './server-clock.ts'

test('the quickest polls bound the difference between the clocks', () => {
  const statuses = [
    told(1_100, { sentMs: 1_000, nowServerMs: 61_020 }),
    told(2_010, { sentMs: 2_000, nowServerMs: 62_004 }),
  ]

  const clock = serverClock([joined(1, 1, 0, { statuses })])

  expect(clock).toEqual({ aheadLeastMs: 59_994, aheadMostMs: 60_005 })
  expect(earliestMs(70_000, clock)).toBe(9_995)
  expect(latestMs(70_000, clock)).toBe(10_006)
})

test('what a socket said says nothing about when it was sent', () => {
  const statuses = [told(1_000, { by: 'socket', nowServerMs: 5 })]

  expect(serverClock([joined(1, 1, 0, { statuses })])).toEqual({ aheadLeastMs: 0, aheadMostMs: 0 })
})
