/** What came of asking for a deed, tried or done; alike on the server and in a page's script. */
import type { Conflict, DoneAnswer } from '../../../core/operate/room-answers.ts'
import type { Ending } from './deed.ts'

export type Outcome =
  | { readonly kind: 'answered'; readonly done: DoneAnswer }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly message: string
      readonly field?: string
      readonly reason?: string
    }
  /** One session's end is not tried: its id says whose it is, and nobody is asked until somebody is sure. */
  | { readonly kind: 'would-end'; readonly how: Ending; readonly sessionId: string }
  | { readonly kind: 'ended' | 'already-over' }
  /** Nobody answered: it may have been done, or half of it, and is said again by the same key. */
  | { readonly kind: 'lost' }
  /** Nobody answered what was only tried: nothing was done. */
  | { readonly kind: 'untried' }
