/**
 * The rate that follows the origin: it rises by a step in a reaction time while all is well, and
 * is cut by a factor, once in a reaction time, when something is beyond its limit. Slow up and
 * fast down keeps an origin up, and two rooms that share one come to equal rates.
 *
 * Between a change of the rate and the load it makes lies the reaction time: a fan who is let in
 * now asks for seats in a minute. Whoever cuts again before then cuts for the same fans twice.
 */
import { z } from 'zod'
import { assert } from '../../assert.ts'
import { readingsOf, strainKinds, strainsOf } from './readings.ts'
import type { Crowd, Readings, Strain } from './readings.ts'
import type { OriginReport } from './report.ts'
import { fresh, hear, heardReport, REPORTERS_MAX } from './reporters.ts'
import { pressureSettings, stepOf, type PressureSettings } from './settings.ts'

const reasons = [
  ...strainKinds,
  'recovering',
  'silent',
  'at-ceiling',
  'at-floor',
  /** All is well, and nobody waits for a higher rate: what nobody uses proves nothing. */
  'unused',
  'override',
] as const

const instantMs = z.int().nonnegative()

/** The whole state, and what the room stores of it. */
export const pressureState = z.strictObject({
  settings: pressureSettings,
  ratePerSecond: z.number(),
  /** Set by hand: reports are heard, and nothing follows from them. */
  byHand: z.boolean(),
  reason: z.enum(reasons),
  decidedAtMs: instantMs,
  /** Until then nothing moves: the last cut is yet to show. */
  settlingUntilMs: instantMs,
  /** The rate before that cut, while it may still be deepened. */
  cutFromPerSecond: z.number().nullable(),
  /** Since when the rate has been at the floor. */
  floorSinceMs: instantMs.nullable(),
  /** Since when it has been rising again after a long time there. */
  slowSinceMs: instantMs.nullable(),
  /** When a report that counts last came; never, and there is nothing to follow, and no silence either. */
  lastFreshMs: instantMs.nullable(),
  heard: z.array(heardReport).max(REPORTERS_MAX).readonly(),
})
export type Pressure = Readonly<z.infer<typeof pressureState>>
type PressureReason = Pressure['reason']

/** The first of the small steps after a long time at the floor; each reaction time doubles it. */
const SLOW_START_SHARE = 1 / 8

export function openPressure(
  settings: PressureSettings,
  ratePerSecond: number,
  nowMs: number,
): Pressure {
  const within = clamped(settings, ratePerSecond)
  return {
    settings,
    ratePerSecond: within,
    byHand: false,
    reason: 'unused',
    decidedAtMs: nowMs,
    settlingUntilMs: 0,
    cutFromPerSecond: null,
    floorSinceMs: within === settings.floorPerSecond ? nowMs : null,
    slowSinceMs: null,
    lastFreshMs: null,
    heard: [],
  }
}

/** Takes a report. It moves nothing by itself: the next decision does. */
export function hearOrigin(pressure: Pressure, report: OriginReport, nowMs: number): Pressure {
  const heard = hear(pressure.heard, report, nowMs)
  if (heard === pressure.heard) return pressure
  const isFresh = fresh(heard, pressure.settings.reportMaxAgeMs, nowMs).length > 0
  return { ...pressure, heard, lastFreshMs: isFresh ? nowMs : pressure.lastFreshMs }
}

/** The origin as the fresh reports together show it, for operators. */
export function originReadings({ settings, heard }: Pressure, nowMs: number): Readings {
  return readingsOf(fresh(heard, settings.reportMaxAgeMs, nowMs), settings)
}

export type Decision = {
  readonly pressure: Pressure
  readonly ratePerSecond: number
  readonly change: 'raised' | 'held' | 'cut'
  readonly reason: PressureReason
  /** Everything beyond its limit, the sure first, also where the rate did not move for it. */
  readonly strains: readonly Strain[]
  /** No seat is left. That slows the rate; whether the sale ends is the operator's to say. */
  readonly soldOut: boolean
}

