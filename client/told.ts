/** What is held of a fan's standing when something newer, or older, comes in. */
import type { NewsOnWire } from '../core/protocol/news.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { SocketDown } from '../core/protocol/socket-down.ts'

const NEWS_MAX = 8

/** Messages overtake each other: what was true earlier than what is held says nothing new. */
export function merged(held: PollAnswer | undefined, told: PollAnswer): PollAnswer {
  if (held === undefined || !isSamePlace(held, told)) return told
  const isOlder = told.status.asOfMs < held.status.asOfMs && told.offer === undefined
  const { status, offer, next } = isOlder ? held : told
  // "At most so many ahead" never rises (R6): later documents may know less.
  const atMostAhead = Math.min(held.status.atMostAhead, told.status.atMostAhead)
  return {
    status: { ...status, atMostAhead },
    ...(offer !== undefined && { offer }),
    news: mergedNews(held.news, told.news),
    next,
  }
}

/** A push said something of it; the rest stands as it was. */
export function heardBy(
  held: PollAnswer,
  message: Extract<SocketDown, { kind: 'status' | 'news' | 'your-turn' | 'lapsed' }>,
): PollAnswer {
  const { offer, ...rest } = held
  switch (message.kind) {
    case 'status': {
      const keepsOffer = message.standing === 'offered' && offer !== undefined
      return { ...rest, status: message, ...(keepsOffer && { offer }) }
    }
    case 'news':
      return { ...held, news: mergedNews(held.news, message.items) }
    case 'your-turn': {
      const { turn, deadlineMs } = message
      return {
        ...rest,
        status: { ...rest.status, standing: 'offered' },
        offer: { turn, deadlineMs },
      }
    }
    case 'lapsed':
      return { ...rest, status: { ...rest.status, standing: 'lapsed' } }
  }
}

/** How many were ahead when the page first heard, or more if it was told so since. */
export function startOf(before: number | undefined, { status }: PollAnswer): number {
  return Math.max(before ?? 0, status.presentAhead)
}

function isSamePlace(a: PollAnswer, b: PollAnswer): boolean {
  const [first, second] = [a.status.place, b.status.place]
  return first.lane === second.lane && first.number === second.number
}

function mergedNews(held: readonly NewsOnWire[], told: readonly NewsOnWire[]): NewsOnWire[] {
  const byNumber = new Map([...held, ...told].map((item) => [item.no, item]))
  return [...byNumber.values()].toSorted((a, b) => a.no - b.no).slice(-NEWS_MAX)
}
