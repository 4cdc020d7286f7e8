/** With nobody waiting: from the join to the shop in one request. */
import { fileURLToPath } from 'node:url'
import { HttpClient } from '../http-client.ts'
import type { RunResult } from '../http/run-spec.ts'
import { spreadOf } from '../spread.ts'
import { firstJoin } from './joining.ts'
import { ourTarget } from './our-target.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'

const PER_SECOND = 500
const SCENARIO = fileURLToPath(new URL('idle-scenario.ts', import.meta.url))
/** What a fan who was not let in at once is taken to have waited: as long as a request may take. */
export const NOT_ADMITTED_MS = 10_000

export interface IdleFigures {
  p99Ms: number
  p50Ms: number
  perSecond: number
  admittedShare: number
  /** Of all joins, whether they were let in or placed. */
  p99OfAllMs: number
}

export async function measureIdle(
  servers: Servers,
  size: Size,
  said: (line: string) => void,
): Promise<IdleFigures> {
  const { origin, pid, stop } = await servers.edge()
  const target = ourTarget(origin, 'idle')
  const client = new HttpClient()
  const run = (seconds: number) =>
    client.measure({
      origin,
      scenario: { module: SCENARIO, options: { request: target.join } },
      connections: size.connections,
      seconds,
      serverPid: pid,
      loop: { kind: 'open', perSecond: PER_SECOND },
    })
  try {
    await firstJoin(target)
    said('warming up: joins with nobody waiting')
    for (let second = 0; second < size.idleSettleSeconds; second += 1) {
      if (idleFigures(await run(1)).admittedShare === 1) break
    }
    const rounds: IdleFigures[] = []
    for (let round = 0; round < size.idleRounds; round += 1) {
      said(`round ${round + 1} of ${size.idleRounds}: joins with nobody waiting`)
      rounds.push(idleFigures(await run(size.idleSeconds)))
    }
    return medians(rounds)
  } finally {
    client.stop()
    await stop()
  }
}

/** Who was not let in at once is a failure of this figure, however quick the answer was. */
export function idleFigures({ loop, reported }: RunResult): IdleFigures {
  const due = 'dueCount' in loop ? loop.dueCount : loop.okCount
  const admittedShare = (reported['admitted'] ?? 0) / due
  const { p50Ms, p99Ms } = loop.latency
  const admittedMs = Math.max(p99Ms, reported['p99AdmittedMs'] ?? NOT_ADMITTED_MS)
  return {
    p99Ms: admittedShare >= 0.99 ? admittedMs : NOT_ADMITTED_MS,
    p50Ms,
    perSecond: loop.okPerSecond,
    admittedShare,
    p99OfAllMs: p99Ms,
  }
}

function medians(rounds: readonly IdleFigures[]): IdleFigures {
  const median = (name: keyof IdleFigures) => spreadOf(rounds.map((round) => round[name])).median
  return {
    p99Ms: median('p99Ms'),
    p50Ms: median('p50Ms'),
    perSecond: median('perSecond'),
    admittedShare: median('admittedShare'),
    p99OfAllMs: median('p99OfAllMs'),
  }
}
