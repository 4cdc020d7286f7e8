/**
 * A place can move: to another tab that takes over, or to another device by a code. Each move
 * raises the place's generation; a token of an older one no longer speaks for the place (R5).
 */
import { has } from '../bits.ts'
import { GENERATION_MAX } from '../limits.ts'
import { advance } from './advance.ts'
import { at, withValue } from './columns.ts'
import type { Answered } from './effects.ts'
import { changed, offsetOf, type Segment } from './segment.ts'

export type HolderCheck =
  | { readonly kind: 'holder' }
  | { readonly kind: 'superseded'; readonly generation: number }
  /** A generation we never gave: a forged token, or state older than the token. */
  | { readonly kind: 'unknown-generation' }

export function checkHolder(segment: Segment, position: number, generation: number): HolderCheck {
  const current = at(segment.generation, offsetOf(segment, position))
  if (generation === current) return { kind: 'holder' }
  return generation < current
    ? { kind: 'superseded', generation: current }
    : { kind: 'unknown-generation' }
}

export type MoveOutcome =
  | { readonly kind: 'moved'; readonly generation: number }
  | { readonly kind: 'moved-too-often' }
  | Exclude<HolderCheck, { kind: 'holder' }>

/**
 * Moves to who asks. Also a holder of before may take the place back: one whose answer was lost on
 * the way would otherwise have lost the place with it (R5). Not one who gave it away by a code.
 */
export function movePlace(
  segment: Segment,
  position: number,
  generation: number,
  nowMs: number,
): Answered<MoveOutcome> {
  const moved = advance(segment, nowMs)
  const check = checkHolder(moved.segment, position, generation)
  if (check.kind === 'unknown-generation') return { ...moved, outcome: check }
  const offset = offsetOf(segment, position)
  if (check.kind === 'superseded' && has(moved.segment.byCode, offset)) {
    return { ...moved, outcome: check }
  }
  const next = at(moved.segment.generation, offset) + 1
  if (next > GENERATION_MAX) return { ...moved, outcome: { kind: 'moved-too-often' } }
  const raised = changed(moved.segment, {
    generation: withValue(moved.segment.generation, offset, next),
  })
  return {
    segment: raised,
    effects: [...moved.effects, { kind: 'moved-away', position, generation: next }],
    outcome: { kind: 'moved', generation: next },
  }
}
