/**
 * How long slots are held, learned from two running totals. Slots are counted by age; which ages
 * the returned ones had is not told, so each age is taken to have given back what is usual for
 * it, and what is usual is learned from that in turn. A sale whose slots were all filled at once
 * gets them back in waves, those of turns nobody took first, and an average would not see it.
 */
export type Holds = {
  /** How wide an age is. Doubles when slots grow older than there are ages. */
  readonly widthMs: number
  /** How much of the current width has passed. */
  readonly passedMs: number
  /** Slots in use by age, youngest first; the last holds all that are older. */
  readonly byAge: readonly number[]
  /** By age, slots returned, and slot-milliseconds lived; the distant past weighs less. */
  readonly ended: readonly number[]
  readonly livedMs: readonly number[]
}

const AGES = 96
const FINEST_MS = 2_000
const FORGET_MS = 20 * 60_000
/** How alike one age is to the next. */
const ALIKE = 0.8
/** Each age starts with so many slots’ worth of what is usual near it. */
const PRIOR_SLOTS = 3
/** Older slots than there are ages for: past this part the ages are made wider. */
const TOO_OLD = 0.02

const zeros: readonly number[] = Array.from({ length: AGES }, () => 0)

/** Slots found in use may have been so for any time up to the longest. */
export function holdsOf(inUse: number, longestMs: number): Holds {
  const widthMs = Math.max(FINEST_MS, longestMs / AGES)
  const byAge = longestMs === 0 ? zeros.with(0, inUse) : zeros.map(() => inUse / AGES)
  return { widthMs, passedMs: 0, byAge, ended: zeros, livedMs: zeros }
}

export function inUse({ byAge }: Holds): number {
  return sum(byAge)
}

/** After so long, in which so many slots were granted and so many came back. */
export function holdsAfter(
  holds: Holds,
  elapsedMs: number,
  granted: number,
  returned: number,
): Holds {
  const keep = Math.exp(-elapsedMs / FORGET_MS)
  const usual = endings(holds, elapsedMs)
  const came = spreadOver(holds.byAge, usual, returned)
  const byAge = holds.byAge.map((slots, age) => slots - (came[age] ?? 0))
  const ended = holds.ended.map((slots, age) => slots * keep + (came[age] ?? 0))
  const livedMs = holds.livedMs.map((lived, age) => {
    const mean = (holds.byAge[age] ?? 0) - (came[age] ?? 0) / 2
    return lived * keep + Math.max(0, mean) * elapsedMs
  })
  byAge[0] = (byAge[0] ?? 0) + granted
  const passedMs = holds.passedMs + elapsedMs
  return aged({ ...holds, passedMs, byAge, ended, livedMs })
}

/** How many of each age are expected back within a time that is short beside their hold. */
function endings(holds: Holds, elapsedMs: number): number[] {
  const perMs = hazards(holds)
  return holds.byAge.map((slots, age) => slots * -Math.expm1(-(perMs[age] ?? 0) * elapsedMs))
}

/**
 * Part of the slots of an age that come back in a millisecond. An age of which little was seen is
 * taken to be like those just younger, and those that nobody has come to like the oldest seen.
 */
export function hazards({ ended, livedMs, widthMs }: Holds): number[] {
  const priorMs = PRIOR_SLOTS * widthMs
  let nearEnded = 1e-6
  let nearLivedMs = 1
  return ended.map((slots, age) => {
    const lived = livedMs[age] ?? 0
    nearEnded = nearEnded * ALIKE + slots
    nearLivedMs = nearLivedMs * ALIKE + lived
    return (slots + (nearEnded / nearLivedMs) * priorMs) / (lived + priorMs)
  })
}

/** Shares a number out by weight, to each at most what it has. */
function spreadOver(most: readonly number[], weights: readonly number[], total: number): number[] {
  const given = most.map(() => 0)
  let left = Math.min(total, sum(most))
  for (let round = 0; round < 8 && left > 1e-9; round += 1) {
    const open = weights.map((weight, at) => {
      return (given[at] ?? 0) < (most[at] ?? 0) ? weight + 1e-12 : 0
    })
    const all = sum(open)
    if (all <= 0) break
    let taken = 0
    for (const [at, weight] of open.entries()) {
      const more = Math.min((most[at] ?? 0) - (given[at] ?? 0), (left * weight) / all)
      given[at] = (given[at] ?? 0) + more
      taken += more
    }
    left -= taken
  }
  return given
}

function aged(holds: Holds): Holds {
  let { byAge, passedMs } = holds
  const { widthMs } = holds
  for (let turns = 0; passedMs >= widthMs && turns < AGES; turns += 1) {
    byAge = older(byAge)
    passedMs -= widthMs
  }
  const next = { ...holds, byAge, passedMs: passedMs % widthMs }
  return (byAge.at(-1) ?? 0) > TOO_OLD * sum(byAge) + 1 ? widened(next) : next
}

/** Everybody a step older; who was the oldest stays it. */
function older(byAge: readonly number[]): number[] {
  const last = byAge.length - 1
  return byAge.map((slots, age) => {
    if (age === 0) return 0
    return (byAge[age - 1] ?? 0) + (age === last ? slots : 0)
  })
}

function half(values: readonly number[]): number[] {
  return values.map((_, age) => (values[age * 2] ?? 0) + (values[age * 2 + 1] ?? 0))
}

/** Two ages become one, so that there are ages for twice as long. */
function widened(holds: Holds): Holds {
  const { byAge, ended, livedMs } = holds
  return {
    widthMs: holds.widthMs * 2,
    passedMs: holds.passedMs,
    byAge: half(byAge),
    ended: half(ended),
    livedMs: half(livedMs),
  }
}

/** How long a slot is held on average, and how much of that was seen rather than supposed. */
export function meanHold(holds: Holds): { readonly meanMs: number; readonly seen: number } {
  const { widthMs, livedMs } = holds
  const perMs = hazards(holds)
  let left = 1
  let meanMs = 0
  let seen = 0
  for (const [age, hazard] of perMs.entries()) {
    const last = age === perMs.length - 1
    const spanMs = last ? Infinity : age === 0 ? widthMs / 2 : widthMs
    // Nearly nobody leaves at some ages: 1 - exp would be rounded to nothing there.
    const leaves = -Math.expm1(-hazard * spanMs)
    meanMs += (left * leaves) / hazard
    if ((livedMs[age] ?? 0) >= PRIOR_SLOTS * widthMs) seen += left * leaves
    left *= 1 - leaves
  }
  return { meanMs, seen }
}

function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
