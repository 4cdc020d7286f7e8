import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { brokenRules, numRuns, PROPERTY_TIMEOUT } from '../fixtures.ts'
import { Faults } from './faults.ts'
import { RateBook } from './rate-book.ts'

let faults: Faults
beforeEach(() => {
  faults = new Faults()
})

function offer(book: RateBook, count: number, nowMs: number): void {
  for (let offers = 0; offers < count; offers += 1) book.offered(nowMs)
}

describe.each([10, 40, 300])('R2 at %i a second', (rate) => {
  test('allows one second of the rate at once, and not one more', () => {
    const book = new RateBook(rate, faults)
    offer(book, rate, 1_000)
    expect(faults.violations).toEqual([])

    offer(book, 1, 1_000)

    expect(brokenRules(faults)).toEqual(['R2'])
    expect(book.worstOvershoot).toBe(1)
  })

  test('allows rate · (t + 1 s) in t seconds, and not one more', () => {
    const book = new RateBook(rate, faults)
    offer(book, rate, 1_000)
    for (let second = 2; second <= 8; second += 1) offer(book, rate, second * 1_000)
    expect(faults.violations).toEqual([])

    offer(book, 1, 8_000)

    expect(brokenRules(faults)).toEqual(['R2'])
  })
})

test.each([1, 5.5, 9])('R2: below 10, at %d a second, it is 1 + rate · (t + 0.9 s)', (rate) => {
  const atOnce = Math.floor(1 + rate * 0.9)
  const book = new RateBook(rate, faults)
  offer(book, atOnce, 1_000)
  expect(faults.violations).toEqual([])

  offer(book, 1, 1_000)

  expect(brokenRules(faults)).toEqual(['R2'])
})

test(
  'R2: any times of offers break the rule in the book when they break it counted',
  PROPERTY_TIMEOUT,
  () => {
    const gaps = fc.array(fc.nat(400), { maxLength: 80 })
    fc.assert(
      fc.property(gaps, fc.constantFrom(2, 5, 8, 10, 16), (between, rate) => {
        const faults = new Faults()
        const book = new RateBook(rate, faults)
        const times: number[] = []
        let nowMs = 1_000
        for (const gapMs of between) {
          nowMs += gapMs
          times.push(nowMs)
          const before = faults.count
          book.offered(nowMs)
          if (faults.count > before) break
        }

        // Every interval that ends with the last offer, which is the first that may be too many.
        const isBroken = times.some((fromMs, index) => {
          const seconds = (nowMs - fromMs) / 1_000
          const most = rate * seconds + Math.max(rate, 1 + rate * 0.9)
          return times.length - index > most + 1e-6
        })
        expect(faults.count > 0).toBe(isBroken)
      }),
      { numRuns },
    )
  },
)

test('allowed is what could be offered at once', () => {
  const book = new RateBook(20, faults)
  expect(book.allowed(1_000)).toBe(20)

  offer(book, 15, 1_000)

  expect(book.allowed(1_000)).toBe(5)
  expect(book.allowed(1_200)).toBe(9)
  expect(book.allowed(60_000)).toBe(20)
})

describe('a rate that is changed', () => {
  test('R2: is held to the higher one for 1.7 s after it was lowered, and then to the lower', () => {
    const book = new RateBook(100, faults)
    offer(book, 100, 10_000)
    book.rateChanged(10, 11_000)
    offer(book, 100, 11_000)
    offer(book, 100, 12_600)
    expect(faults.violations).toEqual([])

    offer(book, 12, 13_700)

    expect(brokenRules(faults)).toEqual(['R2', 'R2'])
  })

  test('R2: gives no more than the old burst in the instant it is raised', () => {
    const book = new RateBook(10, faults)
    book.allowed(10_000)
    book.rateChanged(100, 10_000)
    offer(book, 10, 10_000)
    expect(faults.violations).toEqual([])

    offer(book, 1, 10_000)

    expect(brokenRules(faults)).toEqual(['R2'])
  })
})
