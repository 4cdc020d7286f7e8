import type { ClaimOutcome, RenewOutcome } from '../segment/claims.ts'
import type { MoveOutcome } from '../segment/places.ts'

/** What was asked of a segment, and answered: all that an observer from outside can know. */
export type Act =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'signs'
      readonly positions: readonly number[]
      readonly atMs: number
      readonly deliberate: boolean
    }
  | { readonly kind: 'joined'; readonly positions: readonly number[] }
  | { readonly kind: 'lost-connection'; readonly position: number }
  | { readonly kind: 'claimed'; readonly position: number; readonly outcome: ClaimOutcome }
  | { readonly kind: 'renewed'; readonly position: number; readonly outcome: RenewOutcome }
  | { readonly kind: 'ended'; readonly position: number }
  | { readonly kind: 'left'; readonly position: number }
  | {
      readonly kind: 'moved'
      readonly position: number
      readonly asked: number
      readonly outcome: MoveOutcome
    }

export const nothing: Act = { kind: 'nothing' }
