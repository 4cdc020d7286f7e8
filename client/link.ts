/**
 * The connection near the front: a socket, else a stream, else polls; and back again by itself.
 * Decides only. An open connection that says nothing for too long is none.
 */
import { CLOSE } from '../core/protocol/socket-terms.ts'
import { Alarms } from './alarms.ts'
import { backOffMs } from './back-off.ts'
import type { Connected, FanAction } from './events.ts'
import type { Transport } from './room-state.ts'

const PING_EVERY_MS = 15_000
/** A stream proves nobody's presence: who holds one polls, well within the 45 s of absence. */
const PRESENT_EVERY_MS = 17_000
/** Statuses are said again every 10 s, and pings answered: this is silence. */
const SILENT_AFTER_MS = 35_000
/** Ended sooner, a connection never was one: something on the way does not let it through. */
const SHORT_MS = 5_000
const SHORT_ENDS_UNTIL_NEXT = 2
/** After so long with less, the better transport is tried again. */
const CLIMB_AFTER_MS = 150_000

type AlarmName = 'connect' | 'ping' | 'present' | 'silent' | 'climb'

export class Link {
  readonly alarms = new Alarms<AlarmName>()
  readonly #ways: readonly Transport[]
  readonly #random: () => number
  #way = 0
  #state: 'none' | 'opening' | 'open' = 'none'
  #openedMs = 0
  #failures = 0
  #shortEnds = 0
  #heardMs = 0

  /** `ways` are tried in this order; polls are what is left. */
  constructor(ways: readonly Transport[], random: () => number) {
    this.#ways = ways
    this.#random = random
  }

  get transport(): Transport {
    return this.#state === 'open' ? this.#via : 'poll'
  }

  get isOpen(): boolean {
    return this.#state === 'open'
  }

  /** Near the front: connect after so long, unless that is so or about to be. */
  wanted(inMs: number, nowMs: number): void {
    if (this.#state === 'none' && !this.alarms.has('connect') && this.#via !== 'poll') {
      this.alarms.set('connect', nowMs + inMs)
    }
  }

  woken(nowMs: number): FanAction[] {
    return this.alarms.takeDue(nowMs).flatMap((name) => this.#rings(name, nowMs))
  }

  opened(nowMs: number): void {
    this.#state = 'open'
    this.#openedMs = nowMs
    this.heard(nowMs)
    if (this.#via === 'socket') this.alarms.set('ping', nowMs + PING_EVERY_MS)
    else this.alarms.set('present', nowMs + PRESENT_EVERY_MS * (0.7 + 0.3 * this.#random()))
  }

  heard(nowMs: number): void {
    this.#heardMs = nowMs
    this.alarms.set('silent', nowMs + SILENT_AFTER_MS)
    if (nowMs - this.#openedMs < SHORT_MS) return
    this.#failures = 0
    this.#shortEnds = 0
  }

  /** Ended from the other side, or never begun. It comes back, unless the page is not to. */
  cut(code: number, nowMs: number): void {
    const wasShort = this.#state !== 'open' || nowMs - this.#openedMs < SHORT_MS
    this.#none()
    if (code === CLOSE.movedAway || code === CLOSE.over || code === CLOSE.tooEarly) return
    this.#failures += 1
    this.#shortEnds = wasShort ? this.#shortEnds + 1 : 0
    if (this.#shortEnds >= SHORT_ENDS_UNTIL_NEXT) this.#stepsDown(nowMs)
    if (this.#via === 'poll') return
    this.alarms.set('connect', nowMs + backOffMs(this.#failures, this.#random()))
  }

  /** A phone that slept has a connection that is dead and does not know it. */
  shown(nowMs: number): FanAction[] {
    if (this.#state === 'open' && nowMs - this.#heardMs > PING_EVERY_MS) {
      return [...this.hangUp(), ...this.#soon(nowMs)]
    }
    if (this.alarms.has('connect')) this.#soon(nowMs)
    return this.#state === 'open' && this.#via === 'socket' ? [{ kind: 'ping' }] : []
  }

  hangUp(): FanAction[] {
    const was = this.#state
    this.#none()
    this.alarms.clear('connect')
    return was === 'none' ? [] : [{ kind: 'hang-up' }]
  }

  /** Nothing more is to be heard here. Should a place come again, the best way is tried first. */
  end(): FanAction[] {
    this.alarms.clear('climb')
    this.#way = 0
    this.#shortEnds = 0
    return this.hangUp()
  }

  #rings(name: AlarmName, nowMs: number): FanAction[] {
    switch (name) {
      case 'connect':
        return this.#connect(nowMs)
      case 'ping':
        this.alarms.set('ping', nowMs + PING_EVERY_MS)
        return [{ kind: 'ping' }]
      case 'present':
        this.alarms.set('present', nowMs + PRESENT_EVERY_MS)
        return [{ kind: 'ask', ask: { what: 'status' } }]
      case 'silent':
        this.cut(0, nowMs)
        return [{ kind: 'hang-up' }]
      case 'climb': {
        this.#way = 0
        this.#shortEnds = 0
        return [...this.hangUp(), ...this.#connect(nowMs)]
      }
    }
  }

  #connect(nowMs: number): FanAction[] {
    const via = this.#via
    if (via === 'poll' || this.#state !== 'none') return []
    this.#state = 'opening'
    // What neither opens nor fails is cut off like what falls silent.
    this.alarms.set('silent', nowMs + PING_EVERY_MS)
    return [{ kind: 'connect', via }]
  }

  #soon(nowMs: number): FanAction[] {
    this.alarms.set('connect', nowMs + 500 * this.#random())
    return []
  }

  #stepsDown(nowMs: number): void {
    this.#shortEnds = 0
    this.#failures = 0
    if (this.#way < this.#ways.length) this.#way += 1
    this.alarms.set('climb', nowMs + CLIMB_AFTER_MS * (0.8 + 0.4 * this.#random()))
  }

  #none(): void {
    this.#state = 'none'
    this.alarms.clear('ping', 'present', 'silent')
  }

  get #via(): Connected | 'poll' {
    return this.#ways[this.#way] ?? 'poll'
  }
}
