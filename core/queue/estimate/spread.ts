/**
 * How far what was foreseen lies from what came, by how long the wait was foreseen to be. The
 * room tests itself, and tells the range that would have held nine times in ten lately. A class
 * of waits that has seen little borrows from its neighbours.
 */
export type Spread = {
  /** By class, shortest waits first: how often what came was so much of what was foreseen. */
  readonly seen: readonly Histogram[]
  /** By class: how much wider than that the range is, so that nine in ten do hold. */
  readonly stretch: readonly number[]
}

/** Weights by the logarithm of the ratio, in even steps, smallest first. */
type Histogram = readonly number[]

export type Factors = { readonly low: number; readonly high: number }

export const CLASSES = 16
const SHORTEST_MS = 2_000
/** Steps of 2.5 %, from four tenths to two and a half times. */
const STEP = 0.025
const HALF = 37
const STEPS = 2 * HALF + 1
/** A single marker says no more than this. */
const RATIO = { least: 0.4, most: 2.5 }
/** Each marker makes those before it weigh this much less. */
const KEEP = 1 - 1 / 32
/**
 * What is believed before anything was seen, a bell around what was foreseen; and in part ever
 * after: the forecast knows things that no past marker does, so a range always reaches near it.
 */
const PRIOR_WIDTH = 0.095
const PRIOR_WEIGHT = 4
const PRIOR_PART = 0.1
/** A neighbouring class counts for so much, for each class between. */
const BORROWED = 1 / 3
const REACH = 4
const LOW = 0.05
const HIGH = 0.95
/** A miss widens as much as nine ranges that held narrow. */
const WIDEN = 1.16
const NARROW = WIDEN ** (-1 / 9)
const STRETCH = { least: 0.5, most: 2.5 }

const bell = Array.from({ length: STEPS }, (_, at) => {
  return Math.exp(-0.5 * (((at - HALF) * STEP) / PRIOR_WIDTH) ** 2)
})
const PRIOR: Histogram = bell.map((weight) => weight / bell.reduce((sum, more) => sum + more, 0))

export const noSpread: Spread = {
  seen: Array.from({ length: CLASSES }, () => Array.from({ length: STEPS }, () => 0)),
  stretch: Array.from({ length: CLASSES }, () => 1),
}

export function classOf(foreseenMs: number): number {
  const steps = Math.floor(Math.log2(Math.max(1, foreseenMs / SHORTEST_MS)))
  return Math.min(CLASSES - 1, Math.max(0, steps))
}

/** The wait that stands for a class. */
export function horizonMs(of: number): number {
  return SHORTEST_MS * 2 ** (of + 0.5)
}

/** A marker was passed: what came over what was foreseen. */
export function learned(spread: Spread, of: number, ratio: number): Spread {
  const bounded = Math.min(RATIO.most, Math.max(RATIO.least, ratio))
  const at = HALF + Math.round(Math.log(bounded) / STEP)
  const seen = (spread.seen[of] ?? []).map(
    (weight, index) => weight * KEEP + (index === at ? 1 : 0),
  )
  return { ...spread, seen: spread.seen.with(of, seen) }
}

export function adapted(spread: Spread, of: number, held: boolean): Spread {
  const next = (spread.stretch[of] ?? 1) * (held ? NARROW : WIDEN)
  const bounded = Math.min(STRETCH.most, Math.max(STRETCH.least, next))
  return { ...spread, stretch: spread.stretch.with(of, bounded) }
}

export function factors(spread: Spread): readonly Factors[] {
  return spread.seen.map((_, of) => factorsOf(spread, of))
}

function factorsOf({ seen, stretch }: Spread, of: number): Factors {
  const all = Array.from({ length: STEPS }, () => 0)
  for (
    let other = Math.max(0, of - REACH);
    other <= Math.min(CLASSES - 1, of + REACH);
    other += 1
  ) {
    const weight = BORROWED ** Math.abs(other - of)
    const histogram = seen[other] ?? []
    for (let at = 0; at < STEPS; at += 1) all[at] = (all[at] ?? 0) + (histogram[at] ?? 0) * weight
  }
  const weight = PRIOR_WEIGHT + PRIOR_PART * all.reduce((sum, seenWeight) => sum + seenWeight, 0)
  for (let at = 0; at < STEPS; at += 1) all[at] = (all[at] ?? 0) + (PRIOR[at] ?? 0) * weight
  const centre = quantile(all, 0.5)
  const wider = stretch[of] ?? 1
  return {
    low: Math.exp(centre + Math.min(0, quantile(all, LOW) - centre) * wider),
    high: Math.exp(centre + Math.max(0, quantile(all, HIGH) - centre) * wider),
  }
}

/** As a logarithm. Within a step all ratios are equally likely. */
function quantile(histogram: Histogram, part: number): number {
  const total = histogram.reduce((sum, weight) => sum + weight, 0)
  let below = 0
  for (const [at, weight] of histogram.entries()) {
    if (below + weight >= part * total && weight > 0) {
      return (at - HALF - 0.5 + (part * total - below) / weight) * STEP
    }
    below += weight
  }
  return 0
}
