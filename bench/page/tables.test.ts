import { expect, test } from 'vitest'
import { waitingTable, weightTable } from './tables.ts'

const work = { taskMs: 4.26, cpuMs: 3, layoutsPerSecond: 0.5 }

test('a page’s weight stands in one row, its pictures apart', () => {
  const { rows } = weightTable([
    {
      language: 'ko',
      state: 'outside',
      htmlBytes: 2_600,
      stylesBytes: 6_000,
      scriptsBytes: 27_000,
      allBytes: 35_600,
      picturesBytes: 660,
      files: 9,
    },
  ])

  expect(rows).toEqual([['ko, outside', '2,600', '6,000', '27,000', '35,600', '9', '660']])
})

test('work is told by both clocks, and of a page without script only while it is seen', () => {
  const { rows } = waitingTable([
    { way: 'socket', cpuTimes: 4, seen: work, hidden: work },
    { way: 'none', cpuTimes: 1, seen: work },
  ])

  expect(rows).toEqual([
    ['by socket', '4 times slower', '4.3 (3.0)', '0.5', '4.3 (3.0)', '0.5'],
    ['without script', 'as it is', '4.3 (3.0)', '0.5', '–', '–'],
  ])
})
