import type { Segment } from './segment.ts'

/** What a fan is to be told, once the new state is stored. */
export type SegmentEffect =
  | {
      readonly kind: 'your-turn'
      readonly position: number
      readonly turn: number
      readonly deadlineMs: number
    }
  | { readonly kind: 'still-there'; readonly position: number }
  | { readonly kind: 'lapsed'; readonly position: number }
  | { readonly kind: 'session-ended'; readonly position: number; readonly turn: number }
  | { readonly kind: 'moved-away'; readonly position: number; readonly generation: number }

/** A transition's result. The shell stores the segment, then sends the effects. */
export type Step = { readonly segment: Segment; readonly effects: readonly SegmentEffect[] }

/** A transition that also answers its caller. */
export type Answered<Outcome> = Step & { readonly outcome: Outcome }
