/** The report of a sale, from its looks and its log. */
import type { AuditEntry } from './audit.ts'
import type { AlarmKind } from './alarms.ts'
import type { Figures } from './figures.ts'
import type { StoredSample } from './history.ts'
import { saleSample, type Incident, type SaleReport } from './sale-report.ts'
import { toldOf } from './told-changes.ts'
import { decilesOf } from './waits-of.ts'

/**
 * What was changed in a sale is no incident of it, but who reads wants to see it beside the curve.
 * The log comes as it is read, the newest first.
 */
export function saleReportOf(
  figures: Figures,
  title: SaleReport['title'],
  samples: readonly StoredSample[],
  log: readonly AuditEntry[],
): SaleReport {
  const last = samples.at(-1)
  const turns = last?.turns ?? 0
  const lapses = last?.lapses ?? 0
  return {
    room: figures.room,
    title,
    phase: figures.phase,
    asOfMs: figures.saidAtMs,
    fromMs: samples[0]?.atMs ?? figures.saidAtMs,
    totals: {
      joined: last?.joined ?? 0,
      admitted: Math.max(0, turns - lapses - (last?.offered ?? 0)),
      turns,
      lapses,
      mostWaiting: mostOf(samples, 'waiting'),
      mostOccupied: mostOf(samples, 'occupied'),
    },
    curve: samples.map((sample) => saleSample.parse(sample)),
    waits: figures.lanes.flatMap(({ id }) => {
      const decilesMs = decilesOf(samples, id)
      return decilesMs === undefined ? [] : [{ lane: id, decilesMs }]
    }),
    score: figures.score,
    incidents: [...actsOf(log), ...alarmsOf(samples)].toSorted((a, b) => a.atMs - b.atMs),
  }
}

function mostOf(samples: readonly StoredSample[], name: 'waiting' | 'occupied'): number {
  return samples.reduce((most, sample) => Math.max(most, sample[name]), 0)
}

function actsOf(log: readonly AuditEntry[]): Incident[] {
  const told = toldOf(log.map(({ changes }) => changes))
  return log.map(({ atMs, act, by, no }, at) => {
    const { changes = [], more = 0 } = told[at] ?? {}
    return { kind: 'act', atMs, act, by: by.name, no, changes, more }
  })
}

/** From the look that first saw an alarm to the one that did not see it any more. */
function alarmsOf(samples: readonly StoredSample[]): Incident[] {
  const found: Incident[] = []
  const since = new Map<AlarmKind, number>()
  for (const { atMs, alarms } of samples) {
    for (const alarm of alarms) if (!since.has(alarm)) since.set(alarm, atMs)
    for (const [alarm, fromMs] of since) {
      if (alarms.includes(alarm)) continue
      found.push({ kind: 'alarm', atMs: fromMs, alarm, untilMs: atMs })
      since.delete(alarm)
    }
  }
  for (const [alarm, atMs] of since) found.push({ kind: 'alarm', atMs, alarm })
  return found
}
