/**
 * When a far fan asks again, and when one who has become near connects. A page decides for itself
 * from the room's document; what is random is passed in.
 */
import { CONNECTS_PER_SECOND, FAR_POLL_MAX_MS, FAR_POLL_MIN_MS, SEGMENT_SPAN } from './limits.ts'

/** What the room's document says of a lane's reach. */
export type LaneReach = { readonly calledUpTo: number; readonly nearUpTo: number }

export type NextStep =
  /** Far: nothing to hold, ask again later. */
  | { readonly kind: 'poll'; readonly inMs: number }
  /** Near: open the connection after so long, so that a whole window does not come at once. */
  | { readonly kind: 'connect'; readonly inMs: number }

export function isNear(position: number, { nearUpTo }: LaneReach): boolean {
  return position < nearUpTo
}

/** `draw` is a random number of the page's own, from 0 to 1. */
export function nextStep(
  position: number,
  reach: LaneReach,
  nearMs: number,
  draw: number,
): NextStep {
  const { calledUpTo, nearUpTo } = reach
  const window = Math.max(1, nearUpTo - calledUpTo)
  if (isNear(position, reach)) {
    const ahead = Math.max(0, position - calledUpTo)
    return { kind: 'connect', inMs: Math.floor(jitterMs(ahead, window, nearMs, draw)) }
  }
  // A fifth of a window behind near, it is a minute at the rate until near comes.
  const behind = Math.min(1, (position - nearUpTo) / (window / 5))
  const shortest = FAR_POLL_MIN_MS + behind * (0.9 * FAR_POLL_MAX_MS - FAR_POLL_MIN_MS)
  return { kind: 'poll', inMs: Math.floor(shortest / (1 - draw / 10)) }
}

/**
 * A random part of half the time that is left, at the rate, to a fan with so many ahead in a near
 * window. Those of one segment come one after another besides, and not all in its first second.
 */
export function jitterMs(ahead: number, window: number, nearMs: number, draw: number): number {
  const depth = Math.min(1, ahead / window)
  const turnMs = (Math.min(ahead, SEGMENT_SPAN) / CONNECTS_PER_SECOND) * 1_000
  return (draw * depth * nearMs) / 2 + turnMs * (0.5 + draw / 2)
}

/** Who connects before near has come is sent away, and told when to ask again. */
export function tooEarly(
  position: number,
  reach: LaneReach,
  nearMs: number,
  draw: number,
): { readonly againInMs: number } | undefined {
  const step = nextStep(position, reach, nearMs, draw)
  return step.kind === 'poll' ? { againInMs: step.inMs } : undefined
}
