/** What a page knows of a rehearsal: how far it is, what it found, or why there is none. */
import type { Progress } from '../../../simulator/engine/play.ts'
import type { NotPlayed } from '../../../simulator/not-played.ts'
import type { Found } from '../../../simulator/result.ts'

/** What a worker says of the scenario it was told. */
export type Heard =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'wrong'; readonly message: string }

export type RehearsalState =
  | { readonly kind: 'none' }
  | { readonly kind: 'too-many' | 'signed-out' }
  /** The room's settings are asked for; they could not be read. */
  | { readonly kind: 'asking' | 'unread' }
  | {
      readonly kind: 'running'
      readonly fans: number
      /** About how long the sale will be, reckoned before. */
      readonly aboutSeconds: number
      readonly progress: Progress | undefined
    }
  | { readonly kind: 'stopped'; readonly saleSeconds: number }
  | { readonly kind: 'failed'; readonly why: string }
  | ({ readonly kind: 'found' } & Answer)

/** What was found, by which version of the settings, and what of them it does not know. */
export type Answer = {
  readonly found: Found
  readonly tookMs: number
  readonly version: number
  readonly notPlayed: readonly NotPlayed[]
}
