/**
 * What a page that is alive says aloud, to who listens instead of looking: its state when that is
 * new, news as they come, and otherwise how the line moves, which may be left out.
 */
import type { NewsOnWire } from '../../../core/protocol/news.ts'
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import type { LiveView, RoomFacts, RoomView } from '../room-view.ts'
import { hasOrder } from './line.ts'
import { sceneOf } from './scene-of.tsx'
import { stateOf, type RoomState } from './state-of.ts'
import type { RoomTelling } from './telling.ts'
import { clockOf, newsIn, peopleIn, waitIn } from './words.ts'

export type Spoken = {
  text: string
  /** Say it now; otherwise when nothing was said for a while. */
  matters: boolean
  state: RoomState
  /** The newest of the news when it was said. */
  newsNo: number
}

/** `formerly` is what this gave the last time: what was new then is not new again. */
export function spokenOf(
  view: RoomView,
  live: LiveView | undefined,
  facts: RoomFacts,
  say: Say,
  language: Language,
  formerly?: Spoken,
): Spoken | undefined {
  const state = stateOf(view, live, facts)
  const all = newsOf(view)
  const newsNo = all.reduce((newest, { no }) => Math.max(newest, no), formerly?.newsNo ?? 0)
  // What happened before the page was opened stands on it, and is not called out.
  const isNews = ({ no }: NewsOnWire) => formerly !== undefined && no > formerly.newsNo
  const news = all.filter(isNews).map((item) => newsIn(say, language, item))
  const isNew = formerly?.state !== state
  const telling = { facts, language, say, nowMs: 0, state, live }
  const { heading } = sceneOf(telling, view)
  const text = [...news, ...(isNew ? [heading] : []), detailOf(telling, view)]
  const said = text.filter((part) => part !== '').map(asSentence)
  if (said.length === 0) return undefined
  return { text: said.join(' '), matters: isNew || news.length > 0, state, newsNo }
}

function newsOf(view: RoomView): readonly NewsOnWire[] {
  if (view.kind === 'placed') return view.poll.news
  return view.kind === 'outside' ? view.door.news : []
}

/** What changes while the state stays. Of a turn it is the deadline: the same each time. */
function detailOf({ state, facts, say, language }: RoomTelling, view: RoomView): string {
  if (view.kind !== 'placed') return ''
  const { status, offer } = view.poll
  if (state === 'turn') {
    return offer === undefined ? '' : say('room.spoken.turn', { time: clockOf(offer.deadlineMs) })
  }
  if ((state !== 'far' && state !== 'near') || !hasOrder(facts, status)) return ''
  return say('room.spoken.waiting', {
    people: peopleIn(say, language, status.presentAhead, status.isEstimate),
    wait: waitIn(say, status.wait),
  })
}

/** Headings have no full stop, and two of them would be read as one. */
function asSentence(text: string): string {
  return /[.!?。！？]$/.test(text) ? text : `${text}.`
}
