import { describe, expect, test } from 'vitest'
import { crowdWith, reportWith, settingsWith } from './fixtures.ts'
import { readingsOf, strainsOf, type Crowd } from './readings.ts'
import type { OriginReport } from './report.ts'

const settings = settingsWith({ mostInFlight: 500 })

const strainsWith = (
  reports: readonly Partial<OriginReport>[],
  crowd: Partial<Crowd> = {},
  under = settings,
) => strainsOf(under, readingsOf(reports.map(reportWith), under), crowdWith(crowd))

describe('several reporters together', () => {
  test('weigh by their requests a second, not by the length of their windows', () => {
    const readings = readingsOf(
      [
        reportWith({ requests: 300, windowMs: 5_000, latencyP95Ms: 200, errors: 0 }),
        reportWith({ requests: 600, windowMs: 30_000, latencyP95Ms: 600, errors: 60 }),
      ],
      settings,
    )

    expect(readings.latencyP95Ms).toBeCloseTo(300)
    expect(readings.errorsShare).toBeCloseTo(0.025)
  })

  test('are not ruled by one that is a tenth of them, however slow it says it is', () => {
    const nine = Array.from({ length: 9 }, (_, n) => ({ reporter: `shop-${n}` }))

    expect(strainsWith([...nine, { reporter: 'sick', latencyP95Ms: 3_600_000 }])).toEqual([])
  })

  test('are slow when a third of them are', () => {
    const two = [{ reporter: 'a' }, { reporter: 'b' }]

    expect(strainsWith([...two, { reporter: 'sick', latencyP95Ms: 20_000 }])).toMatchObject([
      { kind: 'latency', sure: true },
    ])
  })

  test('of two kinds do not count the same requests in flight twice', () => {
    const readings = readingsOf(
      [
        reportWith({ source: 'origin', inFlight: 30 }),
        reportWith({ source: 'origin', inFlight: 40 }),
        reportWith({ source: 'gateway', inFlight: 90 }),
      ],
      settings,
    )

    expect(readings.inFlight).toBe(90)
  })

  test('leave the stock unknown when nobody says it, and the least when several do', () => {
    expect(readingsOf([reportWith()], settings).stockLeft).toBeUndefined()
    const two = [reportWith({ stockLeft: 7 }), reportWith({ stockLeft: 3 }), reportWith()]
    expect(readingsOf(two, settings).stockLeft).toBe(3)
  })

  test('that are none read as nothing, and strain nothing', () => {
    expect(strainsWith([], { sessionsInside: 1_000 })).toEqual([])
  })
})

describe('what is beyond its limit', () => {
  test('is not what is at its limit', () => {
    const atLimit = { latencyP95Ms: 1_000, inFlight: 500, errors: 20, stockLeft: 30 }

    expect(strainsWith([atLimit], { sessionsInside: 30 })).toEqual([])
  })

  test.each([
    [1, 3],
    [3, 3],
    [2, 19],
    [2, 50],
    [25, 1_000],
  ])('by %i errors in %i requests is not sure', (errors, requests) => {
    expect(strainsWith([{ errors, requests }])).toMatchObject([{ kind: 'errors', sure: false }])
  })

  test.each([
    [5, 50],
    [35, 1_000],
    [210, 9_000],
  ])('by %i errors in %i requests is', (errors, requests) => {
    expect(strainsWith([{ errors, requests }])).toMatchObject([{ kind: 'errors', sure: true }])
  })

  test('in latency needs requests enough, too', () => {
    const slow = { latencyP95Ms: 3_000 }

    expect(strainsWith([{ ...slow, requests: 19 }])).toMatchObject([{ sure: false }])
    expect(strainsWith([{ ...slow, requests: 20 }])).toMatchObject([{ sure: true, times: 3 }])
  })

  test('is named with the sure first, then the worst', () => {
    const sick = { latencyP95Ms: 1_500, inFlight: 2_000, requests: 10, errors: 9 }

    expect(strainsWith([sick]).map(({ kind }) => kind)).toEqual(['in-flight', 'errors', 'latency'])
  })

  test('in stock is that those inside are expected to buy more than is left', () => {
    const two = settingsWith({ stock: { whenShort: 'slow', seatsPerSession: 2 } })

    expect(strainsWith([{ stockLeft: 60 }], { sessionsInside: 30 }, two)).toEqual([])
    expect(strainsWith([{ stockLeft: 40 }], { sessionsInside: 30 }, two)).toEqual([
      { kind: 'stock', times: 1.5, sure: true },
    ])
  })

  test('in stock is a number, also when nothing is left', () => {
    expect(strainsWith([{ stockLeft: 0 }], { sessionsInside: 30 })).toMatchObject([{ times: 60 }])
  })

  test('in stock may be ignored', () => {
    const heedless = settingsWith({ stock: { whenShort: 'ignore', seatsPerSession: 2 } })

    expect(strainsWith([{ stockLeft: 0 }], { sessionsInside: 30 }, heedless)).toEqual([])
  })

  test('in requests in flight is not looked for without a limit', () => {
    expect(strainsWith([{ inFlight: 1_000_000 }], {}, settingsWith())).toEqual([])
  })
})
