import { expect, test } from 'vitest'
import { compare, takeTurns, type Contender } from './pairs.ts'

function counting(name: string, order: string[], figures: number[]): Contender {
  let turn = 0
  return {
    name,
    run: async () => {
      order.push(name)
      return { perSecond: figures[turn++] ?? 0 }
    },
  }
}

test('who goes first alternates, after one warm-up turn each', async () => {
  const order: string[] = []

  await takeTurns([counting('a', order, []), counting('b', order, [])], 3)

  expect(order.join(' ')).toBe('a b a b b a a b')
})

test('the warm-up turn is in no figure', async () => {
  const order: string[] = []
  const a = counting('a', order, [1000, 10, 20, 30])
  const b = counting('b', order, [9000, 10, 10, 10])

  const { figures } = await takeTurns([a, b], 3)

  expect(figures['a']?.['perSecond']).toMatchObject({ min: 10, median: 20, max: 30 })
})

test('the ratio is formed pair by pair: a machine that slows down does not spread it', () => {
  const a = [{ perSecond: 200 }, { perSecond: 100 }, { perSecond: 50 }]
  const b = [{ perSecond: 100 }, { perSecond: 50 }, { perSecond: 25 }]

  const { ratios } = compare(['a', 'b'], { a, b })

  expect(ratios['b']?.['perSecond']).toMatchObject({ min: 2, median: 2, max: 2 })
})

test('with three contenders the first is compared with each of the others', () => {
  const turns = { a: [{ ms: 6 }], b: [{ ms: 3 }], c: [{ ms: 2 }] }

  const { ratios } = compare(['a', 'b', 'c'], turns)

  expect([ratios['b']?.['ms']?.median, ratios['c']?.['ms']?.median]).toEqual([2, 3])
})

test('a figure that is nought or missing below the line has no ratio', () => {
  const turns = { a: [{ ms: 6, late: 1, cpu: 1 }], b: [{ ms: 3, late: 0 }] }

  const { ratios } = compare(['a', 'b'], turns)

  expect(Object.keys(ratios['b'] ?? {})).toEqual(['ms'])
})

test('turns that were not run in pairs are not compared', () => {
  const turns = { a: [{ ms: 6 }, { ms: 5 }], b: [{ ms: 3 }] }

  expect(() => compare(['a', 'b'], turns)).toThrow('round by round: 2 against 1')
})
