/**
 * R2: in no interval of t seconds are more than rate · (t + 1 s) offered. The same for every
 * interval at once: a bucket that holds one second of the rate never runs below empty. Below 10 a
 * second, where a slot being whole matters, it holds 1 + 0.9 s of the rate.
 */
import type { Faults } from './faults.ts'

/** What was granted before the rate was lowered may be offered this long after. */
const LOWERED_MS = 1_700

export class RateBook {
  worstOvershoot = 0
  #tokens = Infinity
  #atMs = 0
  #rates: { atMs: number; rate: number }[]
  readonly #faults: Faults

  constructor(ratePerSecond: number, faults: Faults) {
    this.#rates = [{ atMs: -Infinity, rate: ratePerSecond }]
    this.#faults = faults
  }

  rateChanged(rate: number, nowMs: number): void {
    this.#fill(nowMs)
    const since = this.#rates.findLastIndex(({ atMs }) => atMs <= nowMs - LOWERED_MS)
    this.#rates = [...this.#rates.slice(Math.max(0, since)), { atMs: nowMs, rate }]
  }

  /** Offers that the rule would allow at this instant. */
  allowed(nowMs: number): number {
    this.#fill(nowMs)
    return Math.max(0, Math.floor(this.#tokens + 1e-9))
  }

  offered(nowMs: number): void {
    this.#fill(nowMs)
    this.#tokens -= 1
    this.worstOvershoot = Math.max(this.worstOvershoot, Math.ceil(-this.#tokens - 1e-6))
    this.#faults.hold('R2', this.#tokens >= -1e-6, nowMs, () => {
      return `${-this.#tokens} offers more than ${this.#largestRate(nowMs)} a second allow`
    })
  }

  /** In pieces: a rate that was lowered counts on for a while, and then no longer. */
  #fill(nowMs: number): void {
    for (const { atMs } of this.#rates) {
      const countsUntilMs = atMs + LOWERED_MS
      if (countsUntilMs > this.#atMs && countsUntilMs < nowMs) this.#fillTo(countsUntilMs)
    }
    this.#fillTo(nowMs)
  }

  #fillTo(nowMs: number): void {
    if (nowMs <= this.#atMs) return
    const rate = this.#largestRate(this.#atMs)
    const most = Math.max(rate, 1 + rate * 0.9)
    this.#tokens = Math.min(most, this.#tokens + (rate * (nowMs - this.#atMs)) / 1_000)
    this.#atMs = nowMs
  }

  #largestRate(nowMs: number): number {
    let largest = this.#rates.at(-1)?.rate ?? 0
    for (const [index, { rate }] of this.#rates.entries()) {
      const endedMs = this.#rates[index + 1]?.atMs ?? Infinity
      if (nowMs - endedMs < LOWERED_MS) largest = Math.max(largest, rate)
    }
    return largest
  }
}
