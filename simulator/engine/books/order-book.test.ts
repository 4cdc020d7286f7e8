import { beforeEach, describe, expect, test } from 'vitest'
import type { Grant } from '../../../core/queue/room/grants.ts'
import type { SegmentReport } from '../../../core/queue/segment/report.ts'
import { brokenRules } from '../fixtures.ts'
import { Faults } from './faults.ts'
import { OrderBook } from './order-book.ts'

let faults: Faults
let book: OrderBook
beforeEach(() => {
  faults = new Faults()
  book = new OrderBook(faults)
})

function report(index: number, waiting: number, changes: Partial<SegmentReport> = {}) {
  book.heard({
    epoch: 'epoch',
    lane: 'general',
    index,
    boot: 1,
    sequence: 1,
    asOfMs: 0,
    granted: 0,
    returned: 0,
    spare: 0,
    calledUpTo: 0,
    counts: { waiting, present: waiting, offered: 0, inside: 0, gone: 0 },
    revocations: [],
    ...changes,
  })
}

function grantOf(index: number, granted: number, float = false, lane = 'general'): Grant {
  const total = { epoch: 'epoch', granted, validUntilMs: 0, float, ask: 0, revocationsHeard: 0 }
  return { lane, index, total }
}

function tick(...grants: Grant[]): void {
  book.ticked(grants, 0)
}

test('R3: slots go to a segment once all who wait in lower ones have one on its way', () => {
  report(0, 3)
  report(1, 5)
  tick(grantOf(0, 3), grantOf(1, 2))

  expect(faults.violations).toEqual([])
})

test('R3: a segment is not granted slots while a lower one has fans waiting for more', () => {
  report(0, 3)
  report(1, 5)
  tick(grantOf(0, 2), grantOf(1, 1))

  expect(brokenRules(faults)).toEqual(['R3'])
})

test('R3: nor while a lower one that answers was forgotten', () => {
  report(0, 3)
  report(2, 5)
  tick(grantOf(2, 1))

  expect(brokenRules(faults)).toEqual(['R3'])
})

test('R4: a lower segment that owes an answer is passed over', () => {
  report(0, 3)
  report(1, 5)
  tick(grantOf(0, 1))
  tick(grantOf(1, 2))

  expect(faults.violations).toEqual([])
})

test('R3: one that has answered meanwhile is not', () => {
  report(0, 3)
  report(1, 5)
  tick(grantOf(0, 1))
  report(0, 2, { sequence: 2, granted: 1 })
  tick(grantOf(1, 2))

  expect(brokenRules(faults)).toEqual(['R3'])
})

describe('what is no passing over', () => {
  beforeEach(() => {
    report(0, 3)
    report(1, 5)
  })

  test.each([
    ['a float, which is for whoever comes', grantOf(1, 2, true)],
    ['a total that is only said again', grantOf(1, 0)],
    ['a grant in another lane', grantOf(1, 2, false, 'club')],
  ])('%s', (_, grant) => {
    tick(grant)

    expect(faults.violations).toEqual([])
  })
})

test('a report that was overtaken says nothing new', () => {
  report(0, 0, { sequence: 5 })
  report(0, 3, { sequence: 4 })
  tick(grantOf(1, 2))
  expect(faults.violations).toEqual([])

  report(0, 3, { boot: 2 })
  tick(grantOf(1, 3))
  expect(brokenRules(faults)).toEqual(['R3'])
})

test('a room that died knows of nobody, until it hears of them again', () => {
  report(0, 3)
  book.roomRestarted()
  tick(grantOf(1, 2))
  expect(faults.violations).toEqual([])

  report(0, 3)
  tick(grantOf(1, 3))
  expect(brokenRules(faults)).toEqual(['R3'])
})
