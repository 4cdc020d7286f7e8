import { describe, expect, test } from 'vitest'
import { at, crowdWith, during, pressureAt, reportWith, settingsWith } from './fixtures.ts'
import { decide, follow, hearOrigin, originReadings, override } from './pressure.ts'
import { resettled, type Pressure } from './pressure.ts'

const slow = { latencyP95Ms: 1_500 }
/** To a millionth: sums of fractions are not exact. */
const rates = (decisions: readonly { ratePerSecond: number }[]) =>
  decisions.map(({ ratePerSecond }) => Math.round(ratePerSecond * 1e6) / 1e6)

const heardOnce = (changes: object) => hearOrigin(pressureAt(100, changes), reportWith(), at(0))

/** Decisions at these seconds, without another report. */
function silent(from: Pressure, seconds: readonly number[]) {
  let so = from
  return seconds.map((second) => {
    const decision = decide(so, crowdWith(), at(second))
    so = decision.pressure
    return decision
  })
}

function byHand(rate: number): Pressure {
  const set = override(pressureAt(100), rate, at(0))
  return set.kind === 'pressure' ? set.pressure : pressureAt(0)
}

describe('a rate that follows its origin', () => {
  test('rises by a step in a reaction time while all is well', () => {
    const decisions = during(pressureAt(100), [5, 25])

    expect(rates(decisions)).toEqual([102, 104, 106, 108, 110])
    expect(decisions.at(-1)).toMatchObject({ change: 'raised', reason: 'recovering', strains: [] })
  })

  test('moves at decisions only, however often it is asked', () => {
    const pressure = hearOrigin(pressureAt(100), reportWith(slow), at(0))

    expect(decide(pressure, crowdWith(), at(4.999)).pressure).toBe(pressure)
    expect(decide(pressure, crowdWith(), at(5)).change).toBe('cut')
  })

  test('is cut at once when the origin is slow', () => {
    expect(during(pressureAt(100), [5, 5], slow)).toMatchObject([
      { ratePerSecond: 85, change: 'cut', reason: 'latency', strains: [{ times: 1.5 }] },
    ])
  })

  test.each([
    ['latency', { latencyP95Ms: 3_000 }],
    ['errors', { errors: 100 }],
    ['in-flight', { inFlight: 1_500 }],
    ['stock', { stockLeft: 33 }],
  ])('is cut deeper where a limit is exceeded threefold: %s', (reason, changes) => {
    const pressure = pressureAt(100, { mostInFlight: 500 })

    expect(during(pressure, [5, 5], changes, { sessionsInside: 100 })).toMatchObject([
      { ratePerSecond: 60, change: 'cut', reason },
    ])
  })

  test('is cut once in a reaction time, though the fans let in before still weigh', () => {
    expect(rates(during(pressureAt(100), [5, 30], slow))).toEqual([85, 85, 85, 85, 85, 72.25])
  })

  test('is cut deeper, once, when the first report showed only the beginning of a disaster', () => {
    const [mild] = during(pressureAt(100), [5, 5], slow)

    const worse = during(mild?.pressure ?? pressureAt(0), [10, 35], { latencyP95Ms: 9_000 })

    expect(rates(worse)).toEqual([60, 60, 60, 60, 60, 36])
  })

  test('does not rise before the last cut could show, and says what the cut was for', () => {
    const [sick] = during(pressureAt(100), [5, 5], slow)

    const well = during(sick?.pressure ?? pressureAt(0), [10, 30])

    expect(well.map(({ reason }) => reason)).toEqual([
      ...Array<string>(4).fill('latency'),
      'recovering',
    ])
    expect(rates(well)).toEqual([85, 85, 85, 85, 87])
  })

  test('is held, not cut, by one error in three requests', () => {
    expect(during(pressureAt(100), [5, 10], { requests: 3, errors: 1 })).toMatchObject([
      { ratePerSecond: 100, change: 'held', reason: 'errors', strains: [{ sure: false }] },
      { ratePerSecond: 100, change: 'held' },
    ])
  })

  test('is not raised while nobody waits for it: an unused rate proves nothing', () => {
    const decisions = during(pressureAt(100), [5, 60], {}, { waitsForRate: false })

    expect(decisions.at(-1)).toMatchObject({ ratePerSecond: 100, reason: 'unused' })
  })

  test('says when it is at its ceiling, and when it is at its floor and why it should be lower', () => {
    expect(during(pressureAt(199), [5, 10])).toMatchObject([
      { ratePerSecond: 200, reason: 'recovering' },
      { ratePerSecond: 200, reason: 'at-ceiling', change: 'held' },
    ])
    expect(during(pressureAt(10), [5, 5], slow)).toMatchObject([
      { ratePerSecond: 10, reason: 'at-floor', change: 'held', strains: [{ kind: 'latency' }] },
    ])
  })

  test('makes no leap after a decision that came late', () => {
    const pressure = hearOrigin(pressureAt(100), reportWith({ atMs: at(600) }), at(600))

    expect(decide(pressure, crowdWith(), at(600)).ratePerSecond).toBe(102)
  })

  test('stands still while the clock runs backwards', () => {
    const pressure = hearOrigin(pressureAt(100), reportWith(), at(0))

    expect(decide(pressure, crowdWith(), at(-60)).pressure).toBe(pressure)
  })

  test('begins with small steps after a long time at its floor', () => {
    const [down] = during(pressureAt(10.5), [5, 5], slow)
    const waiting = during(down?.pressure ?? pressureAt(0), [10, 125], slow)

    const up = during(waiting.at(-1)?.pressure ?? pressureAt(0), [130, 255])

    const steps = rates(up).map((rate, index) => rate - (rates(up)[index - 1] ?? 10))
    expect(steps.slice(0, 25).map((step) => Math.round(step * 100) / 100)).toEqual(
      [0.25, 0.5, 1, 2, 2].flatMap((step) => Array<number>(5).fill(step)),
    )
  })

  test('a slow start that runs into a limit starts again', () => {
    const cold = pressureAt(10, { slowStartAfterMs: 0 })
    const risen = during(cold, [5, 95]).at(-1)?.pressure ?? cold
    const [cut] = during({ ...risen, slowSinceMs: at(95) }, [100, 100], slow)

    const again = during(cut?.pressure ?? cold, [125, 130])

    const [first, second] = rates(again)
    expect((second ?? 0) - (first ?? 0)).toBeCloseTo(0.25)
  })
})

