import { beforeEach, expect, test } from 'vitest'
import { brokenRules } from '../fixtures.ts'
import { Faults } from './faults.ts'
import { JoinBook } from './join-book.ts'

let faults: Faults
let book: JoinBook
beforeEach(() => {
  faults = new Faults()
  book = new JoinBook(500, faults)
})

test('R3: two joins within the window may swap', () => {
  book.joined(7, true, 1_000)
  book.joined(3, true, 1_500)

  expect(faults.violations).toEqual([])
})

test('R3: two joins further apart than the window are never inverted', () => {
  book.joined(7, true, 1_000)
  book.joined(3, true, 1_501)

  expect(brokenRules(faults)).toEqual(['R3'])
})

test('R3: the greatest number before the window is what counts, and not the last', () => {
  book.joined(9, true, 1_000)
  book.joined(4, true, 1_001)
  book.joined(8, true, 1_600)

  expect(brokenRules(faults)).toEqual(['R3'])
})

test('R3: a number is remembered however many came since', () => {
  for (let number = 10; number < 10_010; number += 1) book.joined(number, true, 1_000 + number)
  expect(faults.violations).toEqual([])

  book.joined(5, true, 11_010)

  expect(brokenRules(faults)).toEqual(['R3'])
})

test('R3: in the lobby of a draw the order does not matter, and is not said to be checked', () => {
  book.joined(7, false, 1_000)
  book.joined(3, false, 100_000)

  expect(faults.violations).toEqual([])
  expect(faults.checks).toEqual({ R5: 2 })
})

test('R3: who comes after the draw is held to the window', () => {
  book.joined(70, false, 1_000)
  book.joined(90, true, 200_000)
  book.joined(80, true, 200_501)

  expect(brokenRules(faults)).toEqual(['R3'])
})

test.each([true, false])('R5: a number goes to one fan (by arrival: %s)', (isByArrival) => {
  book.joined(7, isByArrival, 1_000)
  book.joined(7, isByArrival, 1_000)

  expect(brokenRules(faults)).toEqual(['R5'])
})
