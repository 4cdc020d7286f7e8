/**
 * What a segment writes down of a step, for whoever checks the sale afterwards: its totals, whom it
 * called, and who was left waiting. One line a step, never one a fan.
 */
import { lowest } from '../bits.ts'
import { countsOf } from './report.ts'
import type { Step } from './effects.ts'
import { firstPosition, waitingBits, type Segment } from './segment.ts'

export type SegmentRecord = {
  readonly atMs: number
  readonly granted: number
  readonly returned: number
  readonly turns: number
  readonly lapses: number
  readonly offered: number
  readonly inside: number
  /** Who was called in this step, lowest first. */
  readonly called: readonly number[]
  /** The lowest present fan whom it left waiting. */
  readonly nextWaiting: number | undefined
}

/** Undefined where nothing happened that anybody would check. */
export function segmentRecord(
  before: Segment,
  { segment, effects }: Step,
  nowMs: number,
): SegmentRecord | undefined {
  const totals = ['granted', 'returned', 'turns', 'lapses'] as const
  if (totals.every((name) => before[name] === segment[name])) return undefined
  const called = effects.flatMap((effect) => (effect.kind === 'your-turn' ? [effect.position] : []))
  return recordOf(segment, called, nowMs)
}

export function recordOf(
  segment: Segment,
  called: readonly number[],
  nowMs: number,
): SegmentRecord {
  const { granted, returned, turns, lapses } = segment
  const { offered, inside } = countsOf(segment)
  const [next] = lowest(waitingBits(segment), 1)
  const nextWaiting = next === undefined ? undefined : firstPosition(segment) + next
  return { atMs: nowMs, granted, returned, turns, lapses, offered, inside, called, nextWaiting }
}
