/** A scenario played in Node, with its draw, and what this machine needed for it. */
import type { Result } from '../result.ts'
import type { Scenario } from '../scenario.ts'
import { Lottery } from './lottery.ts'
import { play, type Progress } from './play.ts'

export function rehearse(scenario: Scenario, onProgress?: (progress: Progress) => void): Result {
  const beganAtMs = performance.now()
  let peakRssBytes = 0
  const found = play(
    scenario,
    (sale) => new Lottery(sale),
    (progress) => {
      peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss())
      onProgress?.(progress)
    },
  )
  return {
    ...found,
    seconds: (performance.now() - beganAtMs) / 1_000,
    // The most this process ever held, which is more than any look at it saw.
    peakRssBytes: Math.max(peakRssBytes, process.resourceUsage().maxRSS * 1_024),
  }
}
