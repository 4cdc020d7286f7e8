/**
 * The line played forward: slots come back as they do at their ages, are granted again as cap and
 * rate allow, and are shared among the lanes. What comes out is, per lane, when how many of those
 * who are here now will have been called. Who will give up meanwhile is not foreseen: the markers
 * see it, and the range learns it from them.
 */
import { hazards, inUse, meanHold, type Holds } from './holds.ts'

export type Terms = { readonly cap: number; readonly ratePerSecond: number }

export type Demand = {
  readonly sharePercent: number
  /** Present fans, all who wait. */
  readonly waiting: number
}

/** After `atMs`, those with fewer than `served` ahead have been called. Both rise. */
type Point = { readonly atMs: number; readonly served: number }
export type Curve = readonly Point[]

/** Steps as fine as the ages are; and wider ones, once the waves have run into one another. */
const FINE_STEPS = 240
const WAVES = 3
const WIDE_STEPS = 64
const WIDER = 1.25
const NOBODY = 1e-9

export function forecast(holds: Holds, terms: Terms, lanes: readonly Demand[]): readonly Curve[] {
  const rows = lanes.map((lane) => ({ lane, served: 0, used: 0, curve: [{ atMs: 0, served: 0 }] }))
  const mean = meanHold(holds)
  const known = mean.seen > 0.5
  const endMs = playWaves(holds, terms, rows, known ? WAVES * mean.meanMs : Infinity, known)
  if (known) playOn(terms, rows, endMs, mean.meanMs)
  return rows.map(({ curve }) => curve)
}

type Row = {
  readonly lane: Demand
  readonly curve: Point[]
  served: number
  /** In this step. */
  used: number
}

function playWaves(
  holds: Holds,
  { cap, ratePerSecond }: Terms,
  rows: readonly Row[],
  untilMs: number,
  known: boolean,
): number {
  const stepMs = holds.widthMs
  const stays = hazards(holds).map((perMs) => Math.exp(-perMs * stepMs))
  const byAge = Float64Array.from(holds.byAge)
  let used = inUse(holds)
  let atMs = 0
  for (let step = 0; step < FINE_STEPS && atMs < untilMs && isAnyLeft(rows); step += 1) {
    if (known) used = grownOlder(byAge, stays)
    const free = Math.max(0, cap - used)
    const granted = serve(rows, Math.min(free, (ratePerSecond * stepMs) / 1_000), atMs, stepMs)
    if (granted === 0 && !known) break
    byAge[1] = (byAge[1] ?? 0) + granted
    used += granted
    atMs += stepMs
  }
  return atMs
}

/** In place, since it is done some hundred times in a row; says how many slots are still in use. */
function grownOlder(byAge: Float64Array, stays: readonly number[]): number {
  const last = byAge.length - 1
  let used = (byAge[last] ?? 0) * (stays[last] ?? 0)
  byAge[last] = used
  for (let age = last; age > 0; age -= 1) {
    let slots = (byAge[age - 1] ?? 0) * (stays[age - 1] ?? 0)
    // Less than this is nobody, and slow to reckon with.
    if (slots < NOBODY) slots = 0
    used += slots
    byAge[age] = age === last ? (byAge[age] ?? 0) + slots : slots
  }
  byAge[0] = 0
  return used
}

function playOn(
  { cap, ratePerSecond }: Terms,
  rows: readonly Row[],
  fromMs: number,
  meanMs: number,
): void {
  const perMs = Math.min(ratePerSecond / 1_000, cap / meanMs)
  if (perMs <= 0) return
  let atMs = fromMs
  for (let step = 0; step < WIDE_STEPS && isAnyLeft(rows); step += 1) {
    const stepMs = Math.max(10_000, atMs * (WIDER - 1))
    serve(rows, perMs * stepMs, atMs, stepMs)
    atMs += stepMs
  }
}

function isAnyLeft(rows: readonly Row[]): boolean {
  return rows.some(({ lane, served }) => lane.waiting - served > NOBODY)
}

/** One step: slots go to the lanes by their shares, and what one lane cannot use to the others. */
function serve(rows: readonly Row[], slots: number, atMs: number, stepMs: number): number {
  const shares = sharesAsking(rows)
  for (const row of rows) row.used = 0
  let left = slots
  while (left > NOBODY) {
    const given = serveOnce(rows, left)
    if (given <= NOBODY) break
    left -= given
  }
  for (const row of rows) {
    if (row.used === 0) continue
    const last = row.curve.at(-1)
    // Until now nobody was called: the count of before, to the last bit.
    if ((last?.atMs ?? 0) < atMs) row.curve.push({ atMs, served: last?.served ?? 0 })
    // Who ran dry within the step did so when its share of it was through.
    const part = Math.min(1, (row.used * shares) / (slots * row.lane.sharePercent))
    row.curve.push({ atMs: atMs + stepMs * part, served: row.served })
  }
  return slots - left
}

function serveOnce(rows: readonly Row[], slots: number): number {
  const shares = sharesAsking(rows)
  let given = 0
  for (const row of rows) {
    const wanted = row.lane.waiting - row.served
    if (wanted <= NOBODY) continue
    const more = Math.min((slots * row.lane.sharePercent) / shares, wanted)
    row.served += more
    row.used += more
    given += more
  }
  return given
}

function sharesAsking(rows: readonly Row[]): number {
  let shares = 0
  for (const { lane, served } of rows) {
    if (lane.waiting - served > NOBODY) shares += lane.sharePercent
  }
  return shares
}

/** When somebody with so many ahead is called; undefined beyond what can be foreseen. */
export function foreseen(curve: Curve, ahead: number): number | undefined {
  const served = ahead + 1
  let before: Point | undefined
  for (const point of curve) {
    if (point.served >= served) {
      if (before === undefined) return point.atMs
      const part = (served - before.served) / (point.served - before.served)
      return before.atMs + part * (point.atMs - before.atMs)
    }
    before = point
  }
  return undefined
}

/** How many have been called after so long; undefined when all of them were before. */
export function servedAfter(curve: Curve, afterMs: number): number | undefined {
  let before: Point | undefined
  for (const point of curve) {
    if (point.atMs >= afterMs) {
      if (before === undefined || point.atMs === before.atMs) return point.served
      const part = (afterMs - before.atMs) / (point.atMs - before.atMs)
      return before.served + part * (point.served - before.served)
    }
    before = point
  }
  return undefined
}
