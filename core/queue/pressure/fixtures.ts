/** Origins and rooms for tests: all is well unless said otherwise. */
import type { Crowd } from './readings.ts'
import { decide, hearOrigin, openPressure, type Decision, type Pressure } from './pressure.ts'
import type { OriginReport } from './report.ts'
import { pressureSettings } from './settings.ts'

const START_MS = 1_800_000_000_000

export const at = (seconds: number): number => START_MS + Math.round(seconds * 1_000)

/** Five decisions of 5 s make a reaction time, in which the rate rises by 10 a second. */
const bounds = { floorPerSecond: 10, ceilingPerSecond: 200, stepPerSecond: 10 }

export const settingsWith = (changes: object = {}) =>
  pressureSettings.parse({ ...bounds, reactionMs: 25_000, ...changes })

export const pressureAt = (ratePerSecond: number, changes: object = {}): Pressure =>
  openPressure(settingsWith(changes), ratePerSecond, START_MS)

export const reportWith = (changes: Partial<OriginReport> = {}): OriginReport => ({
  reporter: 'shop-1',
  source: 'origin',
  atMs: START_MS,
  windowMs: 5_000,
  requests: 1_000,
  errors: 0,
  latencyP95Ms: 300,
  inFlight: 40,
  ...changes,
})

export const crowdWith = (changes: Partial<Crowd> = {}): Crowd => ({
  sessionsInside: 0,
  waitsForRate: true,
  ...changes,
})

/** A report every 5 s from one second up to another, and a decision after each. */
export function during(
  pressure: Pressure,
  [from, to]: readonly [number, number],
  changes: Partial<OriginReport> = {},
  crowd: Partial<Crowd> = {},
): Decision[] {
  const decisions: Decision[] = []
  let so = pressure
  for (let second = from; second <= to; second += 5) {
    so = hearOrigin(so, reportWith({ atMs: at(second), ...changes }), at(second))
    const decision = decide(so, crowdWith(crowd), at(second))
    so = decision.pressure
    decisions.push(decision)
  }
  return decisions
}
