import { expect, test } from 'vitest'
import { progressLine, progressOn } from './progress.ts'

const halfway = { doneShare: 0.5, saleSeconds: 750, admitted: 10_000, waiting: 9_000 }

function terminal(isTTY: boolean, columns = 100) {
  const written: string[] = []
  return { written, isTTY, columns, write: (text: string) => written.push(text) }
}

test('the line says the share, the time left, the time of the sale and the fans', () => {
  expect(progressLine(halfway, 8_000)).toBe(
    '████████████░░░░░░░░░░░░  50 %, 8 s left · 12 min 30 s into the sale, 10,000 in, 9,000 waiting',
  )
})

test('at the very start no time left is guessed', () => {
  expect(progressLine({ ...halfway, doneShare: 0 }, 8_000)).not.toContain('left')
})

test('a line is never wider than the terminal, and is wiped at the end', () => {
  const narrow = terminal(true, 40)
  const progress = progressOn(narrow, () => 0)

  progress.show(halfway)
  progress.done()

  expect(narrow.written).toHaveLength(2)
  expect(narrow.written[0]?.replace('\r\u001B[2K', '')).toHaveLength(39)
  expect(narrow.written[1]).toBe('\r\u001B[2K')
})

test('a pipe is told nothing', () => {
  const pipe = terminal(false)
  const progress = progressOn(pipe, () => 0)

  progress.show(halfway)
  progress.done()

  expect(pipe.written).toEqual([])
})

test('news that follow on each other at once are shown once', () => {
  const quick = terminal(true)
  let nowMs = 0
  const progress = progressOn(quick, () => nowMs)

  progress.show(halfway)
  nowMs = 100
  progress.show(halfway)
  nowMs = 250
  progress.show(halfway)

  expect(quick.written).toHaveLength(2)
})
