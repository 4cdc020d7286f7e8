import { beforeEach, expect, test } from 'vitest'
import { Faults } from './faults.ts'
import { IdleBook } from './idle-book.ts'
import { RateBook } from './rate-book.ts'
import { SlotBook } from './slot-book.ts'

const faults = new Faults()
let slots: SlotBook
let rate: RateBook
let book: IdleBook
beforeEach(() => {
  slots = new SlotBook(100, 4, faults)
  rate = new RateBook(100, faults)
  book = new IdleBook(slots, rate)
  book.advance(1_000)
  book.anybodyHere = true
  book.isOpen = true
})

test('R4: free slots are idle while somebody is here, for as long as that is so', () => {
  slots.offered(0, 61_000, 1_000)
  book.advance(3_000)

  expect(book.slotMs).toBe(4 * 2_000)
  expect(book.idleMs).toBe(3 * 2_000)
})

test('a slot that comes free on the way is idle from that instant', () => {
  for (let fan = 0; fan < 4; fan += 1) slots.offered(fan, fan === 0 ? 1_500 : 61_000, 1_000)

  book.advance(3_000)

  expect(slots.held).toBe(3)
  expect(book.idleMs).toBe(1_500)
})

test('two slots that come free one after the other are idle each from its own instant', () => {
  for (let fan = 0; fan < 4; fan += 1) slots.offered(fan, [1_500, 2_500][fan] ?? 61_000, 1_000)

  book.advance(3_000)

  expect(book.idleMs).toBe(1_500 + 500)
})

test('two slots that come free at one instant are both counted', () => {
  for (let fan = 0; fan < 4; fan += 1) slots.offered(fan, 2_000, 1_000)

  book.advance(3_000)

  expect(book.idleMs).toBe(4 * 1_000)
})

test.each(['anybodyHere', 'isOpen'] as const)('nothing is idle without %s', (condition) => {
  book[condition] = false

  book.advance(3_000)

  expect(book.slotMs).toBe(0)
  expect(book.idleMs).toBe(0)
})

test('a slot that the rate does not allow is not idle', () => {
  rate.rateChanged(1, 1_000)
  book.advance(10_000)
  const beforeMs = book.idleMs
  rate.offered(10_000)

  book.advance(10_500)

  expect(book.idleMs - beforeMs).toBe(500)
})

test('slots above a lowered cap make no debt', () => {
  for (let fan = 0; fan < 4; fan += 1) slots.offered(fan, 61_000, 1_000)
  slots.capChanged(2, 1_000)

  book.advance(3_000)

  expect(book.idleMs).toBe(0)
})

test('the same instant twice adds nothing', () => {
  book.advance(3_000)
  const { idleMs } = book
  book.advance(3_000)

  expect(book.idleMs).toBe(idleMs)
})