describe('as the last seats go', () => {
  test('it slows down to its floor, cut by cut, and the sale stays open', () => {
    const decisions = during(pressureAt(100), [5, 130], { stockLeft: 20 }, { sessionsInside: 30 })

    expect(decisions.at(-1)).toMatchObject({ ratePerSecond: 85 * 0.85 ** 5, soldOut: false })
    expect(decisions.at(-1)?.reason).toBe('stock')
  })

  test('none left is said at once, and is not the controller’s to act on', () => {
    const pressure = hearOrigin(pressureAt(100), reportWith({ stockLeft: 0 }), at(1))

    const decision = decide(pressure, crowdWith(), at(1))

    expect(decision).toMatchObject({ soldOut: true, ratePerSecond: 100 })
  })
})

describe('an origin that says nothing', () => {
  test('and never did leaves the rate as it was opened', () => {
    for (const whenSilent of ['hold', 'ease', 'floor']) {
      expect(silent(pressureAt(100, { whenSilent }), [5, 600])).toMatchObject([
        { ratePerSecond: 100, reason: 'silent' },
        { ratePerSecond: 100, reason: 'silent' },
      ])
    }
  })

  test.each([
    ['hold', [102, 102, 102, 102, 102]],
    ['ease', [102, 102, 86.7, 86.7, 73.695]],
    ['floor', [102, 102, 10, 10, 10]],
  ])(
    'for a reaction time after it spoke is answered as the operator chose: %s',
    (whenSilent, expected) => {
      const decisions = silent(heardOnce({ whenSilent }), [5, 24, 29, 49, 54])

      expect(rates(decisions)).toEqual(expected)
      expect(decisions.at(-1)?.reason).toBe('silent')
    },
  )

  test('eases the rate no further than the floor', () => {
    const every25s = Array.from({ length: 40 }, (_, n) => 25 * (n + 1))

    expect(silent(heardOnce({}), every25s).at(-1)).toMatchObject({ ratePerSecond: 10 })
  })

  test('in one of its parts is heard by the others', () => {
    const two = hearOrigin(heardOnce({}), reportWith({ reporter: 'shop-2', atMs: at(30) }), at(30))

    expect(decide(two, crowdWith(), at(30))).toMatchObject({ reason: 'recovering' })
  })
})

test('an operator can read the origin as its fresh reports together show it', () => {
  const two = hearOrigin(heardOnce({}), reportWith({ reporter: 'b', latencyP95Ms: 500 }), at(1))

  expect(originReadings(two, at(2))).toMatchObject({ reporters: 2, latencyP95Ms: 400 })
  expect(originReadings(two, at(60))).toMatchObject({ reporters: 0, requests: 0 })
})

describe('an operator’s hand', () => {
  test('is what holds, whatever the origin says', () => {
    expect(during(byHand(150), [5, 60], { errors: 1_000 }).at(-1)).toMatchObject({
      ratePerSecond: 150,
      change: 'held',
      reason: 'override',
      strains: [{ kind: 'errors' }],
    })
  })

  test('let go moves nothing: the rate follows from where it was', () => {
    const [first] = during(follow(byHand(150), at(0)), [5, 5])

    expect(first).toMatchObject({ ratePerSecond: 152, reason: 'recovering' })
  })

  test('leaves nothing of the cut before it', () => {
    const [sick] = during(pressureAt(100), [5, 5], slow)
    const set = override(sick?.pressure ?? pressureAt(0), 50, at(6))
    const from = set.kind === 'pressure' ? follow(set.pressure, at(6)) : pressureAt(0)

    expect(rates(during(from, [11, 11], { latencyP95Ms: 9_000 }))).toEqual([30])
  })

  test.each([
    [9, 'rate-below-floor'],
    [Number.NaN, 'rate-below-floor'],
    [201, 'rate-above-ceiling'],
  ])('that sets %d is refused: %s', (rate, code) => {
    expect(override(pressureAt(100), rate, at(0))).toEqual({ kind: 'refused', code })
  })

  test('that lowers the ceiling lowers the rate at once; that raises it moves nothing', () => {
    const lowered = resettled(pressureAt(100), settingsWith({ ceilingPerSecond: 50 }), at(1))

    expect(lowered.ratePerSecond).toBe(50)
    expect(resettled(lowered, settingsWith(), at(2)).ratePerSecond).toBe(50)
  })
})
