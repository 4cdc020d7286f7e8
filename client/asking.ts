/**
 * What a page asks, and when: how things stand, for its turn, for a place. One look at a time; what
 * failed is asked again with growing distances, and no sooner than the server wants.
 */
import { Alarms } from './alarms.ts'
import { backOffMs } from './back-off.ts'
import type { Ask, FanAction } from './events.ts'

/** One failure is a hiccup. */
const UNREACHED_AFTER = 2

export class Asking {
  readonly alarms = new Alarms<'look' | 'claim' | 'join'>()
  readonly #random: () => number
  #failures = 0
  #isLooking = false
  /** What a busy room is asked for again without its fan's doing. */
  #join: Ask | undefined

  constructor(random: () => number) {
    this.#random = random
  }

  /** Nobody answered, more than once in a row. */
  get isUnreached(): boolean {
    return this.#failures >= UNREACHED_AFTER
  }

  woken(nowMs: number, mayHavePlace: boolean, hasTurn: boolean): FanAction[] {
    return this.alarms.takeDue(nowMs).flatMap((name): FanAction[] => {
      switch (name) {
        case 'look':
          return this.look(mayHavePlace)
        case 'claim':
          return hasTurn ? [{ kind: 'ask', ask: { what: 'claim' } }] : []
        case 'join':
          return this.#join === undefined ? [] : [{ kind: 'ask', ask: this.#join }]
      }
    })
  }

  /** At a place that may be had, or at the door. */
  look(mayHavePlace: boolean): FanAction[] {
    if (this.#isLooking) return []
    this.#isLooking = true
    return [{ kind: 'ask', ask: { what: mayHavePlace ? 'status' : 'door' } }]
  }

  wants(ask: Ask): FanAction[] {
    if (ask.what === 'join') this.#join = ask
    return [{ kind: 'ask', ask }]
  }

  /** Whatever it was: somebody is there. */
  heard(): void {
    this.#failures = 0
  }

  answered(what: Ask['what']): void {
    this.heard()
    if (what === 'door' || what === 'status') this.#isLooking = false
    if (what === 'join') this.#join = undefined
  }

  failed(what: Ask['what'], retryAfterMs: number | undefined, nowMs: number): void {
    this.#failures += 1
    if (what === 'door' || what === 'status') this.#isLooking = false
    const isOwn = what === 'claim' || what === 'join'
    const afterMs = backOffMs(this.#failures, this.#random(), retryAfterMs)
    this.alarms.set(isOwn ? what : 'look', nowMs + afterMs)
  }

  /** Nothing is asked any more until somebody wants something. */
  rest(): void {
    this.#join = undefined
    this.alarms.clearAll()
  }
}
