/**
 * R2: in no interval of t seconds are more than rate · (t + 1 s) offered; below 10 a second, where
 * a slot being whole matters, no more than 1 + rate · (t + 0.9 s). Offers count by the instant
 * their deadlines give, not by when they arrived here.
 */
import type { CrowdRecord } from '../record.ts'
import { Findings, unchecked, type Finding } from './finding.ts'
import { serverClock } from './server-clock.ts'
import { offersOf } from './turns.ts'

const SAYS = 'no faster than the rate, in any interval'
/** Instants are whole milliseconds: an interval may be this much longer than it looks. */
const ROUNDING_SECONDS = 0.002

export function checkRate(record: CrowdRecord): Finding {
  const rate = highestRate(record)
  const offers = offersOf(record, serverClock(record.fans))
  if (rate === undefined) return unchecked('R2', SAYS, 'nobody was told a rate')
  const found = new Findings()
  const byEnd = offers.toSorted((a, b) => a.toMs - b.toMs)
  for (const { fromMs, fan } of offers) {
    const worst = worstFrom(fromMs, byEnd, rate)
    found.hold(worst.over <= 0, () => {
      const { count, seconds } = worst
      return `${count} offers in ${seconds.toFixed(2)} s at ${rate} a second, from fan ${fan} on`
    })
  }
  return found.of('R2', SAYS)
}

/** A rate that was steered: what was offered while it was higher must not count against a lower. */
function highestRate({ fans }: CrowdRecord): number | undefined {
  let highest: number | undefined
  for (const { statuses } of fans) {
    for (const { ratePerSecond } of statuses) highest = Math.max(highest ?? 0, ratePerSecond)
  }
  return highest
}

type Worst = { over: number; count: number; seconds: number }

/** Of all intervals from an instant on, the one with most offers too many. */
function worstFrom(
  fromMs: number,
  byEnd: readonly { readonly fromMs: number; readonly toMs: number }[],
  rate: number,
): Worst {
  const worst: Worst = { over: Number.NEGATIVE_INFINITY, count: 0, seconds: 0 }
  let count = 0
  for (const offer of byEnd) {
    if (offer.fromMs < fromMs) continue
    count += 1
    const seconds = (offer.toMs - fromMs) / 1_000
    const over = count - allowedIn(seconds + ROUNDING_SECONDS, rate)
    if (over > worst.over) Object.assign(worst, { over, count, seconds })
  }
  return worst
}

function allowedIn(seconds: number, rate: number): number {
  return Math.max(rate * (seconds + 1), 1 + rate * (seconds + 0.9))
}
