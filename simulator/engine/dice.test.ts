import { describe, expect, test } from 'vitest'
import { ASKED, Dice } from './dice.ts'

const THROWS = 20_000
const fans = Array.from({ length: THROWS }, (_, fan) => fan)

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

test('the same question has the same answer, whatever was asked in between', () => {
  const [dice, others] = [new Dice(7), new Dice(7)]
  const first = dice.of(42, ASKED.patience)
  for (const fan of fans.slice(0, 100)) others.of(fan, ASKED.lane)
  others.next()

  expect(others.of(42, ASKED.patience)).toBe(first)
})

test('another seed, another fan and another question are other throws', () => {
  const answers = new Set([
    new Dice(7).of(42, ASKED.patience),
    new Dice(8).of(42, ASKED.patience),
    new Dice(7).of(43, ASKED.patience),
    new Dice(7).of(42, ASKED.lane),
  ])

  expect(answers.size).toBe(4)
})

describe.each(Object.entries(ASKED))('asked of %s', (_, asked) => {
  test('each twentieth of the answers has its share, for three seeds', () => {
    for (const seed of [0, 1, 4_294_967_295]) {
      const dice = new Dice(seed)
      const shares = Array.from({ length: 20 }, () => 0)
      for (const fan of fans) {
        const twentieth = Math.floor(dice.of(fan, asked) * 20)
        shares[twentieth] = (shares[twentieth] ?? 0) + 1
      }

      // A thousand each; four deviations are 123.
      expect(shares.filter((count) => Math.abs(count - 1_000) > 160)).toEqual([])
    }
  })
})

test('answers to two questions have nothing to do with each other', () => {
  const dice = new Dice(1)
  const all = Object.values(ASKED)
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      const both = fans.slice(0, 5_000).map((fan) => {
        return (dice.of(fan, one) - 0.5) * (dice.of(fan, other) - 0.5) * 12
      })

      expect(Math.abs(mean(both))).toBeLessThan(0.07)
    }
  }
})

test('a spread time is below its median for half, and within its spread for two thirds', () => {
  const dice = new Dice(3)
  const times = fans.map((fan) => dice.spread(fan, ASKED.shopping, 40, 1.5))

  const below = times.filter((time) => time < 40)
  const within = times.filter((time) => time >= 40 / 1.5 && time <= 40 * 1.5)

  expect(below.length / THROWS).toBeCloseTo(0.5, 1)
  expect(within.length / THROWS).toBeGreaterThan(0.67)
  expect(within.length / THROWS).toBeLessThan(0.695)
})

test('a spread of one is the median itself', () => {
  expect(new Dice(1).spread(5, ASKED.away, 12, 1)).toBe(12)
})
