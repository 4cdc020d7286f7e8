/**
 * The rehearsal's clock: events at instants, in order, and in the order they were made when two
 * are due at once. What a fan does next is four numbers and not a closure, since a million of
 * them are due at any time.
 */
import { assert } from '../../core/assert.ts'

export type FanEvent = (fan: number, act: number) => void

const CALL = -1

export class Clock {
  nowMs: number
  /** Events that have happened. */
  steps = 0
  readonly #startMs: number
  /** A heap of slots, and what each slot holds. */
  #heap = new Int32Array(1_024)
  #size = 0
  #atMs = new Float64Array(1_024)
  #order = new Float64Array(1_024)
  #act = new Int16Array(1_024)
  #fan = new Int32Array(1_024)
  readonly #calls: ((() => void) | undefined)[] = []
  readonly #free: number[] = []
  #slots = 0
  #made = 0

  constructor(startMs: number) {
    this.#startMs = startMs
    this.nowMs = startMs
  }

  get elapsedMs(): number {
    return this.nowMs - this.#startMs
  }

  after(delayMs: number, happen: () => void): void {
    const slot = this.#schedule(this.nowMs + delayMs, CALL, 0)
    this.#calls[slot] = happen
  }

  every(periodMs: number, happen: () => void): void {
    this.after(periodMs, () => {
      happen()
      this.every(periodMs, happen)
    })
  }

  fanAt(atMs: number, fan: number, act: number): void {
    this.#schedule(Math.max(this.nowMs, atMs), act, fan)
  }

  /** Runs until there is nothing left, or `isOver` says so. */
  run(happen: FanEvent, isOver: () => boolean): void {
    while (this.#size > 0 && !isOver()) this.#step(happen)
  }

  #step(happen: FanEvent): void {
    const slot = this.#pop()
    const atMs = this.#atMs[slot] ?? 0
    assert(atMs >= this.nowMs, 'time runs forwards')
    this.nowMs = atMs
    this.steps += 1
    const act = this.#act[slot] ?? CALL
    const fan = this.#fan[slot] ?? 0
    const call = this.#calls[slot]
    this.#calls[slot] = undefined
    this.#free.push(slot)
    if (act === CALL) call?.()
    else happen(fan, act)
  }

  #schedule(atMs: number, act: number, fan: number): number {
    const slot = this.#free.pop() ?? this.#newSlot()
    this.#atMs[slot] = atMs
    this.#order[slot] = this.#made
    this.#act[slot] = act
    this.#fan[slot] = fan
    this.#made += 1
    this.#push(slot)
    return slot
  }

  #newSlot(): number {
    if (this.#slots === this.#atMs.length) this.#grow()
    this.#slots += 1
    return this.#slots - 1
  }

  #grow(): void {
    const length = this.#atMs.length * 2
    this.#heap = wider(new Int32Array(length), this.#heap)
    this.#atMs = wider(new Float64Array(length), this.#atMs)
    this.#order = wider(new Float64Array(length), this.#order)
    this.#act = wider(new Int16Array(length), this.#act)
    this.#fan = wider(new Int32Array(length), this.#fan)
  }

  #push(slot: number): void {
    let at = this.#size
    this.#size += 1
    while (at > 0) {
      const parent = (at - 1) >> 2
      const above = this.#heap[parent] ?? 0
      if (!this.#isBefore(slot, above)) break
      this.#heap[at] = above
      at = parent
    }
    this.#heap[at] = slot
  }

  #pop(): number {
    const first = this.#heap[0] ?? 0
    this.#size -= 1
    const last = this.#heap[this.#size] ?? 0
    let at = 0
    for (let child = 1; child < this.#size; child = at * 4 + 1) {
      let lowest = child
      const end = Math.min(child + 4, this.#size)
      for (let other = child + 1; other < end; other += 1) {
        if (this.#isBefore(this.#heap[other] ?? 0, this.#heap[lowest] ?? 0)) lowest = other
      }
      const below = this.#heap[lowest] ?? 0
      if (!this.#isBefore(below, last)) break
      this.#heap[at] = below
      at = lowest
    }
    this.#heap[at] = last
    return first
  }

  #isBefore(a: number, b: number): boolean {
    const aMs = this.#atMs[a] ?? 0
    const bMs = this.#atMs[b] ?? 0
    return aMs === bMs ? (this.#order[a] ?? 0) < (this.#order[b] ?? 0) : aMs < bMs
  }
}

function wider<Numbers extends { set(from: Numbers): void }>(to: Numbers, from: Numbers): Numbers {
  to.set(from)
  return to
}
