/**
 * The last word of each reporter. A report heard twice, late or out of order changes nothing.
 *
 * A reporter's clock may be off by any amount. `leadMs` is the most it was ever seen ahead of
 * ours, which is how far it is off less the quickest way here; a report that took longer shows by
 * lagging behind it. So a late report is known as late, whatever its clock says.
 */
import { z } from 'zod'
import { originReport, worse, type OriginReport } from './report.ts'

/** Reporters of one room: beyond it the one not heard for longest is dropped. */
export const REPORTERS_MAX = 64
/** Not heard for so long, a reporter is forgotten, and with it what its clock was. */
export const FORGET_MS = 5 * 60_000

export const heardReport = z.strictObject({ leadMs: z.int(), report: originReport })
export type HeardReport = z.infer<typeof heardReport>

export function hear(
  heard: readonly HeardReport[],
  report: OriginReport,
  nowMs: number,
): readonly HeardReport[] {
  const known = heard.filter((entry) => ageMs(entry, nowMs) < FORGET_MS)
  const before = known.find((entry) => entry.report.reporter === report.reporter)
  const entry = joined(before, { leadMs: report.atMs - nowMs, report })
  if (entry === before && known.length === heard.length) return heard
  const others = known.filter((other) => other !== before)
  // Always in one order, so that who was heard first makes no difference.
  return [...others, entry].toSorted(byInstantThenName).slice(-REPORTERS_MAX)
}

/** The reports that still count. */
export function fresh(
  heard: readonly HeardReport[],
  maxAgeMs: number,
  nowMs: number,
): OriginReport[] {
  return heard.filter((entry) => ageMs(entry, nowMs) <= maxAgeMs).map(({ report }) => report)
}

function ageMs(entry: HeardReport, nowMs: number): number {
  return nowMs - instantMs(entry)
}

/** When the report was made, by our clock: never later than it was heard. */
function instantMs({ leadMs, report }: HeardReport): number {
  return report.atMs - leadMs
}

function joined(before: HeardReport | undefined, said: HeardReport): HeardReport {
  if (before === undefined) return said
  const leadMs = Math.max(before.leadMs, said.leadMs)
  const report = later(before.report, said.report)
  const isNothingNew = leadMs === before.leadMs && same(report, before.report)
  return isNothingNew ? before : { leadMs, report }
}

function later(one: OriginReport, other: OriginReport): OriginReport {
  if (one.atMs === other.atMs) return worse(one, other)
  return one.atMs > other.atMs ? one : other
}

function same(one: OriginReport, other: OriginReport): boolean {
  return (
    one.atMs === other.atMs &&
    one.source === other.source &&
    one.windowMs === other.windowMs &&
    one.requests === other.requests &&
    one.errors === other.errors &&
    one.latencyP95Ms === other.latencyP95Ms &&
    one.inFlight === other.inFlight &&
    one.stockLeft === other.stockLeft
  )
}

function byInstantThenName(one: HeardReport, other: HeardReport): number {
  return instantMs(one) - instantMs(other) || (one.report.reporter < other.report.reporter ? -1 : 1)
}
