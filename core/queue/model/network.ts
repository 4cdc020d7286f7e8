/**
 * The model's network and clock: things that happen at instants, in order. A message may be
 * lost, doubled, or late enough to be overtaken.
 */
import type { Random } from './random.ts'

export type Faults = {
  readonly lose: number
  readonly repeat: number
  readonly delayMs: number
}

export const noFaults: Faults = { lose: 0, repeat: 0, delayMs: 0 }

type Event = { readonly atMs: number; readonly no: number; readonly happen: () => void }

/** What a message takes when nothing is wrong. */
const QUICK_MS = 5

export class Network {
  nowMs: number
  faults: Faults = noFaults
  readonly #random: Random
  #events: Event[] = []
  #count = 0

  constructor(random: Random, startMs: number) {
    this.#random = random
    this.nowMs = startMs
  }

  after(delayMs: number, happen: () => void): void {
    this.#count += 1
    const event = { atMs: this.nowMs + delayMs, no: this.#count, happen }
    const later = this.#events.findIndex(({ atMs }) => atMs > event.atMs)
    if (later === -1) this.#events.push(event)
    else this.#events.splice(later, 0, event)
  }

  every(periodMs: number, happen: () => void): void {
    this.after(periodMs, () => {
      happen()
      this.every(periodMs, happen)
    })
  }

  send(deliver: () => void): void {
    const copies = this.#chance(this.faults.lose) ? 0 : this.#chance(this.faults.repeat) ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      // Most are quick and some are very late, so that orders change.
      const late = this.#random() ** 3 * this.faults.delayMs
      this.after(QUICK_MS + Math.floor(late), deliver)
    }
  }

  run(forMs: number): void {
    const endMs = this.nowMs + forMs
    for (let next = this.#events[0]; next && next.atMs <= endMs; next = this.#events[0]) {
      this.#events.shift()
      this.nowMs = Math.max(this.nowMs, next.atMs)
      next.happen()
    }
    this.nowMs = endMs
  }

  #chance(probability: number): boolean {
    return this.#random() < probability
  }
}
