/** Puts together what was found. */
import { billOf } from '../bill.ts'
import type { Found } from '../result.ts'
import { countedOf } from './counted.ts'
import { AT } from './fans.ts'
import { marksOf } from './happenings.ts'
import type { Metrics } from './metrics.ts'
import { percentilesOf, quantile } from './percentiles.ts'
import type { Sale } from './sale.ts'

const POSITION_BANDS = 100

export function foundIn(sale: Sale, metrics: Metrics): Found {
  const { books, calls, scenario, clock } = sale
  const counted = countedOf(sale, metrics)
  const { slots, rate, line, idle, faults } = books
  return {
    scenario,
    violations: faults.violations.map((violation) => ({
      ...violation,
      atMs: violation.atMs - sale.openAtMs,
    })),
    violationCount: faults.count,
    checks: faults.checks,
    saleSeconds: (clock.nowMs - sale.openAtMs) / 1_000,
    steps: clock.steps,
    ended: sale.isOver(),
    fans: fansOf(sale),
    lastCalledSeconds: lastCalledSeconds(sale),
    waits: percentilesOf(waitsIn(sale)),
    waitsByLane: Object.fromEntries(
      scenario.lanes.map(({ id }, lane) => [id, percentilesOf(waitsIn(sale, lane))]),
    ),
    slots: {
      slotSeconds: idle.slotMs / 1_000,
      idleSlotSeconds: idle.idleMs / 1_000,
      idleShare: idle.slotMs === 0 ? 0 : idle.idleMs / idle.slotMs,
      inversions: line.inversions,
      worstOvershoot: Math.max(0, slots.worstOvershoot),
      worstRateOvershoot: Math.max(0, rate.worstOvershoot),
    },
    calls: {
      room: calls.room.count,
      desk: calls.desk.count,
      segment: calls.segment.count,
      perFarFanMinute: calls.farFanSeconds === 0 ? 0 : (calls.farPolls * 60) / calls.farFanSeconds,
    },
    ...counted,
    bytes: {
      toFans: Math.round(metrics.bytesToFans),
      betweenObjects: Math.round(calls.bytes),
    },
    estimate: metrics.estimates.score(),
    bill: billOf(counted),
    series: metrics.points,
    waitsByPosition: waitsByPosition(sale),
    marks: marksOf(scenario),
  }
}

function fansOf({ fans, joined, admitted, buyers, books }: Sale): Found['fans'] {
  const count = (where: number) => fans.at.reduce((sum, at) => sum + (at === where ? 1 : 0), 0)
  const unserved = count(AT.far) + count(AT.coming) + count(AT.near) + count(AT.called)
  return {
    joined,
    admitted,
    lapsed: books.lapses,
    left: count(AT.left),
    missed: count(AT.missed),
    unserved,
    buyers,
  }
}

function waitOf({ fans, openAtMs }: Sale, fan: number): number {
  return (fans.calledAtMs[fan] ?? 0) - Math.max(openAtMs, fans.joinedAtMs[fan] ?? 0)
}

function lastCalledSeconds({ fans, openAtMs }: Sale): number {
  const lastAtMs = fans.calledAtMs.reduce((last, atMs) => Math.max(last, atMs), 0)
  return Math.max(0, lastAtMs - openAtMs) / 1_000
}

function calledFans({ fans }: Sale, lane?: number): number[] {
  const called: number[] = []
  for (let fan = 0; fan < fans.size; fan += 1) {
    const isIn = lane === undefined || fans.lane[fan] === lane
    if (isIn && (fans.calledAtMs[fan] ?? 0) > 0) called.push(fan)
  }
  return called
}

function waitsIn(sale: Sale, lane?: number): Float64Array {
  return Float64Array.from(calledFans(sale, lane), (fan) => waitOf(sale, fan))
}

/** The lane with the most fans, in a hundred bands of positions. */
function waitsByPosition(sale: Sale): Found['waitsByPosition'] {
  const { lanes } = sale.scenario
  const widest = Math.max(...lanes.map(({ fans }) => fans))
  const called = calledFans(
    sale,
    lanes.findIndex(({ fans }) => fans === widest),
  )
  const positions = sale.fans.position
  const last = called.reduce((most, fan) => Math.max(most, positions[fan] ?? 0), 0)
  const width = Math.max(1, Math.ceil((last + 1) / POSITION_BANDS))
  const bands: number[][] = []
  for (const fan of called) {
    const band = Math.floor((positions[fan] ?? 0) / width)
    const waits = bands[band] ?? []
    waits.push(waitOf(sale, fan))
    bands[band] = waits
  }
  return [...bands.entries()].flatMap(([band, waits]) => {
    if (waits === undefined) return []
    const sorted = waits.toSorted((a, b) => a - b)
    return [
      {
        fromPosition: band * width,
        p10Ms: quantile(sorted, 0.1),
        p50Ms: quantile(sorted, 0.5),
        p90Ms: quantile(sorted, 0.9),
      },
    ]
  })
}
