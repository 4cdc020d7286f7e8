/** R3 by arrival, and R5: numbers go to one fan each, and joins further apart never swap. */
import type { Faults } from './faults.ts'

export class JoinBook {
  readonly #windowMs: number
  readonly #faults: Faults
  readonly #seen = new Set<number>()
  /** Joins of the window that lasts, oldest first, and the greatest number before it. */
  #recent: { atMs: number; number: number }[] = []
  #from = 0
  #greatest = -1

  constructor(windowMs: number, faults: Faults) {
    this.#windowMs = windowMs
    this.#faults = faults
  }

  /** In a draw's lobby order does not matter: joins are held to nothing but their number. */
  joined(number: number, isByArrival: boolean, nowMs: number): void {
    this.#faults.hold('R5', !this.#seen.has(number), nowMs, () => `${number} went to two fans`)
    this.#seen.add(number)
    if (!isByArrival) return
    this.#forget(nowMs)
    const greatest = this.#greatest
    this.#faults.hold('R3', number > greatest, nowMs, () => {
      return `${number} was handed out more than the window after ${greatest}`
    })
    this.#recent.push({ atMs: nowMs, number })
  }

  #forget(nowMs: number): void {
    for (;;) {
      const oldest = this.#recent[this.#from]
      if (oldest === undefined || nowMs - oldest.atMs <= this.#windowMs) break
      this.#greatest = Math.max(this.#greatest, oldest.number)
      this.#from += 1
    }
    if (this.#from < 4_096) return
    this.#recent = this.#recent.slice(this.#from)
    this.#from = 0
  }
}
