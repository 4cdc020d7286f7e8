/**
 * How a fan hears of the line, by whichever transport: when to ask, and when to hold a connection.
 * A socket shows by its pings that its fan is here. An open stream shows nothing, so that near the
 * front its fan asks besides (R4).
 */
import type { PollAnswer } from '../core/protocol/poll.ts'
import { Alarms } from '../client/alarms.ts'
import { Connection, type AfterCut } from './connection.ts'
import type { Cut, FanAction } from './fan-events.ts'
import type { Transport } from './transports.ts'

type Next = Exclude<PollAnswer['next'], { readonly kind: 'stop' }>

/** Who has a socket looks at the counts this often all the same. */
const LOOK_EVERY_MS = 20_000
/** Who has a stream shows this often that they are here, or a little more often. */
const SHOW_EVERY_MS = 20_000
/** A stream may be held from the start; a crowd that joins together does not open them together. */
const STREAM_WITHIN_MS = 2_000

export class Hearing {
  readonly asks = new Alarms<'status'>()
  readonly connection: Connection
  readonly #transport: Transport
  readonly #random: () => number

  constructor(transport: Transport, random: () => number) {
    this.#transport = transport
    this.#random = random
    this.connection = new Connection(transport === 'stream' ? 'stream' : 'socket', random)
  }

  get hasSocket(): boolean {
    return this.#transport === 'socket' && this.connection.isOpen
  }

  /** What the room wants next, and whether a poll or the stream said so. */
  told(next: Next, by: 'poll' | 'stream', nowMs: number): void {
    switch (this.#transport) {
      case 'socket':
        return this.#bySocket(next, nowMs)
      case 'stream':
        return this.#byStream(next, by, nowMs)
      case 'poll':
      case 'page':
        this.asks.set('status', nowMs + pollMsOf(next))
    }
  }

  opened(nowMs: number): void {
    this.connection.opened(nowMs)
    if (this.hasSocket) this.asks.set('status', nowMs + this.#lookMs())
  }

  cut(cut: Cut, nowMs: number): void {
    this.#asksAfter(this.connection.cut(cut, nowMs), nowMs)
  }

  dismissed(nowMs: number): void {
    this.#asksAfter(this.connection.dismissed(), nowMs)
  }

  woken(nowMs: number): FanAction[] {
    const asked = this.asks.takeDue(nowMs).map((): FanAction => {
      return { kind: 'ask', ask: { what: 'status' } }
    })
    return [...asked, ...this.connection.woken(nowMs)]
  }

  /** A page that is drawn anew asks nothing, and has no connection, until it is there. */
  reloads(): FanAction[] {
    this.asks.clear('status')
    this.connection.alarms.clear('connect')
    return this.connection.hangUp('closed')
  }

  forget(): void {
    this.asks.clearAll()
    this.connection.alarms.clearAll()
  }

  #bySocket(next: Next, nowMs: number): void {
    if (next.kind === 'poll') return this.asks.set('status', nowMs + next.inMs)
    const inMs = this.connection.isWanted ? this.#lookMs() : next.pollMs
    this.asks.set('status', nowMs + inMs)
    this.connection.wanted(nowMs + next.inMs)
  }

  /** Until it is open, its fan asks like any other. */
  #byStream(next: Next, by: 'poll' | 'stream', nowMs: number): void {
    this.connection.wanted(nowMs + STREAM_WITHIN_MS * this.#random())
    if (!this.connection.isOpen) return this.asks.set('status', nowMs + pollMsOf(next))
    if (next.kind === 'poll') return this.asks.clear('status')
    if (by === 'poll') this.asks.set('status', nowMs + this.#showMs())
    else if (!this.asks.has('status')) {
      this.asks.set('status', nowMs + next.pollMs * this.#random())
    }
  }

  #asksAfter(after: AfterCut, nowMs: number): void {
    if (after !== undefined) this.asks.set('status', nowMs + after.pollInMs)
  }

  #lookMs(): number {
    return LOOK_EVERY_MS * (0.5 + this.#random())
  }

  #showMs(): number {
    return SHOW_EVERY_MS * (0.8 + 0.2 * this.#random())
  }
}

function pollMsOf(next: Next): number {
  return next.kind === 'poll' ? next.inMs : next.pollMs
}
