import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { brokenRules, numRuns, PROPERTY_TIMEOUT } from '../fixtures.ts'
import { Faults } from './faults.ts'
import { SlotBook } from './slot-book.ts'

let faults: Faults
let book: SlotBook
beforeEach(() => {
  faults = new Faults()
  book = new SlotBook(10, 2, faults)
})

function offerTo(...fans: number[]): void {
  for (const fan of fans) book.offered(fan, 60_000, 0)
}

function heldAt(nowMs: number): number {
  book.settle(nowMs)
  return book.held
}

test('R1: as many offers as the cap are fine, and one more is a violation', () => {
  offerTo(0, 1)
  expect(faults.violations).toEqual([])

  offerTo(2)

  expect(brokenRules(faults)).toEqual(['R1'])
  expect(book.worstOvershoot).toBe(1)
})

test('R1: a session counts as an offer does', () => {
  offerTo(0, 1)
  book.signed(0, 1_200_000, 61_000)
  book.signed(1, 1_200_000, 61_000)

  book.offered(2, 130_000, 70_000)

  expect(brokenRules(faults)).toEqual(['R1'])
})

test('R1: offers of 3 s after the cap was lowered may be of before, and later ones may not', () => {
  offerTo(0, 1)
  book.gaveUp(0)
  book.capChanged(1, 10_000)

  book.offered(2, 70_000, 12_999)
  expect(faults.violations).toEqual([])

  book.gaveUp(2)
  book.offered(3, 73_000, 13_000)
  expect(brokenRules(faults)).toEqual(['R1'])
})

test('R1: a cap that is lowered twice allows what it was within 3 s, and no more', () => {
  book.capChanged(5, 0)
  book.capChanged(3, 10_000)
  book.capChanged(1, 12_000)
  for (let fan = 0; fan < 5; fan += 1) book.offered(fan, 70_000, 12_500)
  expect(faults.violations).toEqual([])

  book.gaveUp(4)
  book.offered(5, 70_000, 13_500)

  expect(brokenRules(faults)).toEqual(['R1'])
})

test('R1: a cap that is raised counts at once', () => {
  book.capChanged(3, 1_000)
  for (let fan = 0; fan < 3; fan += 1) book.offered(fan, 61_000, 1_000)

  expect(faults.violations).toEqual([])
})

describe('a slot is free', () => {
  test('at a lapse at once', () => {
    offerTo(0)

    expect(heldAt(59_999)).toBe(1)
    expect(book.holdsOffer(0, 59_999)).toBe(true)
    expect(heldAt(60_000)).toBe(0)
    expect(book.holdsOffer(0, 60_000)).toBe(false)
  })

  test('when a fan leaves with a turn in hand, and not again at the deadline', () => {
    offerTo(0, 1)
    book.gaveUp(0)

    expect(book.held).toBe(1)
    expect(heldAt(60_000)).toBe(0)
  })

  test('5 s after the last token of a session that ended', () => {
    offerTo(0)
    book.signed(0, 100_000, 62_000)
    book.signed(0, 100_000, 100_000)

    expect(heldAt(104_999)).toBe(1)
    expect(heldAt(105_000)).toBe(0)
  })

  test('at the end of a session whose last token died before', () => {
    offerTo(0)
    book.signed(0, 100_000, 62_000)

    expect(heldAt(99_999)).toBe(1)
    expect(heldAt(100_000)).toBe(0)
  })

  test('5 s after a release', () => {
    offerTo(0)
    book.signed(0, 1_200_000, 62_000)
    book.cut(0, 30_000)

    expect(book.inSession(0, 30_000)).toBe(false)
    expect(heldAt(34_999)).toBe(1)
    expect(heldAt(35_000)).toBe(0)
  })

  test('5 s after the last token, when the session was cut later than that', () => {
    offerTo(0)
    book.signed(0, 1_200_000, 62_000)
    book.cut(0, 66_000)

    expect(heldAt(66_999)).toBe(1)
    expect(heldAt(67_000)).toBe(0)
  })

  test('once, when a session is cut twice', () => {
    offerTo(0)
    book.signed(0, 1_200_000, 62_000)
    book.cut(0, 30_000)
    book.cut(0, 33_000)

    expect(heldAt(35_000)).toBe(0)
  })
})

test('a turn that was missed can be offered again, and its old end frees nothing', () => {
  offerTo(0)
  book.settle(60_000)
  book.offered(0, 130_000, 70_000)

  expect(heldAt(129_999)).toBe(1)
  expect(heldAt(130_000)).toBe(0)
})

test('renewing keeps one slot, and the greatest token', () => {
  offerTo(0)
  book.signed(0, 1_200_000, 62_000)
  book.signed(0, 1_200_000, 50_000)

  expect(book.held).toBe(1)
  expect(book.tokenUntilMs(0)).toBe(62_000)
})

test(
  'held is the number of fans whose slot is not free yet, whatever is done',
  PROPERTY_TIMEOUT,
  () => {
    const act = fc.record({
      kind: fc.constantFrom('offer', 'sign', 'cut', 'give-up'),
      fan: fc.nat(5),
      afterMs: fc.nat(40_000),
    })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 80 }), (acts) => {
        const book = new SlotBook(6, 6, new Faults())
        // The same in plain words: what each fan holds and until when.
        const holds = new Map<number, { sessionMs: number; untilMs: number; tokenMs: number }>()
        let nowMs = 1
        for (const { kind, fan, afterMs } of acts) {
          nowMs += afterMs
          book.settle(nowMs)
          for (const [who, { untilMs }] of holds) if (untilMs <= nowMs) holds.delete(who)
          const held = holds.get(fan)
          if (kind === 'offer' && held === undefined && !book.inSession(fan, nowMs)) {
            if (book.tokenUntilMs(fan) > 0) continue
            book.offered(fan, nowMs + 60_000, nowMs)
            holds.set(fan, { sessionMs: 0, untilMs: nowMs + 60_000, tokenMs: 0 })
          } else if (kind === 'sign' && held !== undefined) {
            const isOver = held.sessionMs > 0 && held.sessionMs <= nowMs
            if (isOver) continue
            const sessionMs = held.sessionMs || nowMs + 90_000
            const tokenMs = Math.min(sessionMs, nowMs + 60_000)
            book.signed(fan, sessionMs, tokenMs)
            holds.set(fan, { sessionMs, tokenMs, untilMs: Math.max(sessionMs, tokenMs + 5_000) })
          } else if (kind === 'cut' && held !== undefined && held.sessionMs > nowMs) {
            book.cut(fan, nowMs)
            const untilMs = Math.min(held.tokenMs, nowMs) + 5_000
            if (untilMs <= nowMs) holds.delete(fan)
            else holds.set(fan, { ...held, sessionMs: nowMs, untilMs })
          } else if (kind === 'give-up') {
            book.gaveUp(fan)
            if (held?.sessionMs === 0) holds.delete(fan)
          }
          book.settle(nowMs)
          expect(book.held).toBe(holds.size)
          const ends = [...holds.values()].map(({ untilMs }) => untilMs)
          expect(book.nextFreeMs).toBeLessThanOrEqual(Math.min(Infinity, ...ends))
        }
      }),
      { numRuns },
    )
  },
)
