/**
 * A turn taken, kept, and given up. The claim is the one use of a way in (R8): claiming again
 * answers with the same session, and a session's token never outlives it.
 */
import { has, withBit, withoutBit } from '../bits.ts'
import { VERIFIER_SKEW_MS } from '../limits.ts'
import { advance } from './advance.ts'
import { at, dueOffsets, withValue } from './columns.ts'
import type { Answered, Step } from './effects.ts'
import { forget } from './presence.ts'
import { changed, firstPosition, offsetOf, type Segment } from './segment.ts'

/** A session as its holder and the signer of tokens need it. */
export type Session = {
  readonly sessionId: string
  readonly untilMs: number
  readonly tokenUntilMs: number
}

export type ClaimOutcome =
  | { readonly kind: 'admitted'; readonly session: Session; readonly again: boolean }
  | { readonly kind: 'not-yet' }
  /** The offer lapsed; the place is kept, and "I'm here" brings the fan back. */
  | { readonly kind: 'too-late' }
  | { readonly kind: 'over' }

export function claim(segment: Segment, position: number, nowMs: number): Answered<ClaimOutcome> {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  const now = moved.segment
  if (at(now.sessionUntilMs, offset) > 0) {
    const renewed = extendToken(now, offset, nowMs)
    const session = sessionAt(renewed, offset)
    return { ...moved, segment: renewed, outcome: { kind: 'admitted', session, again: true } }
  }
  if (at(now.offerUntilMs, offset) > 0) {
    const opened = openSession(now, offset, nowMs)
    const session = sessionAt(opened, offset)
    return { ...moved, segment: opened, outcome: { kind: 'admitted', session, again: false } }
  }
  if (has(now.gone, offset)) return { ...moved, outcome: { kind: 'over' } }
  return { ...moved, outcome: { kind: has(now.lapsed, offset) ? 'too-late' : 'not-yet' } }
}

export type RenewOutcome =
  | { readonly kind: 'renewed'; readonly session: Session }
  | { readonly kind: 'over' }

/** Signs on for another minute, while the session lasts and never beyond it. */
export function renew(
  segment: Segment,
  position: number,
  turn: number,
  nowMs: number,
): Answered<RenewOutcome> {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  if (!inSession(moved.segment, offset, turn)) return { ...moved, outcome: { kind: 'over' } }
  const renewed = extendToken(moved.segment, offset, nowMs)
  return {
    ...moved,
    segment: renewed,
    outcome: { kind: 'renewed', session: sessionAt(renewed, offset) },
  }
}

/** Ends a session before its time: released by its holder, or revoked. Repeats change nothing. */
export function endSession(
  segment: Segment,
  position: number,
  turn: number,
  nowMs: number,
): Answered<{ readonly kind: 'ended' | 'already-over' }> {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  if (!inSession(moved.segment, offset, turn)) {
    return { ...moved, outcome: { kind: 'already-over' } }
  }
  const effect = { kind: 'session-ended', position, turn } as const
  // A session whose last token died long ago frees its slot in this very step.
  const { segment: after } = advance(cutShort(moved.segment, offset, nowMs), nowMs)
  return { segment: after, effects: [...moved.effects, effect], outcome: { kind: 'ended' } }
}

/** All sessions that began before an instant, at once. Said again it ends none that began since. */
export function endBegunBefore(segment: Segment, beforeMs: number, nowMs: number): Step {
  if (beforeMs === 0) return { segment, effects: [] }
  const due = dueOffsets(segment.sessionUntilMs, beforeMs + segment.terms.sessionMs - 1)
  let step: Step = { segment, effects: [] }
  for (const offset of due) {
    const position = firstPosition(segment) + offset
    const ended = endSession(step.segment, position, at(segment.turn, offset), nowMs)
    step = { segment: ended.segment, effects: [...step.effects, ...ended.effects] }
  }
  return step
}

