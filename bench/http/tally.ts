import { z } from 'zod'
import { Histogram, latency } from './histogram.ts'
import type { FailureReason, Outcome } from './line.ts'

/** What a loop counted. Latencies are of 2xx answers; whatever else came is counted apart. */
export const tallied = z.object({
  /** From the first request to the end of the counting. */
  elapsedMs: z.number(),
  okCount: z.number(),
  okPerSecond: z.number(),
  otherStatuses: z.record(z.string(), z.number()),
  failures: z.record(z.string(), z.number()),
  /** What the first failure said. */
  firstFailure: z.string().optional(),
  latency,
})
export type Tallied = z.infer<typeof tallied>

export class Tally {
  readonly latency = new Histogram()
  #okCount = 0
  #otherStatuses: Record<string, number> = {}
  #failures: Partial<Record<FailureReason, number>> = {}
  #firstFailure: string | undefined
  failureCount = 0

  count(outcome: Outcome, latencyMs: number): void {
    if (outcome.kind === 'failed') {
      this.failureCount++
      this.#firstFailure ??= outcome.message
      this.#failures[outcome.reason] = (this.#failures[outcome.reason] ?? 0) + 1
      return
    }
    const { status } = outcome.response
    if (status >= 200 && status < 300) {
      this.#okCount++
      this.latency.record(latencyMs)
    } else this.#otherStatuses[status] = (this.#otherStatuses[status] ?? 0) + 1
  }

  result(elapsedMs: number): Tallied {
    return {
      elapsedMs,
      okCount: this.#okCount,
      okPerSecond: elapsedMs > 0 ? (this.#okCount * 1000) / elapsedMs : 0,
      otherStatuses: this.#otherStatuses,
      failures: this.#failures,
      firstFailure: this.#firstFailure,
      latency: this.latency.summary(),
    }
  }
}
