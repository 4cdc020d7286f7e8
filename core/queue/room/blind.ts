/**
 * R10: when nothing is heard of the room, nobody at the edge knows how the line stands. What happens
 * then is the operator's choice, made beforehand. A room that is heard is believed; how old the
 * counts in its word are, the word says itself (R6).
 */
import type { FailPolicy } from '../../token/fail-policy.ts'
import { ROOM_MAX_AGE_MS } from '../limits.ts'
import type { RoomDocument } from './document.ts'
import type { RoomSettings } from './settings.ts'

export type Sight =
  | { readonly kind: 'sees' }
  /** Places are kept; try again. */
  | { readonly kind: 'held' }
  /** Let through, and marked: R1 and R8 speak of the unmarked. */
  | { readonly kind: 'open' }
  | { readonly kind: 'closed' }

type Word = Pick<RoomDocument, 'asOfMs' | 'saidAtMs'>
type Schedule = RoomSettings['schedule']

/** `word` is the last that was heard of the room, if any. */
export function sightOf(
  word: Word | undefined,
  policy: FailPolicy,
  { openAtMs, closeAtMs = Infinity }: Schedule,
  nowMs: number,
): Sight {
  if (word !== undefined && nowMs - word.saidAtMs <= ROOM_MAX_AGE_MS) {
    // In the first second of a new life it is not known who waits: a moment, and no failure.
    return word.asOfMs > 0 ? { kind: 'sees' } : { kind: 'held' }
  }
  if (policy === 'hold') return { kind: 'held' }
  // Nobody is let in before the sale or after it, however little is known.
  const isSelling = nowMs >= openAtMs && nowMs < closeAtMs
  return policy === 'open' && !isSelling ? { kind: 'held' } : { kind: policy }
}
