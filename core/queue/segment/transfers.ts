/**
 * A place goes to another device by a one-time code (R5). Whoever shows the code takes the place,
 * and the tokens of before are dead: with a code a place may be given away, and who gave it away
 * must not be able to take it back.
 */
import { has, withBit } from '../bits.ts'
import { GENERATION_MAX, TRANSFER_MS, TRANSFER_TRIES, TRANSFERS_MAX } from '../limits.ts'
import { advance } from './advance.ts'
import { at, withValue } from './columns.ts'
import type { Answered } from './effects.ts'
import { changed, offsetOf, type Segment, type Transfer } from './segment.ts'

export type TransferOutcome =
  | { readonly kind: 'transfer'; readonly untilMs: number }
  | { readonly kind: 'over' }
  | { readonly kind: 'moved-too-often' }

/** A new code for a place: an earlier one is dead. */
export function offerTransfer(
  segment: Segment,
  position: number,
  secret: number,
  nowMs: number,
): Answered<TransferOutcome> {
  const moved = advance(segment, nowMs)
  const offset = offsetOf(segment, position)
  if (isOver(moved.segment, offset)) return { ...moved, outcome: { kind: 'over' } }
  if (at(moved.segment.generation, offset) >= GENERATION_MAX) {
    return { ...moved, outcome: { kind: 'moved-too-often' } }
  }
  const untilMs = nowMs + TRANSFER_MS
  const transfer = { position, secret, untilMs, triesLeft: TRANSFER_TRIES }
  // Of too many at once the oldest is dropped: its fan asks for another.
  const others = alive(moved.segment, nowMs).filter((other) => other.position !== position)
  const transfers = [...others.slice(1 - TRANSFERS_MAX), transfer]
  return {
    ...moved,
    segment: { ...moved.segment, transfers },
    outcome: { kind: 'transfer', untilMs },
  }
}

export type RedeemOutcome =
  | { readonly kind: 'moved'; readonly generation: number }
  | { readonly kind: 'unknown' | 'used' | 'too-many-tries' | 'over' }

/** The same claimant again gets the same answer: the first may have been lost on its way. */
export function redeemTransfer(
  segment: Segment,
  position: number,
  secret: number,
  claimant: string,
  nowMs: number,
): Answered<RedeemOutcome> {
  const moved = advance(segment, nowMs)
  const transfers = alive(moved.segment, nowMs)
  const transfer = transfers.find((one) => one.position === position)
  const outcome = (kind: Exclude<RedeemOutcome['kind'], 'moved'>): Answered<RedeemOutcome> => {
    return { ...moved, outcome: { kind } }
  }
  if (transfer === undefined) return outcome('unknown')
  const { redeemed } = transfer
  // Once it was redeemed nobody's tries may keep its claimant from a lost answer: the old token is dead.
  if (redeemed !== undefined && transfer.secret !== secret) return outcome('unknown')
  if (redeemed === undefined && transfer.triesLeft <= 0) return outcome('too-many-tries')
  if (transfer.secret !== secret) {
    const tried = { ...transfer, triesLeft: transfer.triesLeft - 1 }
    const after = withTransfer(moved.segment, transfers, tried)
    return { ...moved, segment: after, outcome: { kind: 'unknown' } }
  }
  const offset = offsetOf(segment, position)
  const current = at(moved.segment.generation, offset)
  if (redeemed !== undefined) {
    const isSame = redeemed.claimant === claimant && redeemed.generation === current
    return isSame ? { ...moved, outcome: { kind: 'moved', generation: current } } : outcome('used')
  }
  if (isOver(moved.segment, offset)) return outcome('over')
  const generation = current + 1
  const taken = changed(moved.segment, {
    generation: withValue(moved.segment.generation, offset, generation),
    byCode: withBit(moved.segment.byCode, offset),
  })
  return {
    segment: withTransfer(taken, transfers, { ...transfer, redeemed: { claimant, generation } }),
    effects: [...moved.effects, { kind: 'moved-away', position, generation }],
    outcome: { kind: 'moved', generation },
  }
}

/** Out of the line, and no session either. */
function isOver(segment: Segment, offset: number): boolean {
  return has(segment.gone, offset) && at(segment.sessionUntilMs, offset) === 0
}

function alive({ transfers }: Segment, nowMs: number): readonly Transfer[] {
  return transfers.filter(({ untilMs }) => untilMs > nowMs)
}

function withTransfer(segment: Segment, all: readonly Transfer[], one: Transfer): Segment {
  const transfers = all.map((other) => (other.position === one.position ? one : other))
  return { ...segment, transfers }
}
