import { expect, test } from 'vitest'
import { compare } from '../pairs.ts'
import { againstBare, askedTable, busyNotes, figuresTable } from './figures.ts'

function turn(perSecond: number, p99Ms: number) {
  return { 'requests/s': perSecond, 'p99 ms': p99Ms }
}

test('a server is held against the bare answer by the medians of its rounds', () => {
  const comparison = compare(['ours', 'bare'], {
    ours: [turn(600, 20), turn(500, 10), turn(700, 40)],
    bare: [turn(1_000, 10), turn(1_000, 10), turn(1_000, 10)],
  })

  expect(againstBare(comparison, 'ours')).toEqual({
    ratio: 0.6,
    p99Ratio: 2,
    perSecond: 600,
    barePerSecond: 1_000,
    p99Ms: 20,
    bareP99Ms: 10,
  })
})

test('what was not measured is in no table', () => {
  expect(askedTable({}).rows).toEqual([])
  expect(figuresTable({}).rows).toEqual([])
})

test('a figure says whether it holds, at least or at most', () => {
  const push = { p50Ms: 180, p99Ms: 601, maxMs: 700, slots: 240, missed: 0 }

  expect(askedTable({ push }).rows).toEqual([
    ['free slot to screen, p50 ms', '≤ 250', '180', 'holds'],
    ['free slot to screen, p99 ms', '≤ 600', '601', 'falls short'],
  ])
})

test('a figure that is not a number does not hold', () => {
  const push = { p50Ms: Number.NaN, p99Ms: 1, maxMs: 1, slots: 1, missed: 0 }

  expect(askedTable({ push }).rows[0]?.[3]).toBe('falls short')
})

function shares(...cores: number[]) {
  return cores.map((share) => ({ 'others CPU, cores': share }))
}

test('turns in which others were at work are counted, and quiet ones are not spoken of', () => {
  const quiet = compare(['ours', 'bare'], { ours: shares(0.1, 0), bare: shares(0.2, 0.1) })
  const busy = compare(['ours', 'bare'], { ours: shares(0.1, 1.2), bare: shares(0.2, 0.1) })

  expect(busyNotes({ quiet })).toEqual([])
  expect(busyNotes({ quiet, busy })[0]).toMatch('In 1 of 8 turns others took more than 0.3')
})

test('each figure has its dotted name', () => {
  expect(figuresTable({ rowsPerWaitingFan: 0.004 }).rows).toEqual([['rowsPerWaitingFan', '0.004']])
})
