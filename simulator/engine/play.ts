/**
 * A scenario played to its end, second by second of its own time. It reads no clock and asks no
 * machine anything, so that it runs in a browser as it runs in Node.
 */
import type { Found } from '../result.ts'
import type { Scenario } from '../scenario.ts'
import { type OpenDraw } from './draw.ts'
import { happenings } from './happenings.ts'
import { Metrics } from './metrics.ts'
import { foundIn } from './found-in.ts'
import { Sale } from './sale.ts'

export type Progress = {
  readonly doneShare: number
  readonly saleSeconds: number
  readonly admitted: number
  readonly waiting: number
}

/** Sale seconds between two words on how far it is. */
const TELL_EVERY_S = 10

export function play(
  scenario: Scenario,
  openDraw: OpenDraw,
  tell: (progress: Progress) => void,
): Found {
  const sale = new Sale(scenario, openDraw)
  const metrics = new Metrics(sale)
  const endAtMs = sale.openAtMs + scenario.endAfterSeconds * 1_000
  for (const { atSeconds, happen } of happenings(scenario, sale)) {
    sale.clock.after(sale.openAtMs + atSeconds * 1_000 - sale.clock.nowMs, happen)
  }
  let seconds = 0
  sale.clock.every(1_000, () => {
    metrics.endSecond()
    seconds += 1
    if (seconds % TELL_EVERY_S !== 0) return
    tell({
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
  return foundIn(sale, metrics)
}