/** May be called as often as one likes: between two decisions nothing moves. */
export function decide(pressure: Pressure, crowd: Crowd, nowMs: number): Decision {
  const readings = originReadings(pressure, nowMs)
  const strains = strainsOf(pressure.settings, readings, crowd)
  const isDue = nowMs >= pressure.decidedAtMs + pressure.settings.decideEveryMs
  const after = isDue
    ? { ...next(pressure, readings, strains, crowd, nowMs), decidedAtMs: nowMs }
    : pressure
  const { floorPerSecond, ceilingPerSecond } = after.settings
  const { ratePerSecond, reason } = after
  assert(ratePerSecond >= floorPerSecond, 'a rate below its floor')
  assert(ratePerSecond <= ceilingPerSecond, 'a rate above its ceiling')
  return {
    pressure: after,
    ratePerSecond,
    change: changeBetween(pressure.ratePerSecond, ratePerSecond),
    reason,
    strains,
    soldOut: readings.stockLeft === 0,
  }
}

export type Overridden =
  | { readonly kind: 'pressure'; readonly pressure: Pressure }
  | { readonly kind: 'refused'; readonly code: 'rate-below-floor' | 'rate-above-ceiling' }

/** An operator sets the rate, within the bounds they gave themselves. */
export function override(pressure: Pressure, ratePerSecond: number, nowMs: number): Overridden {
  const { floorPerSecond, ceilingPerSecond } = pressure.settings
  if (!(ratePerSecond >= floorPerSecond)) return { kind: 'refused', code: 'rate-below-floor' }
  if (ratePerSecond > ceilingPerSecond) return { kind: 'refused', code: 'rate-above-ceiling' }
  const settled = { ...pressure, settlingUntilMs: 0 }
  const moved = movedTo(settled, ratePerSecond, 'override', nowMs)
  return { kind: 'pressure', pressure: { ...moved, byHand: true, decidedAtMs: nowMs } }
}

/** Follows the origin again, from the rate it is at: letting go moves nothing. */
export function follow(pressure: Pressure, nowMs: number): Pressure {
  return pressure.byHand ? { ...pressure, byHand: false, decidedAtMs: nowMs } : pressure
}

/** New settings in the middle of a sale. Only new bounds move the rate, and at once. */
export function resettled(pressure: Pressure, settings: PressureSettings, nowMs: number): Pressure {
  const within = clamped(settings, pressure.ratePerSecond)
  return movedTo({ ...pressure, settings }, within, pressure.reason, nowMs)
}

function next(
  pressure: Pressure,
  readings: Readings,
  [worst]: readonly Strain[],
  { waitsForRate }: Crowd,
  nowMs: number,
): Pressure {
  const { settings, ratePerSecond } = pressure
  if (pressure.byHand) return { ...pressure, reason: 'override' }
  if (readings.reporters === 0) return inSilence(pressure, nowMs)
  const isSevere = worst?.sure === true && worst.times >= settings.severeAt
  if (nowMs < pressure.settlingUntilMs) {
    if (isSevere) return deepened(pressure, worst.kind, nowMs)
    return { ...pressure, reason: worst?.kind ?? pressure.reason }
  }
  if (worst?.sure === true) {
    if (ratePerSecond === settings.floorPerSecond) return { ...pressure, reason: 'at-floor' }
    if (isSevere) return deepened(cut(pressure, worst.kind, nowMs), worst.kind, nowMs)
    return cut(pressure, worst.kind, nowMs)
  }
  if (worst !== undefined) return { ...pressure, reason: worst.kind }
  if (ratePerSecond === settings.ceilingPerSecond) return { ...pressure, reason: 'at-ceiling' }
  return waitsForRate ? raised(pressure, nowMs) : { ...pressure, reason: 'unused' }
}