/** The fan leaves for good: an offer's slot is free at once, a session ends. */
export function leave(
  segment: Segment,
  position: number,
  nowMs: number,
): Answered<{ readonly kind: 'left' | 'already-over' }> {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  const now = moved.segment
  if (at(now.sessionUntilMs, offset) > 0) {
    const ended = endSession(now, position, at(now.turn, offset), nowMs)
    return { ...ended, effects: [...moved.effects, ...ended.effects], outcome: { kind: 'left' } }
  }
  if (has(now.gone, offset)) return { ...moved, outcome: { kind: 'already-over' } }
  const offered = at(now.offerUntilMs, offset) > 0
  const left = changed(now, {
    gone: withBit(now.gone, offset),
    lapsed: withoutBit(now.lapsed, offset),
    presence: forget(now.presence, offset),
    offered: withoutBit(now.offered, offset),
    offerUntilMs: offered ? withValue(now.offerUntilMs, offset, 0) : now.offerUntilMs,
    returned: now.returned + (offered ? 1 : 0),
  })
  return { ...moved, segment: left, outcome: { kind: 'left' } }
}

/**
 * Gives a place in the line up, for a new one. A turn or a session is no place in the line any
 * more, and is kept.
 */
export function giveUp(
  segment: Segment,
  position: number,
  nowMs: number,
): Answered<{ readonly kind: 'left' | 'already-over' | 'kept' }> {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  const { offerUntilMs, sessionUntilMs } = moved.segment
  const holds = at(offerUntilMs, offset) > 0 || at(sessionUntilMs, offset) > 0
  if (holds) return { ...moved, outcome: { kind: 'kept' } }
  const left = leave(moved.segment, position, nowMs)
  return { ...left, effects: [...moved.effects, ...left.effects] }
}

/** The session somebody holds, read without signing on for longer: asking costs nothing. */
export function sessionHeld(segment: Segment, position: number): Session | undefined {
  const offset = offsetOf(segment, position)
  return at(segment.sessionUntilMs, offset) > 0 ? sessionAt(segment, offset) : undefined
}

function openSession(segment: Segment, offset: number, nowMs: number): Segment {
  const untilMs = nowMs + segment.terms.sessionMs
  const opened = changed(segment, {
    offered: withoutBit(segment.offered, offset),
    offerUntilMs: withValue(segment.offerUntilMs, offset, 0),
    sessionUntilMs: withValue(segment.sessionUntilMs, offset, untilMs),
    gone: withBit(segment.gone, offset),
    // Who entered by an earlier turn holds nothing of this one.
    holder: withValue(segment.holder, offset, 0),
    enteredAtMs: withValue(segment.enteredAtMs, offset, 0),
    dueMs: Math.min(segment.dueMs, untilMs),
  })
  return extendToken(opened, offset, nowMs)
}

export function extendToken(segment: Segment, offset: number, nowMs: number): Segment {
  const untilMs = Math.min(nowMs + segment.terms.tokenMs, at(segment.sessionUntilMs, offset))
  const longestMs = Math.max(at(segment.tokenUntilMs, offset), untilMs)
  return { ...segment, tokenUntilMs: withValue(segment.tokenUntilMs, offset, longestMs) }
}

/** The slot is free when the last token has died, by its end or by the revocation (R4). */
function cutShort(segment: Segment, offset: number, nowMs: number): Segment {
  const deadMs = Math.min(at(segment.tokenUntilMs, offset), nowMs) + VERIFIER_SKEW_MS
  const untilMs = at(segment.tokenUntilMs, offset) + VERIFIER_SKEW_MS
  const no = segment.revoked + 1
  const revocation = { no, sessionId: sessionIdAt(segment, offset), untilMs }
  return changed(segment, {
    sessionUntilMs: withValue(segment.sessionUntilMs, offset, 0),
    freeAtMs: withValue(segment.freeAtMs, offset, deadMs),
    revocations: segment.revocations.concat([revocation]),
    revoked: no,
    dueMs: Math.min(segment.dueMs, deadMs),
  })
}

export function inSession(segment: Segment, offset: number, turn: number): boolean {
  return at(segment.sessionUntilMs, offset) > 0 && at(segment.turn, offset) === turn
}

export function sessionAt(segment: Segment, offset: number): Session {
  return {
    sessionId: sessionIdAt(segment, offset),
    untilMs: at(segment.sessionUntilMs, offset),
    tokenUntilMs: at(segment.tokenUntilMs, offset),
  }
}

/** Unique in the epoch, and enough to find the session again: lane, position, turn. */
function sessionIdAt(segment: Segment, offset: number): string {
  const position = firstPosition(segment) + offset
  return `${segment.name.epoch}.${segment.name.lane}.${position}.${at(segment.turn, offset)}`
}
