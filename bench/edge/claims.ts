/** How fast a crowd that is called takes its turns, from what its pages saw. */
import { claimAnswer } from '../../core/protocol/claim.ts'
import { Histogram } from '../http/histogram.ts'
import type { Errand } from '../sockets/specs.ts'

export interface ClaimFigures {
  claimsPerSecond: number
  overSeconds: number
  claimed: number
  refused: number
  /** From hearing of the turn to the answer. */
  p50Ms: number
  p99Ms: number
}

/**
 * Sustained, that is over a window in the middle, which begins when the first second is over: the
 * first tick has more to give than any other, and the last fans are not a full second's worth.
 */
export function claimFigures(errands: readonly Errand[], seconds: number): ClaimFigures {
  const good = errands.filter(isClaim)
  if (good.length === 0) throw new Error(`Nobody was let in: ${JSON.stringify(errands[0])}`)
  const answeredMs = good.map(({ answeredAtMs }) => answeredAtMs).toSorted((a, b) => a - b)
  const [firstMs = 0] = answeredMs
  const lastMs = answeredMs.at(-1) ?? firstMs
  const skippedMs = Math.min(1_000, (lastMs - firstMs) / 4)
  const fromMs = firstMs + skippedMs
  const toMs = Math.min(fromMs + seconds * 1_000, lastMs)
  const counted = answeredMs.filter((atMs) => atMs > fromMs && atMs <= toMs).length
  const latency = new Histogram()
  for (const { heardAtMs, answeredAtMs } of good) latency.record(answeredAtMs - heardAtMs)
  return {
    claimsPerSecond: (counted * 1_000) / Math.max(1, toMs - fromMs),
    overSeconds: (toMs - fromMs) / 1_000,
    claimed: good.length,
    refused: errands.length - good.length,
    p50Ms: latency.percentileMs(0.5),
    p99Ms: latency.percentileMs(0.99),
  }
}

function isClaim({ status, body }: Errand): boolean {
  return status === 201 && claimAnswer.safeParse(JSON.parse(body)).success
}
