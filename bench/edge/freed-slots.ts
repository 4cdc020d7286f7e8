/** From a slot that became free to the screen of the fan who gets it. */
import { VERIFIER_SKEW_MS } from '../../core/queue/limits.ts'
import { Histogram } from '../http/histogram.ts'

export interface PushFigures {
  p50Ms: number
  p99Ms: number
  maxMs: number
  slots: number
  /** Slots for which nobody was called in time. */
  missed: number
}

/** A release frees its slot when no verifier can accept the session's token any more (R4). */
export function freeAtMs(tokenUntilMs: number, releasedAtMs: number): number {
  return Math.min(tokenUntilMs, releasedAtMs) + VERIFIER_SKEW_MS
}

/**
 * Slots are all alike, so the first one free is the first fan's. With the cap full a turn before
 * its slot was free would be a broken rule, and is not counted as quick.
 */
export function pushFigures(freeMs: readonly number[], heardMs: readonly number[]): PushFigures {
  const slots = freeMs.toSorted((a, b) => a - b)
  const fans = heardMs.toSorted((a, b) => a - b)
  const times = new Histogram()
  for (const [index, atMs] of slots.entries()) {
    const heardAtMs = fans[index]
    if (heardAtMs === undefined) continue
    if (heardAtMs < atMs) throw new Error(`A turn came ${atMs - heardAtMs} ms before its slot.`)
    times.record(heardAtMs - atMs)
  }
  const { count, p50Ms, p99Ms, maxMs } = times.summary()
  return { p50Ms, p99Ms, maxMs, slots: slots.length, missed: slots.length - count }
}
