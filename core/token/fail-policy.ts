/**
 * R10: what a room does when it cannot know which sessions were ended is the operator's choice,
 * made beforehand and never by accident.
 */
import { z } from 'zod'
import { refused, type Refused } from './refusals.ts'

/** hold: keep places, retry. open: let through, marked. closed: nobody enters. */
export const failPolicy = z.enum(['hold', 'open', 'closed']).default('hold')
export type FailPolicy = z.infer<typeof failPolicy>

export type WhenBlind =
  | { readonly kind: 'admit-marked' }
  | Refused<'admission-held' | 'admission-closed'>

/** The list of revocations is too old to trust, or there is none. */
export function whenListIsOld(policy: FailPolicy): WhenBlind {
  switch (policy) {
    case 'hold':
      return refused('admission-held')
    case 'open':
      return { kind: 'admit-marked' }
    case 'closed':
      return refused('admission-closed')
  }
}
