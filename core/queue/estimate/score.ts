/** How often ranges held, and how wide they were against the wait: published with them (R6). */
import { z } from 'zod'
import type { WaitRange } from './range.ts'

const whole = z.int().nonnegative()
const share = z.number().min(0).max(1)

export const scoreSchema = z.object({
  /** Ranges whose waits are over. */
  count: whole,
  heldShare: share,
  /** Half of the ranges were narrower, as a part of the wait they were told for. */
  medianWidth: z.number().nonnegative(),
})

export type Score = {
  readonly count: number
  readonly held: number
  /** How many were at most as wide as each step. */
  readonly widths: readonly number[]
}

/** Widths fall into steps of a tenth more than the last, from a hundredth of the wait. */
const STEPS = 80
const NARROWEST = 0.01
const STEP = 1.1

export const noScore: Score = { count: 0, held: 0, widths: Array.from({ length: STEPS }, () => 0) }

export function scored(score: Score, told: WaitRange, waitMs: number): Score {
  const held = told.lowMs <= waitMs && waitMs <= told.highMs
  const width = (told.highMs - told.lowMs) / Math.max(1, waitMs)
  const step = Math.ceil(Math.log(Math.max(NARROWEST, width) / NARROWEST) / Math.log(STEP))
  const at = Math.min(STEPS - 1, Math.max(0, step))
  return {
    count: score.count + 1,
    held: score.held + (held ? 1 : 0),
    widths: score.widths.with(at, (score.widths[at] ?? 0) + 1),
  }
}

export function scoreOf({ count, held, widths }: Score): z.infer<typeof scoreSchema> {
  let below = 0
  let at = 0
  while (at < STEPS - 1 && (below += widths[at] ?? 0) < count / 2) at += 1
  const medianWidth = count === 0 ? 0 : Math.round(NARROWEST * STEP ** at * 1_000) / 1_000
  return { count, heldShare: count === 0 ? 0 : held / count, medianWidth }
}
