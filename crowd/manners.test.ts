import { expect, test } from 'vitest'
import { planOf, USUAL_MANNERS, type Plan } from './manners.ts'

const plans = Array.from({ length: 4_000 }, (_, fan) => planOf(USUAL_MANNERS, 1, fan))

function share(of: (plan: Plan) => boolean): number {
  return plans.filter(of).length / plans.length
}

test('a fan is the same for the same seed, and another for another', () => {
  expect(planOf(USUAL_MANNERS, 1, 17)).toEqual(plans[17])
  expect(planOf(USUAL_MANNERS, 2, 17)).not.toEqual(plans[17])
})

test.each<[string, number, (plan: Plan) => boolean]>([
  ['hold a socket', 0.6, ({ transport }) => transport === 'socket'],
  ['hold a stream', 0.2, ({ transport }) => transport === 'stream'],
  ['poll', 0.15, ({ transport }) => transport === 'poll'],
  ['have no script', 0.05, ({ transport }) => transport === 'page'],
  ['miss their turn', 0.04, ({ missesTurn }) => missesTurn !== 'never'],
  ['miss it for good', 0.02, ({ missesTurn }) => missesTurn === 'for-good'],
  ['reload', 0.1, ({ reloadsAfterMs }) => reloadsAfterMs !== undefined],
  ['lose their socket', 0.1, ({ losesSocketAfterMs }) => losesSocketAfterMs !== undefined],
  ['leave', 0.05, ({ patienceMs }) => patienceMs !== undefined],
  ['go silently', 0.1, ({ saysGoodbye }) => !saysGoodbye],
  ['shop for less than the median', 0.5, ({ shoppingMs }) => shoppingMs < 20_000],
  ['have a clock that is ahead', 0.5, ({ clockErrorMs }) => clockErrorMs > 0],
])('as many %s as the manners say', (_, expected, of) => {
  expect(share(of)).toBeGreaterThan(expected * 0.8)
  expect(share(of)).toBeLessThan(expected * 1.2 + 0.005)
})

test('no clock is wrong by more than was said', () => {
  const worst = Math.max(...plans.map(({ clockErrorMs }) => Math.abs(clockErrorMs)))

  expect(worst).toBeLessThanOrEqual(86_400_000)
  expect(worst).toBeGreaterThan(80_000_000)
})