/**
 * An origin that no longer says how it is may be down, and whoever is let in then loses their
 * place for nothing. Or only its reports are lost. So by default the rate goes down by cuts, and
 * not before a reaction time: two reports lost in a row are no news.
 */
function inSilence(pressure: Pressure, nowMs: number): Pressure {
  const { whenSilent, floorPerSecond, reactionMs } = pressure.settings
  const { lastFreshMs } = pressure
  const silent: Pressure = { ...pressure, reason: 'silent' }
  if (whenSilent === 'hold' || lastFreshMs === null || nowMs < lastFreshMs + reactionMs)
    return silent
  if (whenSilent === 'floor') return movedTo(silent, floorPerSecond, 'silent', nowMs)
  if (nowMs < pressure.settlingUntilMs || pressure.ratePerSecond === floorPerSecond) return silent
  return cut(pressure, 'silent', nowMs)
}

function cut(pressure: Pressure, reason: PressureReason, nowMs: number): Pressure {
  const { settings, ratePerSecond, slowSinceMs } = pressure
  const to = clamped(settings, ratePerSecond * settings.cutTo)
  const settlingUntilMs = nowMs + settings.reactionMs
  return {
    ...movedTo(pressure, to, reason, nowMs),
    settlingUntilMs,
    cutFromPerSecond: ratePerSecond,
    // A slow start that ran into its limit starts again.
    slowSinceMs: stepShare(pressure, nowMs) < 1 ? settlingUntilMs : slowSinceMs,
  }
}

/**
 * The first report of a disaster shows only its beginning. So a cut may become a severe one while
 * it settles, once, counted from where the rate was before it.
 */
function deepened(pressure: Pressure, reason: PressureReason, nowMs: number): Pressure {
  const { settings, cutFromPerSecond, ratePerSecond } = pressure
  if (cutFromPerSecond === null) return { ...pressure, reason }
  const to = Math.min(ratePerSecond, clamped(settings, cutFromPerSecond * settings.severeCutTo))
  return {
    ...movedTo(pressure, to, reason, nowMs),
    settlingUntilMs: nowMs + settings.reactionMs,
    cutFromPerSecond: null,
  }
}

function raised(pressure: Pressure, nowMs: number): Pressure {
  const { settings, ratePerSecond, floorSinceMs, decidedAtMs } = pressure
  const isColdStart = floorSinceMs !== null && nowMs - floorSinceMs >= settings.slowStartAfterMs
  const starting = isColdStart ? { ...pressure, slowSinceMs: nowMs } : pressure
  // A decision that comes late makes no leap: what was not watched was not proven.
  const watchedMs = Math.min(nowMs - decidedAtMs, settings.decideEveryMs)
  const more = stepOf(settings) * stepShare(starting, nowMs) * (watchedMs / settings.reactionMs)
  return movedTo(starting, clamped(settings, ratePerSecond + more), 'recovering', nowMs)
}

function stepShare({ settings, slowSinceMs }: Pressure, nowMs: number): number {
  if (slowSinceMs === null) return 1
  const doublings = Math.max(0, Math.floor((nowMs - slowSinceMs) / settings.reactionMs))
  return Math.min(1, SLOW_START_SHARE * 2 ** doublings)
}

function movedTo(
  pressure: Pressure,
  ratePerSecond: number,
  reason: PressureReason,
  nowMs: number,
): Pressure {
  const isAtFloor = ratePerSecond === pressure.settings.floorPerSecond
  const floorSinceMs = isAtFloor ? (pressure.floorSinceMs ?? nowMs) : null
  return { ...pressure, ratePerSecond, reason, floorSinceMs }
}

function clamped({ floorPerSecond, ceilingPerSecond }: PressureSettings, rate: number): number {
  return Math.min(ceilingPerSecond, Math.max(floorPerSecond, rate))
}

function changeBetween(before: number, after: number): Decision['change'] {
  if (before === after) return 'held'
  return after > before ? 'raised' : 'cut'
}
