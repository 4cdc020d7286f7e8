import { expect, test } from 'vitest'
import { spreadOf } from '../spread.ts'
import { pageAskedTable } from './asked.ts'
import type { Waited } from './waiting.ts'
import type { Weight } from './weight.ts'

function weight(allBytes: number): Weight {
  const rest = { htmlBytes: 0, stylesBytes: 0, scriptsBytes: 0, picturesBytes: 0, files: 1 }
  return { allBytes, ...rest }
}

function waited(way: Waited['way'], cpuTimes: number, taskMs: number): Waited {
  return { way, cpuTimes, seen: { taskMs, cpuMs: taskMs, layoutsPerSecond: 1 } }
}

test('the heaviest page is held against what is asked, and the median of the times', () => {
  const { rows } = pageAskedTable({
    weights: [weight(36_000), weight(60_001)],
    alive: { outside: spreadOf([700, 1_000, 2_000]) },
    waited: [],
  })

  expect(rows).toEqual([
    ['bytes before pictures, at most', '≤ 60,000', '60,001', 'falls short'],
    ['outside: script has taken over, ms, median', '≤ 1,000', '1,000', 'holds'],
  ])
})

test('work is asked of each way on the machine as it is, and of no page without script', () => {
  const { rows } = pageAskedTable({
    weights: [weight(1)],
    alive: {},
    waited: [waited('socket', 1, 4.26), waited('socket', 4, 20), waited('none', 1, 9)],
  })

  expect(rows.slice(1)).toEqual([
    ['waiting by socket: main thread, ms a second', '≤ 5', '4.3', 'holds'],
  ])
})

test('a time that was not measured does not hold', () => {
  const { rows } = pageAskedTable({
    weights: [weight(1)],
    alive: { outside: undefined },
    waited: [],
  })

  expect(rows[1]?.at(-1)).toBe('falls short')
})
