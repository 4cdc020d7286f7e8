/** What a page hears in tests, and a page that is led through time by hand. */
import type { DoorAnswer } from '../core/protocol/door.ts'
import type { FanStatusOnWire } from '../core/protocol/fan-status.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { Ask, FanAction, FanEvent } from './events.ts'
import { Follower, type FollowerOptions } from './follower.ts'
import type { FanView } from './room-state.ts'

export const START_MS = 1_800_000_000_000

export const far: PollAnswer['next'] = { kind: 'poll', inMs: 15_000 }
export const near: PollAnswer['next'] = { kind: 'connect', inMs: 2_000, pollMs: 5_000 }

export function statusAt(nowMs: number, changes: Partial<FanStatusOnWire> = {}): FanStatusOnWire {
  return {
    kind: 'status',
    phase: 'open',
    standing: 'waiting',
    place: { lane: 'general', number: 41, position: 41, generation: 0 },
    presentAhead: 30,
    isEstimate: false,
    atMostAhead: 41,
    waiting: 90,
    ratePerSecond: 2,
    asOfMs: nowMs - 500,
    nowMs,
    ...changes,
  }
}

export function pollAt(
  nowMs: number,
  changes: Partial<FanStatusOnWire> = {},
  more: Partial<PollAnswer> = {},
): PollAnswer {
  return { status: statusAt(nowMs, changes), news: [], next: near, ...more }
}

export function doorAt(nowMs: number, changes: Partial<DoorAnswer> = {}): DoorAnswer {
  return {
    kind: 'door',
    phase: 'open',
    joining: 'take-number',
    waiting: 90,
    ratePerSecond: 2,
    opensAtMs: START_MS,
    news: [],
    next: { kind: 'poll', inMs: 12_000 },
    asOfMs: nowMs,
    nowMs,
    ...changes,
  }
}

export const session = {
  sessionId: 'general.41.1',
  untilMs: START_MS + 600_000,
  tokenUntilMs: START_MS + 60_000,
}

/** A page: what it did, and when. Its server's clock is the same as its own. */
export class PageDouble {
  readonly follower: Follower
  readonly did: { readonly atMs: number; readonly action: FanAction }[] = []
  nowMs = START_MS

  constructor(
    view: FanView = { kind: 'placed', poll: pollAt(START_MS) },
    options: Partial<FollowerOptions> = {},
    random: () => number = () => 0.5,
  ) {
    const usual = { transports: ['socket', 'stream', 'poll'], claimsItself: true } as const
    this.follower = new Follower({ ...usual, ...options }, random)
    this.happens({ kind: 'begun', view, serverAheadMs: 0 })
  }

  get view(): FanView {
    return this.follower.state.view
  }

  happens(event: FanEvent): void {
    for (const action of this.follower.step(event, this.nowMs)) {
      this.did.push({ atMs: this.nowMs, action })
    }
  }

  /** Lets time pass; whatever the page means to do then, it does. */
  passes(ms: number): void {
    const untilMs = this.nowMs + ms
    for (;;) {
      const nextMs = this.follower.nextMs()
      if (nextMs === undefined || nextMs > untilMs) break
      this.nowMs = Math.max(this.nowMs, nextMs)
      this.happens({ kind: 'woken' })
    }
    this.nowMs = untilMs
  }

  polled(answer: PollAnswer): void {
    this.happens({ kind: 'answered', what: 'status', answer, sentMs: this.nowMs })
  }

  refused(what: Ask['what'], status: number, code: string, more = {}): void {
    const problem = { code, ...more }
    this.happens({ kind: 'refused', what, status, problem, retryAfterMs: undefined })
  }

  /** What it asked since it was last asked for, with the seconds since the start. */
  takeAsks(): string[] {
    return this.did.splice(0).flatMap(({ atMs, action }) => {
      if (action.kind !== 'ask') return []
      return [`${action.ask.what} ${Math.round((atMs - START_MS) / 100) / 10}`]
    })
  }

  takeActions(): FanAction[] {
    return this.did.splice(0).map(({ action }) => action)
  }
}
