/**
 * R4, measured: slots that are free, that the rate would allow, and that are not offered though
 * somebody is here to take them. Summed at every change, over time.
 */
import type { RateBook } from './rate-book.ts'
import type { SlotBook } from './slot-book.ts'

export class IdleBook {
  /** A fan who could be known to be here waits. Asked once a tick. */
  anybodyHere = false
  /** The sale is open and not paused. */
  isOpen = false
  slotMs = 0
  idleMs = 0
  readonly #slots: SlotBook
  readonly #rate: RateBook
  #atMs = 0

  constructor(slots: SlotBook, rate: RateBook) {
    this.#slots = slots
    this.#rate = rate
  }

  /** Adds the time up to now; slots come free at their instants on the way. */
  advance(nowMs: number): void {
    while (this.#slots.nextFreeMs <= nowMs) {
      this.#add(this.#slots.nextFreeMs)
      this.#slots.settle(this.#atMs)
    }
    this.#add(nowMs)
  }

  #add(nowMs: number): void {
    const forMs = nowMs - this.#atMs
    if (forMs <= 0) return
    this.#atMs = nowMs
    if (!this.anybodyHere || !this.isOpen) return
    const free = Math.max(0, this.#slots.cap - this.#slots.held)
    this.slotMs += this.#slots.cap * forMs
    if (free > 0) this.idleMs += Math.min(free, this.#rate.allowed(nowMs)) * forMs
  }
}
