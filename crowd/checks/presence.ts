/**
 * When a fan surely counts as present (R4). Whoever has a socket is, while it is open. Nobody
 * sees an event stream's reader, a poller or a page without script but by what they ask: near the
 * front that is passed on within some seconds, and holds for a while.
 */
import type { CrowdRecord, FanRecord } from '../record.ts'

export type Here = { readonly fromMs: number; readonly toMs: number }

/** Who has come, or come back, is known at the next tick, once the segment has said so. */
const KNOWN_AFTER_MS = 3_000
/** What an isolate saw is told to a desk once in five seconds, and by the desk to the segment. */
const PASSED_ON_AFTER_MS = 10_000 + KNOWN_AFTER_MS
/** Seen so long ago, a fan may be taken for absent. */
const HOLDS_MS = 40_000

export function surelyHere(record: FanRecord, outages: CrowdRecord['outages']): Here[] {
  if (record.transport === 'socket') {
    return record.connections.map(({ openedMs, closedMs }) => {
      return { fromMs: openedMs + KNOWN_AFTER_MS, toMs: closedMs }
    })
  }
  const shown = record.statuses
    // Far from the front an answer is an estimate, and nobody notes who asked.
    .filter(({ by, isEstimate }) => (by === 'poll' || by === 'page') && !isEstimate)
    .map(({ sentMs, receivedMs }) => ({ sentMs, knownMs: receivedMs + PASSED_ON_AFTER_MS }))
    // What a server had not passed on when it died is lost.
    .filter(({ sentMs, knownMs }) => {
      return outages.every(({ fromMs, toMs }) => knownMs < fromMs || sentMs > toMs)
    })
  return joined(shown.map(({ sentMs, knownMs }) => ({ fromMs: knownMs, toMs: sentMs + HOLDS_MS })))
}

/** Spans in the order of their beginnings; those that touch are one. */
function joined(spans: readonly Here[]): Here[] {
  const whole: Here[] = []
  for (const { fromMs, toMs } of spans) {
    const last = whole.at(-1)
    if (last !== undefined && fromMs <= last.toMs) {
      whole[whole.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) }
    } else if (fromMs < toMs) whole.push({ fromMs, toMs })
  }
  return whole
}
