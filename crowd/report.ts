/** What a run came to: figures for people and for `--json`, and the verdict. */
import { z } from 'zod'
import { quantile } from '../simulator/engine/percentiles.ts'
import { checkAll } from './checks/all.ts'
import { peakInUse } from './checks/cap.ts'
import { findingSchema } from './checks/finding.ts'
import { laterByTransport } from './checks/same-waits.ts'
import { turnsOf } from './checks/turns.ts'
import { ENDINGS } from './fan-events.ts'
import type { CrowdRecord, FanRecord } from './record.ts'
import type { Tally } from './tally.ts'
import { TRANSPORTS, type Transport } from './transports.ts'

const count = z.int().nonnegative()
const milliseconds = z.number().nonnegative()

const waitsSchema = z.object({
  count,
  p50Ms: milliseconds,
  p90Ms: milliseconds,
  maxMs: milliseconds,
})
const lineSchema = z.object({ opened: count, lost: count, cut: count })

/** What `--json` prints. */
export const reportSchema = z.object({
  fans: count,
  seconds: z.number(),
  endings: z.record(z.enum([...ENDINGS, 'unserved']), count),
  /** From the answer to the join until the fan heard of the first turn. */
  waits: waitsSchema,
  /** By transport, of those that any fan has. */
  waitsBy: z.partialRecord(
    z.enum(TRANSPORTS),
    waitsSchema.extend({
      /** How many were held against neighbours of other transports, */
      compared: count,
      /** and how much later half of them heard of the turn, or earlier where it is below nothing. */
      laterMs: z.number(),
    }),
  ),
  turns: z.object({ offered: count, missed: count, cameBack: count }),
  peakInUse: count,
  cap: count.exactOptional(),
  requests: z.record(z.string(), count),
  sockets: lineSchema,
  streams: lineSchema,
  outages: z.object({ count, longestMs: milliseconds }),
  errors: z.record(z.string(), count),
  mismatches: z.array(z.string()),
  checks: z.array(findingSchema),
})
export type Report = z.infer<typeof reportSchema>

/** Shorter than this a connection broke, not a server. */
const OUTAGE_MS = 500

export function reportOf(record: CrowdRecord, tally: Tally, elapsedMs: number): Report {
  const { fans, cap } = record
  const outages = record.outages.map(({ fromMs, toMs }) => toMs - fromMs)
  const long = outages.filter((ms) => ms >= OUTAGE_MS)
  return {
    fans: fans.length,
    seconds: Math.round(elapsedMs / 100) / 10,
    endings: endingsOf(fans),
    waits: waitsOf(fans),
    waitsBy: waitsBy(record),
    turns: turnsIn(fans),
    peakInUse: peakInUse(record),
    ...(cap === undefined ? {} : { cap }),
    requests: Object.fromEntries(tally.requests),
    sockets: { ...tally.lines.socket },
    streams: { ...tally.lines.stream },
    outages: { count: long.length, longestMs: Math.round(Math.max(0, ...long)) },
    errors: Object.fromEntries([...tally.errors].toSorted(([, a], [, b]) => b - a)),
    mismatches: tally.mismatches,
    checks: checkAll(record),
  }
}

/** Whether no rule was broken, nobody was left in the line, and all answers were the protocol's. */
export function isFine({ endings, checks, mismatches }: Report): boolean {
  return (
    endings.unserved === 0 &&
    endings.lost === 0 &&
    mismatches.length === 0 &&
    checks.every(({ broken }) => broken === 0)
  )
}

function endingsOf(fans: readonly FanRecord[]): Report['endings'] {
  const endings: Report['endings'] = {
    served: 0,
    left: 0,
    'gave-up': 0,
    'turned-away': 0,
    'let-through': 0,
    unheard: 0,
    lost: 0,
    unserved: 0,
  }
  for (const { ending } of fans) endings[ending ?? 'unserved'] += 1
  return endings
}

function waitsBy(record: CrowdRecord): Report['waitsBy'] {
  const later = laterByTransport(record)
  const by: { [Each in Transport]?: NonNullable<Report['waitsBy'][Each]> } = {}
  for (const transport of TRANSPORTS) {
    const fans = record.fans.filter((fan) => fan.transport === transport)
    if (fans.length === 0) continue
    const { compared, medianMs } = later.get(transport) ?? { compared: 0, medianMs: 0 }
    by[transport] = { ...waitsOf(fans), compared, laterMs: medianMs }
  }
  return by
}

function waitsOf(fans: readonly FanRecord[]): Report['waits'] {
  const waits = fans.flatMap((record) => {
    const joinedMs = record.places[0]?.receivedMs
    const calledMs = turnsOf(record)[0]?.toldMs ?? record.sessions[0]?.receivedMs
    return joinedMs === undefined || calledMs === undefined ? [] : [calledMs - joinedMs]
  })
  const sorted = waits.toSorted((a, b) => a - b).map(Math.round)
  return {
    count: sorted.length,
    p50Ms: quantile(sorted, 0.5),
    p90Ms: quantile(sorted, 0.9),
    maxMs: sorted.at(-1) ?? 0,
  }
}

function turnsIn(fans: readonly FanRecord[]): Report['turns'] {
  let offered = 0
  let missed = 0
  let cameBack = 0
  for (const record of fans) {
    const turns = turnsOf(record).length
    const taken = record.sessions.length > 0 && turns > 0 ? 1 : 0
    offered += turns
    missed += turns - taken
    if (turns > 1 && taken > 0) cameBack += 1
  }
  return { offered, missed, cameBack }
}
