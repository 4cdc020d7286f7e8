import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import type { LiveView, RoomFacts } from '../room-view.ts'
import type { RoomState } from './state-of.ts'

/** What every scene is told in: which room, to whom, when, and by a page that is alive or not. */
export type RoomTelling = {
  facts: RoomFacts
  language: Language
  say: Say
  /** By the server's clock. */
  nowMs: number
  state: RoomState
  live: LiveView | undefined
}
