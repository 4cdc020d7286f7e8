/**
 * Who a session's tokens are made for. The way in is used once (R8): a session remembers the last
 * code that was used and the holder who used it. Whoever comes in after that, by a newer code or by
 * the place itself, is its holder from then on, and the one before gets no further token.
 */
import { at, withValue } from './columns.ts'
import { advance } from './advance.ts'
import { claim, extendToken, inSession, sessionAt } from './claims.ts'
import type { ClaimOutcome, RenewOutcome, Session } from './claims.ts'
import type { Answered } from './effects.ts'
import { offsetOf, type Segment } from './segment.ts'

/** The first 52 bits of the hash of the holder's cookie: to tell holders apart, a number will do. */
export type HolderMark = number

export type Entry = {
  readonly holder: HolderMark
  /** When its code was made. Who comes by the place itself has none, and comes now. */
  readonly madeAtMs: number | undefined
}

export type EntryOutcome =
  | { readonly kind: 'admitted'; readonly session: Session }
  | { readonly kind: 'used' }
  | { readonly kind: 'over' }

/** The same code for the same holder again is the same entry: its answer may have been lost. */
export function enter(
  segment: Segment,
  position: number,
  turn: number,
  { holder, madeAtMs }: Entry,
  nowMs: number,
): Answered<EntryOutcome> {
  const moved = advance(segment, nowMs)
  const now = moved.segment
  const offset = offsetOf(now, position)
  if (!inSession(now, offset, turn)) return { ...moved, outcome: { kind: 'over' } }
  const enteredAtMs = at(now.enteredAtMs, offset)
  const cameAtMs = madeAtMs ?? Math.max(nowMs, enteredAtMs)
  const isAgain = cameAtMs === enteredAtMs && at(now.holder, offset) === holder
  const isNewer = madeAtMs === undefined || madeAtMs > enteredAtMs
  if (!isAgain && !isNewer) return { ...moved, outcome: { kind: 'used' } }
  const entered = extendToken(
    {
      ...now,
      holder: withValue(now.holder, offset, holder),
      enteredAtMs: withValue(now.enteredAtMs, offset, cameAtMs),
    },
    offset,
    nowMs,
  )
  const session = sessionAt(entered, offset)
  return { ...moved, segment: entered, outcome: { kind: 'admitted', session } }
}

export type HolderRenewal = RenewOutcome | { readonly kind: 'other-holder' }

/** Another minute for who holds the session now, and for nobody who held it before. */
export function renewFor(
  segment: Segment,
  position: number,
  turn: number,
  holder: HolderMark,
  nowMs: number,
): Answered<HolderRenewal> {
  const moved = advance(segment, nowMs)
  const now = moved.segment
  const offset = offsetOf(now, position)
  if (!inSession(now, offset, turn)) return { ...moved, outcome: { kind: 'over' } }
  if (at(now.holder, offset) !== holder) return { ...moved, outcome: { kind: 'other-holder' } }
  const renewed = extendToken(now, offset, nowMs)
  const session = sessionAt(renewed, offset)
  return { ...moved, segment: renewed, outcome: { kind: 'renewed', session } }
}

export type EntryByPlace = Exclude<ClaimOutcome, { kind: 'admitted' }> | EntryOutcome

/** Behind the gateway the way in is the place itself: its turn is taken, and the door opened. */
export function enterByPlace(
  segment: Segment,
  position: number,
  holder: HolderMark,
  nowMs: number,
): Answered<EntryByPlace> {
  const { outcome, ...claimed } = claim(segment, position, nowMs)
  if (outcome.kind !== 'admitted') return { ...claimed, outcome }
  const turn = at(claimed.segment.turn, offsetOf(claimed.segment, position))
  const entry = { holder, madeAtMs: undefined }
  const entered = enter(claimed.segment, position, turn, entry, nowMs)
  return { ...entered, effects: [...claimed.effects, ...entered.effects] }
}
