/**
 * How far the server's clock is ahead of the crowd's, at least and at most. The server looked at
 * its clock between a request and its answer, so each poll bounds the difference from both sides.
 */
import type { FanRecord } from '../record.ts'

export type ServerClock = {
  readonly aheadLeastMs: number
  readonly aheadMostMs: number
}

/** Clocks tell whole milliseconds. */
const ROUNDING_MS = 1

export function serverClock(fans: readonly FanRecord[]): ServerClock {
  let least = Number.NEGATIVE_INFINITY
  let most = Infinity
  for (const { statuses } of fans) {
    for (const { by, sentMs, receivedMs, nowServerMs } of statuses) {
      if (by !== 'poll' && by !== 'page') continue
      least = Math.max(least, nowServerMs - receivedMs)
      most = Math.min(most, nowServerMs + ROUNDING_MS - sentMs)
    }
  }
  if (!Number.isFinite(least) || !Number.isFinite(most)) return { aheadLeastMs: 0, aheadMostMs: 0 }
  // Two clocks that drift apart contradict each other: then both bounds are as likely.
  return { aheadLeastMs: Math.min(least, most), aheadMostMs: Math.max(least, most) }
}

/** An instant of the server's, by the crowd's clock: not before, and not after. */
export function earliestMs(serverMs: number, { aheadMostMs }: ServerClock): number {
  return serverMs - aheadMostMs
}
export function latestMs(serverMs: number, { aheadLeastMs }: ServerClock): number {
  return serverMs - aheadLeastMs
}
