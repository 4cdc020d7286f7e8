/**
 * A fan's socket or event stream as the fan sees it: when to open it, to ping, to lose it, and to
 * try again.
 */
import { CLOSE } from '../core/protocol/socket-terms.ts'
import { Alarms } from '../client/alarms.ts'
import { retryMs } from './back-off.ts'
import type { Cut, FanAction } from './fan-events.ts'
import { againInMs } from './too-early.ts'

const PING_EVERY_MS = 15_000
/** A page is drawn anew, or a phone finds its network again. */
const AWAY_MS = 1_500

/** What a lost connection means for the fan's next poll. */
export type AfterCut = { readonly pollInMs: number } | undefined

export class Connection {
  readonly alarms = new Alarms<'connect' | 'ping' | 'lose'>()
  readonly #kind: 'socket' | 'stream'
  readonly #random: () => number
  #state: 'none' | 'opening' | 'open' | 'dismissed' = 'none'
  /** In a row. */
  #cuts = 0

  constructor(kind: 'socket' | 'stream', random: () => number) {
    this.#kind = kind
    this.#random = random
  }

  get isWanted(): boolean {
    return this.#state === 'opening' || this.#state === 'open'
  }
  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** The first instant stands: each answer draws another, and the soonest would win. */
  wanted(atMs: number): void {
    if (this.#state === 'none' && !this.alarms.has('connect')) this.alarms.set('connect', atMs)
  }

  opened(nowMs: number): void {
    this.#state = 'open'
    this.#cuts = 0
    // A stream has no way up.
    if (this.#kind === 'socket') this.alarms.set('ping', nowMs + PING_EVERY_MS)
  }

  woken(nowMs: number): FanAction[] {
    return this.alarms.takeDue(nowMs).flatMap((name) => {
      switch (name) {
        case 'connect':
          return this.#connects()
        case 'ping':
          if (!this.isOpen) return []
          this.alarms.set('ping', nowMs + PING_EVERY_MS)
          return [{ kind: 'ping' }]
        case 'lose':
          if (!this.isWanted) return []
          // Some are gone for longer than the silence that counts as absence.
          this.alarms.set('connect', nowMs + AWAY_MS * (0.3 + 5 * this.#random()))
          return this.hangUp('lost')
      }
    })
  }

  cut({ code, reason, retryMs: afterMs }: Cut, nowMs: number): AfterCut {
    this.#state = 'none'
    this.alarms.clear('ping')
    this.#cuts += 1
    if (code === CLOSE.tooEarly) return { pollInMs: againInMs(reason) }
    this.alarms.set('connect', nowMs + retryMs(this.#cuts, afterMs, this.#random()))
    // Whoever is refused or sent away learns why by a poll; so does who cannot connect.
    const isSentAway = code < 500 || code === CLOSE.over || code === CLOSE.movedAway
    return isSentAway || this.#cuts > 1 ? { pollInMs: this.#soonMs() } : undefined
  }

  /** Not to be opened again by itself; only a page that is loaded anew may. */
  dismissed(): { readonly pollInMs: number } {
    this.#state = 'dismissed'
    this.alarms.clear('connect', 'ping')
    return { pollInMs: this.#soonMs() }
  }

  hangUp(how: 'closed' | 'lost'): FanAction[] {
    this.alarms.clear('ping')
    const { isWanted } = this
    this.#state = 'none'
    return isWanted ? [{ kind: 'hang-up', how }] : []
  }

  #connects(): FanAction[] {
    if (this.#state !== 'none') return []
    this.#state = 'opening'
    return [{ kind: 'connect' }]
  }

  #soonMs(): number {
    return 200 + 800 * this.#random()
  }
}
