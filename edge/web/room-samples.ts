/** Made-up views of a room's page, and what they are made of: for tests and for the gallery. */
import { encode } from 'uqr'
import type { DoorAnswer } from '../../core/protocol/door.ts'
import type { FanStatusOnWire } from '../../core/protocol/fan-status.ts'
import type { NewsOnWire } from '../../core/protocol/news.ts'
import type { PollAnswer } from '../../core/protocol/poll.ts'
import type { LiveView, RoomFacts, RoomView } from './room-view.ts'

export const sampleNowMs = Date.parse('2026-11-25T20:03:12+09:00')
export const MINUTE_MS = 60_000

export function factsWith(facts: Partial<RoomFacts> = {}): RoomFacts {
  return {
    id: 'winter-night',
    title: {
      ko: '겨울밤 콘서트, 서울 첫 공연',
      en: 'Winter Night Concert, first night in Seoul',
      ja: '冬の夜コンサート、ソウル初日',
      zh: '冬夜演唱会，首尔首场',
    },
    lanes: 1,
    order: 'arrival',
    mode: 'queue',
    hasShop: false,
    reload: 'keep',
    ...facts,
  }
}

export function liveWith(live: Partial<LiveView> = {}): LiveView {
  return {
    transport: 'socket',
    isOffline: false,
    isAskedFor: false,
    sound: 'off',
    isKeptByPageOnly: false,
    startedAhead: undefined,
    ...live,
  }
}

export function outside(door: Partial<DoorAnswer> = {}): RoomView {
  return {
    kind: 'outside',
    door: {
      kind: 'door',
      phase: 'open',
      joining: 'take-number',
      waiting: 412,
      ratePerSecond: 3,
      opensAtMs: sampleNowMs - 3 * MINUTE_MS,
      news: [],
      next: { kind: 'poll', inMs: 12_000 },
      asOfMs: sampleNowMs - 2_000,
      nowMs: sampleNowMs,
      ...door,
    },
  }
}

export function placed(
  status: Partial<FanStatusOnWire> = {},
  poll: Partial<PollAnswer> = {},
): RoomView {
  return {
    kind: 'placed',
    poll: {
      status: {
        kind: 'status',
        phase: 'open',
        standing: 'waiting',
        place: { lane: 'general', number: 1_482, position: 1_482, generation: 0 },
        presentAhead: 238,
        isEstimate: false,
        atMostAhead: 301,
        waiting: 412,
        ratePerSecond: 3,
        wait: { lowMs: 65_000, highMs: 130_000 },
        asOfMs: sampleNowMs - 1_000,
        nowMs: sampleNowMs,
        ...status,
      },
      news: [],
      next: { kind: 'connect', inMs: 1_000, pollMs: 5_000 },
      ...poll,
    },
  }
}

const farAway = {
  place: { lane: 'general', number: 23_481, position: 23_481, generation: 0 },
  presentAhead: 18_204,
  isEstimate: true,
  atMostAhead: 23_310,
  waiting: 61_377,
  ratePerSecond: 10,
  wait: { lowMs: 26 * MINUTE_MS, highMs: 41 * MINUTE_MS },
  asOfMs: sampleNowMs - 9_000,
} as const
const farPoll = { next: { kind: 'poll', inMs: 14_000 } } as const

export function far(
  status: Partial<FanStatusOnWire> = {},
  poll: Partial<PollAnswer> = {},
): RoomView {
  return placed({ ...farAway, ...status }, { ...farPoll, ...poll })
}

/** `deadlineMs` from now. */
export function offered(leftMs = 42_000): RoomView {
  const ahead = { presentAhead: 0, atMostAhead: 4, wait: { lowMs: 0, highMs: 0 } }
  const offer = { turn: 1, deadlineMs: sampleNowMs + leftMs }
  return placed({ standing: 'offered', ...ahead }, { offer })
}

export const session = {
  sessionId: 's'.repeat(16),
  untilMs: sampleNowMs + 17 * MINUTE_MS,
  tokenUntilMs: sampleNowMs + 50_000,
}
export const inside: RoomView = { kind: 'inside', session }

export function refused(code: string): RoomView {
  return { kind: 'refused', code }
}

export function messageOf(no: number, text: Record<string, string>): NewsOnWire {
  return { no, kind: 'message', atMs: sampleNowMs - (9 - no) * MINUTE_MS, text }
}

export function happened(no: number, kind: NewsOnWire['kind']): NewsOnWire {
  return { no, kind, atMs: sampleNowMs - (9 - no) * MINUTE_MS }
}

export const sampleCode = '7K2M-94QX-0TZB'
const link = `https://room.example/rooms/winter-night?code=${sampleCode}`

export function transfer(): RoomView {
  const { size, data } = encode(link, { ecc: 'M', border: 0 })
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('')
  const untilMs = sampleNowMs + 4 * MINUTE_MS + 48_000
  const picture = { size, path }
  return {
    kind: 'transfer',
    transfer: { kind: 'transfer', code: sampleCode, link, untilMs, nowMs: sampleNowMs, picture },
  }
}
