/** The rate under any reports, in any order, at any time: what holds for all of them. */
import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { seal, unseal } from '../snapshot.ts'
import { at, crowdWith, pressureAt, reportWith, settingsWith } from './fixtures.ts'
import { decide, hearOrigin, openPressure, pressureState, type Pressure } from './pressure.ts'
import type { OriginReport } from './report.ts'
import { stepOf } from './settings.ts'

/** Whatever reporters might say, at whatever time it is heard. */
const anyReport = fc.record({
  reporter: fc.constantFrom('a', 'b', 'c'),
  source: fc.constantFrom('origin' as const, 'gateway' as const),
  atMs: fc.integer({ min: -100, max: 700 }).map((second) => at(second)),
  requests: fc.integer({ min: 100, max: 1_000 }),
  errors: fc.integer({ min: 0, max: 100 }),
  latencyP95Ms: fc.integer({ min: 0, max: 5_000 }),
  inFlight: fc.integer({ min: 0, max: 2_000 }),
  stockLeft: fc.integer({ min: 0, max: 100 }),
})
const anyEvent = fc.record({
  waitMs: fc.integer({ min: -2_000, max: 20_000 }),
  reports: fc.array(anyReport, { maxLength: 4 }),
  sessionsInside: fc.integer({ min: 0, max: 100 }),
  waitsForRate: fc.boolean(),
})
type Happening = typeof anyEvent extends fc.Arbitrary<infer Event> ? Event : never

const anySettings = fc
  .record({
    whenSilent: fc.constantFrom('hold', 'ease', 'floor'),
    slowStartAfterMs: fc.constantFrom(0, 30_000),
    floorPerSecond: fc.constantFrom(10, 99, 200),
    mostInFlight: fc.constantFrom(500, 1_500),
  })
  .map(settingsWith)

function afterAll(from: Pressure, events: readonly Happening[]) {
  let nowMs = at(0)
  let so = from
  return events.map(({ waitMs, reports, ...crowd }) => {
    nowMs += waitMs
    for (const changes of reports) so = hearOrigin(so, reportWith(changes), nowMs)
    const decision = decide(so, crowd, nowMs)
    so = decision.pressure
    return { nowMs, ...decision }
  })
}

describe('whatever is reported, and whenever', () => {
  const events = fc.array(anyEvent, { minLength: 1, maxLength: 40 })
  const opening = fc.double({ min: 1, max: 300, noNaN: true })
  const runs = { numRuns: inject('runs') }

  test('the rate stays between its floor and its ceiling', () => {
    fc.assert(
      fc.property(anySettings, opening, events, (settings, rate, events) => {
        const { floorPerSecond, ceilingPerSecond } = settings
        for (const after of afterAll(openPressure(settings, rate, at(0)), events)) {
          expect(after.ratePerSecond).toBeGreaterThanOrEqual(floorPerSecond)
          expect(after.ratePerSecond).toBeLessThanOrEqual(ceilingPerSecond)
        }
      }),
      runs,
    )
  })

  test('the rate rises by no more than a step in a reaction time', () => {
    fc.assert(
      fc.property(anySettings, opening, events, (settings, rate, events) => {
        const opened = openPressure(settings, rate, at(0))
        let before = { nowMs: at(0), ratePerSecond: opened.ratePerSecond }
        let latestMs = at(0)
        for (const after of afterAll(opened, events)) {
          const elapsedMs = Math.max(0, after.nowMs - latestMs)
          // A decision may make up for less than one interval since the last.
          const most = (stepOf(settings) * (elapsedMs + 5_000)) / settings.reactionMs
          expect(after.ratePerSecond - before.ratePerSecond).toBeLessThanOrEqual(most + 1e-9)
          before = after
          latestMs = Math.max(latestMs, after.nowMs)
        }
        const allMs = latestMs - at(0)
        const risen = before.ratePerSecond - opened.ratePerSecond
        expect(risen).toBeLessThanOrEqual((stepOf(settings) * allMs) / settings.reactionMs + 1e-9)
      }),
      runs,
    )
  })

  test('in a reaction time no more is taken than one severe cut takes', () => {
    fc.assert(
      fc.property(anySettings, opening, events, (settings, rate, events) => {
        if (settings.whenSilent === 'floor') return
        const opened = openPressure(settings, rate, at(0))
        let settledAt = { nowMs: -Infinity, rate: opened.ratePerSecond }
        let before = opened.ratePerSecond
        for (const after of afterAll(opened, events)) {
          const isNewCut = after.nowMs >= settledAt.nowMs + settings.reactionMs
          if (after.change === 'cut' && isNewCut) settledAt = { nowMs: after.nowMs, rate: before }
          expect(after.ratePerSecond).toBeGreaterThanOrEqual(
            Math.max(settings.floorPerSecond, settledAt.rate * settings.severeCutTo) - 1e-9,
          )
          before = after.ratePerSecond
        }
      }),
      runs,
    )
  })

  test('a worse report never leads to a higher rate', () => {
    const more = fc.record({
      errors: fc.integer({ min: 0, max: 100 }),
      latencyP95Ms: fc.integer({ min: 0, max: 2_000 }),
      inFlight: fc.integer({ min: 0, max: 2_000 }),
      stockSold: fc.integer({ min: 0, max: 100 }),
    })
    fc.assert(
      fc.property(anySettings, opening, anyReport, more, (settings, rate, said, more) => {
        const better: OriginReport = reportWith({ ...said, errors: Math.min(said.errors, 50) })
        const worse: OriginReport = {
          ...better,
          errors: Math.min(better.requests, better.errors + more.errors),
          latencyP95Ms: said.latencyP95Ms + more.latencyP95Ms,
          inFlight: better.inFlight + more.inFlight,
          stockLeft: Math.max(0, said.stockLeft - more.stockSold),
        }
        const after = (report: OriginReport) =>
          decide(
            hearOrigin(openPressure(settings, rate, at(0)), report, at(5)),
            crowdWith({ sessionsInside: 50 }),
            at(5),
          ).ratePerSecond

        expect(after(worse)).toBeLessThanOrEqual(after(better))
      }),
      runs,
    )
  })

  test('reports said again later, and those overtaken, change no decision', () => {
    const seconds = fc.array(anyReport, { minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(seconds, fc.array(fc.nat(), { maxLength: 12 }), (said, picks) => {
        const reports = said.map((each, n) => reportWith({ ...each, atMs: at(n * 5) }))
        let plain = pressureAt(100)
        let noisy = plain
        for (const [n, report] of reports.entries()) {
          const nowMs = at(n * 5)
          plain = decide(hearOrigin(plain, report, nowMs), crowdWith(), nowMs).pressure
          noisy = hearOrigin(noisy, report, nowMs)
          const old = reports[(picks[n] ?? 0) % (n + 1)] ?? report
          noisy = decide(hearOrigin(noisy, old, nowMs), crowdWith(), nowMs).pressure
          expect(noisy).toEqual(plain)
        }
      }),
      runs,
    )
  })

  test('what was stored is what is read back, and goes on the same', () => {
    fc.assert(
      fc.property(anySettings, opening, events, (settings, rate, events) => {
        const state = afterAll(openPressure(settings, rate, at(0)), events).at(-1)?.pressure
        const read = unseal(seal(1, state), 1, pressureState)

        expect(read).toEqual({ kind: 'body', body: state })
      }),
      runs,
    )
  })
})
