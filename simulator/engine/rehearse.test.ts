import { beforeAll, describe, expect, test } from 'vitest'
import { provided } from '../../core/effort.ts'
import { loadScenario, standardNames } from '../load.ts'
import type { Result } from '../result.ts'
import type { Scenario, ScenarioEvent } from '../scenario.ts'
import { plain } from './fixtures.ts'
import type { Progress } from './play.ts'
import { rehearse } from './rehearse.ts'

const IS_LONG = provided.runs > 10_000
const IS_FAST = provided.runs <= 100
/** The long run takes every scenario but the million as it is. */
const FANS_MOST = IS_LONG ? 100_000 : IS_FAST ? 250 : 800
/** Before a commit, those that between them hold every rule. */
const SCENARIOS = IS_FAST ? ['small-sale', 'storm', 'fan-club'] : standardNames()
const RULES = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R8']

function standard(name: string): Scenario {
  const loaded = loadScenario(name, [], '.')
  if (loaded.kind === 'wrong') throw new Error(loaded.message)
  return loaded.scenario
}

/** The same sale with fewer fans, and so much less of everything that is counted in fans. */
function reduced(scenario: Scenario): Scenario {
  const fans = Math.min(scenario.fans, FANS_MOST)
  const part = fans / scenario.fans
  const some = (whole: number) => Math.max(6, Math.round(whole * part))
  const rate = (perSecond: number) => Math.max(1, perSecond * part)
  const smaller = (event: ScenarioEvent): ScenarioEvent => {
    if (event.kind === 'cap') return { ...event, cap: some(event.cap) }
    if (event.kind !== 'rate') return event
    return { ...event, ratePerSecond: rate(event.ratePerSecond) }
  }
  const { cap, ratePerSecond, machines, stock, origin, events } = scenario
  const { floorPerSecond = 0, ceilingPerSecond = 0, comfortable = 0 } = origin ?? {}
  return {
    ...scenario,
    fans,
    cap: some(cap),
    ratePerSecond: rate(ratePerSecond),
    machines: { ...machines, isolates: Math.max(machines.desks, some(machines.isolates)) },
    ...(stock && { stock: { ...stock, seats: some(stock.seats) } }),
    ...(origin && {
      origin: {
        comfortable: some(comfortable),
        floorPerSecond: rate(floorPerSecond),
        ceilingPerSecond: rate(ceilingPerSecond),
      },
    }),
    events: events.map(smaller),
  }
}

describe.each(SCENARIOS)('%s', (name) => {
  let result: Result
  beforeAll(() => {
    result = rehearse(reduced(standard(name)))
  }, 300_000)

  test('breaks no rule, and each rule it can break was checked', () => {
    const drawn = result.scenario.order === 'draw' ? ['R9'] : []

    expect(result.violations).toEqual([])
    expect(result.violationCount).toBe(0)
    expect(Object.keys(result.checks).toSorted()).toEqual([...RULES, ...drawn])
    expect(Math.min(...Object.values(result.checks))).toBeGreaterThan(20)
    expect(result.slots).toMatchObject({ worstOvershoot: 0, worstRateOvershoot: 0 })
  })

  test('ends, and every fan is accounted for', () => {
    const { joined, admitted, left, missed, unserved } = result.fans

    expect(result.ended).toBe(true)
    expect(joined).toBe(result.scenario.fans)
    expect(admitted + left + missed + unserved).toBe(joined)
    expect(unserved > 0).toBe(result.scenario.stock !== undefined)
    expect(result.waits.count).toBeGreaterThanOrEqual(admitted)
    expect(result.lastCalledSeconds * 1_000).toBeGreaterThanOrEqual(result.waits.maxMs)
    expect(result.lastCalledSeconds).toBeLessThanOrEqual(result.saleSeconds)
  })

  test('keeps the slots busy: of those a present fan could have, few are idle', () => {
    expect(result.slots.idleShare).toBeLessThan(0.15)
  })

  test('is billed for what was counted', () => {
    const { calls, requests, socketMessages, rowsWritten, bill } = result
    const objectCalls = calls.room.total + calls.desk.total + calls.segment.total
    const quantity = (what: string) => bill.lines.find((line) => line.what === what)?.quantity ?? 0

    expect(requests.joins).toBe(result.fans.joined)
    expect(requests.claims).toBeGreaterThanOrEqual(result.fans.admitted)
    expect(Math.abs(quantity('Object requests') - objectCalls - socketMessages / 20)).toBeLessThan(
      3,
    )
    expect(quantity('Rows written')).toBe(rowsWritten)
    expect(rowsWritten).toBeGreaterThan(3 * result.fans.admitted)
    expect(Object.values(requests).every(Number.isFinite)).toBe(true)
  })
})

/** All but what the machine needed for it. */
function found(result: Result): Result {
  return { ...result, seconds: 0, peakRssBytes: 0 }
}

describe('the same again', { timeout: 300_000 }, () => {
  const scenario = { ...reduced(standard('storm')), fans: 200 }
  let once: Result
  beforeAll(() => {
    once = rehearse(scenario)
  }, 300_000)

  test('from one seed everything is found again, to the last figure', () => {
    expect(found(rehearse(scenario))).toEqual(found(once))
  })

  test('another seed is another sale', () => {
    const other = rehearse({ ...scenario, seed: 2 })

    expect(other.violations).toEqual([])
    expect(other.series).not.toEqual(once.series)
    expect(other.waits).not.toEqual(once.waits)
  })
})

test('a rehearsal that has not ended by then is cut off, and says so', () => {
  const result = rehearse({ ...plain, endAfterSeconds: 20 })

  expect(result.ended).toBe(false)
  expect(result.saleSeconds).toBe(20)
  expect(result.fans.unserved + result.fans.admitted).toBeLessThanOrEqual(plain.fans)
})

test('progress goes from nothing to the end, and is told in the sale’s own time', () => {
  const told: Progress[] = []
  rehearse(plain, (progress) => told.push(progress))

  const shares = told.map(({ doneShare }) => doneShare)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares[0]).toBeLessThan(0.5)
  expect(told.map(({ saleSeconds }) => saleSeconds).slice(0, 3)).toEqual([5, 15, 25])
})
