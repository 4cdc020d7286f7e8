/** Runs a scenario to its end, second by second of its own time, and says what was found. */
import { performance } from 'node:perf_hooks'
import type { Result } from '../result.ts'
import type { Scenario } from '../scenario.ts'
import { happenings } from './happenings.ts'
import { Metrics } from './metrics.ts'
import { resultOf } from './result-of.ts'
import { Sale } from './sale.ts'

export type Progress = {
  readonly doneShare: number
  readonly saleSeconds: number
  readonly admitted: number
  readonly waiting: number
}

/** Sale seconds between two looks at the wall clock. */
const LOOK_EVERY_S = 10

export function rehearse(scenario: Scenario, onProgress?: (progress: Progress) => void): Result {
  const beganAtMs = performance.now()
  const sale = new Sale(scenario)
  const metrics = new Metrics(sale)
  const endAtMs = sale.openAtMs + scenario.endAfterSeconds * 1_000
  for (const { atSeconds, happen } of happenings(scenario, sale)) {
    sale.clock.after(sale.openAtMs + atSeconds * 1_000 - sale.clock.nowMs, happen)
  }
  let seconds = 0
  let peakRssBytes = 0
  sale.clock.every(1_000, () => {
    metrics.endSecond()
    seconds += 1
    if (seconds % LOOK_EVERY_S !== 0) return
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss())
    onProgress?.({
      doneShare: 1 - sale.unsettled / sale.fans.size,
      saleSeconds: (sale.clock.nowMs - sale.openAtMs) / 1_000,
      admitted: sale.admitted,
      waiting: metrics.waiting,
    })
  })
  sale.clock.run(
    (fan, act) => sale.crowd.acts(fan, act),
    () => sale.isOver() || sale.clock.nowMs >= endAtMs,
  )
  metrics.end()
  return resultOf(sale, metrics, {
    seconds: (performance.now() - beganAtMs) / 1_000,
    // The most this process ever held, which is more than any look at it saw.
    peakRssBytes: Math.max(peakRssBytes, process.resourceUsage().maxRSS * 1_024),
  })
}
