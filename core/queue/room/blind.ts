/**
 * R10: when the room's word is too old, nobody at the edge knows how the line stands. What happens
 * then is the operator's choice, made beforehand.
 */
import type { FailPolicy } from '../../token/fail-policy.ts'
import { ROOM_MAX_AGE_MS } from '../limits.ts'

export type Sight =
  | { readonly kind: 'sees' }
  /** Places are kept; try again. */
  | { readonly kind: 'held' }
  /** Let through, and marked: R1 and R8 speak of the unmarked. */
  | { readonly kind: 'open' }
  | { readonly kind: 'closed' }

/** `asOfMs` is 0 where no word of the room was heard at all. */
export function sightOf(asOfMs: number, policy: FailPolicy, nowMs: number): Sight {
  if (asOfMs > 0 && nowMs - asOfMs <= ROOM_MAX_AGE_MS) return { kind: 'sees' }
  return policy === 'hold' ? { kind: 'held' } : { kind: policy }
}
