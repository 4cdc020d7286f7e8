import { z } from 'zod'

/**
 * Latencies in a table of fixed size, so that a run of an hour takes no more memory than one of a
 * second. Each octave of microseconds is cut into 128 equal buckets: a percentile read back is
 * never below the exact one and at most 1/128 (0.8 %) above it, or 1 µs where that is more. The
 * maximum is exact. Longer than ten minutes is counted as ten minutes.
 */
const SLICE_BITS = 7
const SLICES = 2 ** SLICE_BITS
const LONGEST_US = 600_000_000

export const latency = z.object({
  count: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
})
export type Latency = z.infer<typeof latency>

export class Histogram {
  #counts = new Uint32Array(bucketOf(LONGEST_US) + 1)
  #count = 0
  #maxUs = 0

  record(latencyMs: number): void {
    const us = Math.min(LONGEST_US, Math.max(0, latencyMs * 1000))
    const bucket = bucketOf(Math.ceil(us))
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#count++
    if (us > this.#maxUs) this.#maxUs = us
  }

  /** The smallest latency that at least this share of the recorded ones does not exceed. */
  percentileMs(share: number): number {
    const wanted = Math.max(1, Math.ceil(share * this.#count))
    let seen = 0
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count
      if (seen >= wanted) return Math.min(highestUsIn(bucket), this.#maxUs) / 1000
    }
    return 0
  }

  summary(): Latency {
    return {
      count: this.#count,
      p50Ms: this.percentileMs(0.5),
      p95Ms: this.percentileMs(0.95),
      p99Ms: this.percentileMs(0.99),
      maxMs: this.#maxUs / 1000,
    }
  }
}

function bucketOf(us: number): number {
  if (us < SLICES) return us
  const octave = 31 - Math.clz32(us) - SLICE_BITS
  return octave * SLICES + (us >>> octave)
}

function highestUsIn(bucket: number): number {
  if (bucket < 2 * SLICES) return bucket
  const octave = Math.floor(bucket / SLICES) - 1
  return (bucket - octave * SLICES + 1) * 2 ** octave - 1
}
