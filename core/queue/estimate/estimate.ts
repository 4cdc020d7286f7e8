/**
 * The wait as a range. Every other second the room looks at its own totals, plays the line forward,
 * and writes down for a few lengths of line what a fan there is told; and it notes how what it
 * told before came out, which is how it knows how wide a range must be (R6).
 */
import { z } from 'zod'
import { forecast } from './forecast.ts'
import { holdsAfter, holdsOf, type Holds } from './holds.ts'
import {
  foreseenAnew,
  noMarkers,
  passMarkers,
  setMarkers,
  type Markers,
  type Passed,
  type Told,
} from './markers.ts'
import type { Observed } from './observed.ts'
import { waitTable, type WaitTable } from './range.ts'
import { noScore, scored, scoreOf, scoreSchema, type Score } from './score.ts'
import { adapted, factors, learned, noSpread, type Factors, type Spread } from './spread.ts'
import { tableOf } from './table.ts'

export type Estimate = {
  readonly lookedAtMs: number
  /** Since when the totals are followed without a gap. */
  readonly sinceMs: number
  /** Undefined until the totals were seen once. */
  readonly holds: Holds | undefined
  readonly granted: number
  readonly returned: number
  /** What the room was told to do when it was last looked at. */
  readonly terms: Terms
  readonly spread: Spread
  /** What the spread comes to, worked out anew every few seconds. */
  readonly factors: readonly Factors[]
  readonly factorsAtMs: number
  readonly markers: Markers
  readonly score: Score
  readonly tables: Readonly<Record<string, WaitTable>>
}

type Terms = Pick<Observed, 'isRunning' | 'cap' | 'ratePerSecond'>

/** What the room's document says of waits: per lane, and how the past ones came out. */
export const waitsSchema = z.object({
  lanes: z.record(z.string(), waitTable),
  score: scoreSchema,
})
export type Waits = z.infer<typeof waitsSchema>

const LOOK_EVERY_MS = 2_000
const FACTORS_EVERY_MS = 10_000
/** What a room that has just begun, or begun again, knows of its segments is not whole yet. */
const TELL_AFTER_MS = 5_000
const MARK_AFTER_MS = 15_000
/** So full a shop was just opened: what is in it is new. */
const NEARLY_EMPTY = 0.05
/** A rate that moved more than this was steered; less is the shop's own breathing. */
const STEERED = 0.25

export const noEstimate: Estimate = {
  lookedAtMs: 0,
  sinceMs: 0,
  holds: undefined,
  granted: 0,
  returned: 0,
  terms: { isRunning: false, cap: 0, ratePerSecond: 0 },
  spread: noSpread,
  factors: factors(noSpread),
  factorsAtMs: 0,
  markers: noMarkers,
  score: noScore,
  tables: {},
}

export function waitsOf({ tables, score }: Estimate): Waits {
  return { lanes: tables, score: scoreOf(score) }
}

/** Called each tick; most of them change nothing. */
export function estimateAt(before: Estimate, seen: Observed, nowMs: number): Estimate {
  const elapsedMs = nowMs - before.lookedAtMs
  // By a clock that stepped back nothing can be measured; what was scored stays.
  if (elapsedMs < -LOOK_EVERY_MS) {
    return estimateAt({ ...noEstimate, score: before.score }, seen, nowMs)
  }
  const steered = isSteered(before.terms, seen)
  if (elapsedMs < 0 || (elapsedMs < LOOK_EVERY_MS && !steered)) return before
  const looked = lookAgain(before, seen, nowMs)
  const ageMs = nowMs - looked.sinceMs
  const told = toldNow(looked, seen, ageMs)
  const tables = Object.fromEntries([...told].map(([id, { table }]) => [id, table]))
  const kept = steered ? foreseenAnew(looked.markers, seen, told, nowMs) : looked.markers
  const isSure = isFresh(seen) || ageMs >= MARK_AFTER_MS
  const markers = isSure ? setMarkers(kept, seen, told, nowMs) : kept
  const terms = steered ? termsOf(seen) : before.terms
  return { ...looked, terms, tables, markers }
}

type Looked = Estimate & { readonly holds: Holds }

/** The totals since the last look, and what became of what was told earlier. */
function lookAgain(before: Estimate, seen: Observed, nowMs: number): Looked {
  const holds = holdsNow(before, seen, nowMs - before.lookedAtMs)
  const { markers, passed } = passMarkers(before.markers, seen, nowMs)
  const spread = passed.reduce(withPassed, before.spread)
  const isDue = nowMs - before.factorsAtMs >= FACTORS_EVERY_MS
  return {
    ...before,
    lookedAtMs: nowMs,
    sinceMs: isBegun(before, seen) ? nowMs : before.sinceMs,
    holds,
    granted: seen.granted,
    returned: seen.returned,
    spread,
    ...(isDue && { factors: factors(spread), factorsAtMs: nowMs }),
    markers,
    score: passed.reduce((score, { told, waitMs }) => scored(score, told, waitMs), before.score),
  }
}

function withPassed(spread: Spread, { told, waitMs, of, isFair, ratio }: Passed): Spread {
  const held = told.lowMs <= waitMs && waitMs <= told.highMs
  const wider = isFair ? adapted(spread, of, held) : spread
  return ratio === undefined ? wider : learned(wider, of, ratio)
}

function termsOf({ isRunning, cap, ratePerSecond }: Observed): Terms {
  return { isRunning, cap, ratePerSecond }
}

function isSteered(before: Terms, seen: Observed): boolean {
  if (before.isRunning !== seen.isRunning || before.cap !== seen.cap) return true
  return Math.abs(Math.log(seen.ratePerSecond / before.ratePerSecond)) > STEERED
}

/** Totals that fell are those of another life of the room. */
function isBegun(before: Estimate, { granted, returned }: Observed): boolean {
  return before.holds === undefined || granted < before.granted || returned < before.returned
}

function isFresh({ granted, returned, cap }: Observed): boolean {
  return returned === 0 || granted - returned <= cap * NEARLY_EMPTY
}

function holdsNow(before: Estimate, seen: Observed, elapsedMs: number): Holds {
  const { holds, granted, returned } = before
  if (holds === undefined || isBegun(before, seen)) {
    const inUse = Math.max(0, seen.granted - seen.returned)
    return holdsOf(inUse, isFresh(seen) ? 0 : seen.longestHoldMs)
  }
  return holdsAfter(holds, elapsedMs, seen.granted - granted, seen.returned - returned)
}

/** Nothing while nobody is called: when that will change only the operator knows. */
function toldNow({ holds, factors: margins }: Looked, seen: Observed, ageMs: number): Told {
  if (!seen.isRunning || (!isFresh(seen) && ageMs < TELL_AFTER_MS)) return new Map()
  const demands = seen.lanes.map(({ sharePercent, aheadOf, frontier }) => ({
    sharePercent,
    // One more than wait: what who joins next is told.
    waiting: aheadOf(frontier) + 1,
  }))
  const curves = forecast(holds, seen, demands)
  return new Map(
    seen.lanes.map(({ id }, lane) => {
      const curve = curves[lane] ?? []
      return [id, { curve, table: tableOf(curve, margins) }]
    }),
  )
}
