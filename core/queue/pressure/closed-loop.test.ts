/**
 * The rate and an origin in one loop, an hour or two at a time. The model shop has 40 servers of
 * 100 ms and a visit makes 20 requests: it bears 20 fans a second. The rate knows none of this.
 */
import { describe, expect, test } from 'vitest'
import { runLoop, type LoopShape, type Second } from './model/loop.ts'

const SEEDS = [1, 2, 3, 4]
const loop = (seed: number, changes: Partial<LoopShape> = {}): Second[] =>
  runLoop({
    seed,
    settings: { floorPerSecond: 1, ceilingPerSecond: 40 },
    openAt: [1],
    seconds: 7_200,
    delaySeconds: 2,
    visitSeconds: 60,
    requestsPerVisit: 20,
    ...changes,
  })

const rateOf = ({ rates }: Second): number => rates.reduce((sum, rate) => sum + rate, 0)
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const isNear = (second: Second): boolean =>
  Math.abs(rateOf(second) / second.capacity - 1) <= 0.2 + 1e-9
/** How long until something has been so for half a minute, its first second counted. */
const lastsUntil = (seconds: readonly Second[], is: (second: Second) => boolean): number =>
  seconds.findIndex((_, from) => seconds.slice(from, from + 30).every(is))

/** The lowest share of capacity in the second hour. */
function lowest(settings: object): number {
  const shares = loop(1, { settings }).map((second) => rateOf(second) / second.capacity)
  return Math.min(...shares.slice(3_600))
}

describe('in a closed loop with an origin whose capacity nobody told it', () => {
  test.each(SEEDS)('the rate comes within a fifth of capacity in 20 min and stays: %i', (seed) => {
    const seconds = loop(seed)
    const arrived = seconds.findIndex(isNear)

    expect(arrived).toBeLessThan(1_200)
    const after = seconds.slice(arrived)
    expect(after.every(isNear)).toBe(true)
    expect(mean(after.map(({ use }) => use))).toBeGreaterThan(0.85)
    const slow = after.filter(({ served }) => served.latencyP95Ms > 1_000).length / after.length
    expect(slow).toBeLessThan(0.1)
    expect(after.every(({ served }) => served.errors === 0)).toBe(true)
  })

  test.each(SEEDS)('a rate opened at twice the capacity overloads it for 2 min: %i', (seed) => {
    const seconds = loop(seed, { openAt: [40], seconds: 3_600 })
    const from = seconds.findIndex(({ use }) => use > 1)

    expect(from).toBeGreaterThan(0)
    expect(lastsUntil(seconds.slice(from), ({ use }) => use <= 1)).toBeLessThan(120)
    expect(seconds.slice(1_200).every(isNear)).toBe(true)
  })

  test.each(SEEDS)('half the servers lost overload the rest for at most 105 s: %i', (seed) => {
    const lostAt = 4_000
    const seconds = loop(seed, { serversAt: (second) => (second > lostAt ? 20 : 40) })
    const after = seconds.slice(lostAt)

    expect(lastsUntil(after, ({ use }) => use <= 1)).toBeLessThan(105)
    expect(lastsUntil(after, ({ served }) => served.errors === 0)).toBeLessThan(105)
    // What waited is served before fans are let in faster: the rate goes too low, never to its floor.
    expect(Math.min(...after.map((second) => rateOf(second) / second.capacity))).toBeGreaterThan(
      0.3,
    )
    expect(after.slice(900).every(isNear)).toBe(true)
  })

  test.each(SEEDS)('servers that come back are used again within ten minutes: %i', (seed) => {
    const seconds = loop(seed, {
      serversAt: (second) => (second > 4_000 && second <= 5_000 ? 20 : 40),
    })

    const back = seconds.slice(5_000)
    expect(lastsUntil(back, isNear)).toBeLessThan(600)
  })

  test.each([
    [30, 60],
    [90, 60],
    [180, 180],
  ])(
    'visits of %i s are followed with a reaction time of %i s',
    (visitSeconds, reactionSeconds) => {
      const settings = {
        floorPerSecond: 1,
        ceilingPerSecond: 40,
        reactionMs: reactionSeconds * 1_000,
      }
      const seconds = loop(1, { settings, visitSeconds, openAt: [10], seconds: 10_800 })

      expect(seconds.slice(3_600).every(isNear)).toBe(true)
    },
  )

  test.each(SEEDS)('two rooms that share an origin come to equal rates: %i', (seed) => {
    const seconds = loop(seed, { openAt: [18, 1], seconds: 4 * 3_600 })

    const lastHour = seconds.slice(-3_600)
    const [one = 0, other = 0] = [0, 1].map((at) =>
      mean(lastHour.map(({ rates }) => rates[at] ?? 0)),
    )
    expect(Math.min(one, other) / Math.max(one, other)).toBeGreaterThan(0.9)
    expect(mean(lastHour.map(({ use }) => use))).toBeGreaterThan(0.85)
  })

  test('without one cut a reaction time the rate would fall far below what the origin bears', () => {
    const known = { floorPerSecond: 1, ceilingPerSecond: 40 }

    // The same rise in a minute, and a cut at every decision.
    expect(lowest({ ...known, reactionMs: 5_000, stepPerSecond: 1 / 9 })).toBeLessThan(0.7)
    expect(lowest(known)).toBeGreaterThan(0.8)
  })
})
