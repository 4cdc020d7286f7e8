/** What the page is called, in a tab among many. */
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import type { LiveView, RoomFacts, RoomView } from '../room-view.ts'
import { hasOrder } from './line.ts'
import { sceneOf } from './scene-of.tsx'
import { stateOf } from './state-of.ts'
import type { RoomTelling } from './telling.ts'
import { peopleIn, titleIn } from './words.ts'

/** What matters comes first, for a tab is narrow, and a turn is marked. */
export function titleOf(
  view: RoomView,
  live: LiveView | undefined,
  facts: RoomFacts,
  say: Say,
  language: Language,
): string {
  const state = stateOf(view, live, facts)
  // No heading depends on the time.
  const telling = { facts, language, say, nowMs: 0, state, live }
  return `${briefOf(telling, view)} · ${titleIn(language, facts)}`
}

function briefOf(telling: RoomTelling, view: RoomView): string {
  const { facts, language, say, state } = telling
  const { heading } = sceneOf(telling, view)
  if (state === 'turn') return `● ${heading}`
  if ((state === 'far' || state === 'near') && view.kind === 'placed') {
    const { status } = view.poll
    const people = peopleIn(say, language, status.presentAhead, status.isEstimate)
    if (hasOrder(facts, status)) return say('room.title.ahead', { people })
  }
  return heading
}
