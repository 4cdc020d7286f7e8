/** A result made up for tests: plain numbers, and none of them measured. */
import { billOf } from './bill.ts'
import type { Point, Result } from './result.ts'
import { scenario } from './scenario.ts'

const requests = { joins: 20_000, polls: 460_000, claims: 18_600, sockets: 20_400, other: 39_000 }
const counted = {
  objectSeconds: 30_000,
  rowsWritten: 244_560,
  socketMessages: 4_000,
  queueOperations: 75_000,
}

export function modelResult(changes: Partial<Result> = {}): Result {
  const waits = {
    count: 18_615,
    decilesMs: [1, 85, 173, 261, 349, 437, 525, 613, 701, 755, 791].map((s) => s * 1_000),
    p50Ms: 437_000,
    p95Ms: 764_000,
    p99Ms: 786_000,
    maxMs: 791_000,
  }
  const calls = { total: 62_915, peakOfOne: 133, peakOfAll: 133 }
  return {
    scenario: scenario.parse({
      name: 'model-sale',
      about: 'Made up.',
      fans: 20_000,
      cap: 500,
      ratePerSecond: 25,
      order: 'arrival',
      crowd: { shopping: { medianSeconds: 10 } },
    }),
    violations: [],
    violationCount: 0,
    checks: { R1: 20_000, R2: 20_000, R3: 1_500 },
    seconds: 15.2,
    peakRssBytes: 274_000_000,
    saleSeconds: 900,
    steps: 522_380,
    ended: true,
    fans: {
      joined: 20_000,
      admitted: 18_615,
      lapsed: 2_008,
      left: 0,
      missed: 1_385,
      unserved: 0,
      buyers: 0,
    },
    lastCalledSeconds: 791,
    waits,
    waitsByLane: { general: waits },
    slots: {
      slotSeconds: 450_000,
      idleSlotSeconds: 5_999.45,
      idleShare: 0.0133,
      inversions: 0,
      worstOvershoot: 0,
      worstRateOvershoot: 0,
    },
    calls: { room: calls, desk: calls, segment: calls, perFarFanMinute: 0.0127 },
    requests,
    ...counted,
    bytes: { toFans: 448_000_000, betweenObjects: 302_000_000 },
    estimate: {
      fans: 19_000,
      withoutRange: 1_000,
      heldShare: 0.91,
      heldByDecile: [0.7, 0.8, 0.9, 0.9, 0.9, 0.95, 0.95, 0.95, 0.95, 1],
      medianWidth: 0.42,
    },
    bill: billOf({ requests, ...counted, objectCalls: 378_000 }),
    series: Array.from({ length: 60 }, (_, index) => pointAt(index * 15)),
    waitsByPosition: [0, 5_000, 10_000, 15_000].map((fromPosition) => ({
      fromPosition,
      p10Ms: fromPosition * 38,
      p50Ms: fromPosition * 40,
      p90Ms: fromPosition * 44,
    })),
    marks: [{ atSeconds: 300, text: 'the room crashes' }],
    ...changes,
  }
}

function pointAt(atSeconds: number): Point {
  const admitted = Math.min(18_615, atSeconds * 23)
  const waiting = Math.max(0, 20_000 - atSeconds * 25)
  return {
    atSeconds,
    waiting,
    present: Math.round(waiting * 0.9),
    admitted,
    lapsed: Math.round(admitted / 10),
    occupied: waiting > 0 ? 495 : 12,
    cap: 500,
    ratePerSecond: 25,
    offersPerSecond: waiting > 0 ? 24.6 : 0,
    roomCallsPerSecond: 70,
    deskCallsPerSecond: 40,
    segmentCallsPerSecond: 110,
  }
}
