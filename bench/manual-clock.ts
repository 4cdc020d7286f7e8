import type { Clock } from './clock.ts'

/** A clock that a test moves by hand; what is due on the way happens at its own instant. */
export class ManualClock implements Clock {
  #nowMs = 0
  #due: { atMs: number; run: () => void }[] = []

  nowMs = (): number => this.#nowMs

  after = (delayMs: number, run: () => void): void => {
    this.#due.push({ atMs: this.#nowMs + delayMs, run })
  }

  /** Timers run in the order of their instants, and of their setting where those are the same. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (;;) {
      const [next] = this.#due.toSorted((a, b) => a.atMs - b.atMs)
      if (next === undefined || next.atMs > untilMs) break
      this.#due.splice(this.#due.indexOf(next), 1)
      this.#nowMs = next.atMs
      next.run()
    }
    this.#nowMs = untilMs
  }
}
