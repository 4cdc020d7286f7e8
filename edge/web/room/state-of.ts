/** Which one of its states the page of a room is in: what it says, looks like and asks for. */
import type { DoorAnswer } from '../../../core/protocol/door.ts'
import type { NewsOnWire } from '../../../core/protocol/news.ts'
import type { PollAnswer } from '../../../core/protocol/poll.ts'
import type { LiveView, RoomFacts, RoomView } from '../room-view.ts'

export type RoomState =
  | 'countdown'
  | 'lobby'
  | 'drawing'
  | 'outside'
  | 'shut'
  | 'far'
  | 'near'
  | 'still-there'
  | 'turn'
  | 'lapsed'
  | 'paused'
  | 'sold-out'
  | 'closed'
  | 'moved-away'
  | 'inside'
  | 'let-through'
  | 'over'
  | 'transfer'
  | 'redeem'
  | 'no-cookies'
  | 'offline'
  | 'gone'
  | 'error'

/** What needs its fan's hand comes first, then what has ended, then what is going on. */
export function stateOf(view: RoomView, live: LiveView | undefined, facts: RoomFacts): RoomState {
  switch (view.kind) {
    case 'placed':
      return placedState(view.poll, live)
    case 'outside':
      return live?.isOffline === true ? 'offline' : doorState(view.door, facts)
    case 'refused':
      return view.code === 'place-superseded' ? 'moved-away' : 'error'
    case 'inside':
    case 'let-through':
    case 'over':
    case 'moved-away':
    case 'transfer':
    case 'redeem':
    case 'no-cookies':
    case 'gone':
      return view.kind
  }
}

function placedState(poll: PollAnswer, live: LiveView | undefined): RoomState {
  const { status, offer, session } = poll
  if (session !== undefined) return 'inside'
  if (offer !== undefined || status.standing === 'offered') return 'turn'
  // Once the sale is over nobody is called any more, and "I'm here" would promise what never comes.
  if (status.standing === 'lapsed' && status.phase !== 'closed') return 'lapsed'
  if (status.standing === 'gone') return 'over'
  if (status.standing === 'superseded') return 'moved-away'
  if (live?.isOffline === true) return 'offline'
  return lineState(poll, live)
}

/** In the line, and heard of a moment ago. */
function lineState({ status, news, next }: PollAnswer, live: LiveView | undefined): RoomState {
  if (status.phase === 'paused' || status.phase === 'closed') return status.phase
  if (isSoldOut(news)) return 'sold-out'
  switch (status.phase) {
    case 'drawing':
      return 'drawing'
    case 'scheduled':
    case 'lobby':
      return 'lobby'
    case 'open':
      if (live?.isAskedFor === true) return 'still-there'
      return next.kind === 'connect' ? 'near' : 'far'
  }
}

function doorState({ phase, joining, news }: DoorAnswer, facts: RoomFacts): RoomState {
  if (phase === 'closed' || joining === 'closed') return 'closed'
  if (facts.mode === 'reject' || joining === 'rejected') return 'shut'
  if (phase === 'paused' || joining === 'paused') return 'paused'
  if (isSoldOut(news)) return 'sold-out'
  switch (joining) {
    case 'too-early':
      return 'countdown'
    case 'drawing':
      return 'drawing'
    case 'take-number':
    case 'let-through':
      return 'outside'
  }
}

/** By the newest word on whether there is anything left: a sale may go on after all. */
export function isSoldOut(news: readonly NewsOnWire[]): boolean {
  let newest: NewsOnWire | undefined
  for (const item of news) {
    const tells = item.kind === 'sold-out' || item.kind === 'opened' || item.kind === 'resumed'
    if (tells && (newest === undefined || item.no > newest.no)) newest = item
  }
  return newest?.kind === 'sold-out'
}
