/** Our own Worker, part by part. */
import type { Comparison } from '../pairs.ts'
import { againstBare, type EdgeFigures } from './figures.ts'
import { measureGateway } from './gateway.ts'
import { measureIdle } from './idle.ts'
import { measureOperating } from './operating.ts'
import { measureJoins, measurePolls } from './line.ts'
import type { PARTS } from './parts.ts'
import { measureRoomCalls } from './room-calls.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'
import { measureSockets } from './sockets.ts'
import { measureVerifying } from './verifying.ts'
import { measureWaiting } from './waiting.ts'

type Said = (line: string) => void

export interface OurRun {
  figures: EdgeFigures
  comparisons: Readonly<Record<string, Comparison>>
}

type Found = Partial<OurRun>
type Measure = (servers: Servers, size: Size, said: Said) => Promise<Found>

/** Rows and calls are counts: who waits and writes nothing does not mind what else is counted. */
const waitAndCountCalls: Measure = async (servers, size, said) => {
  let roomCalls: EdgeFigures['roomCalls']
  const { rows, push } = await measureWaiting(servers, size, said, async () => {
    roomCalls = await measureRoomCalls(servers, size, said)
  })
  const counted = roomCalls === undefined ? {} : { roomCalls }
  return { figures: { ...counted, rowsPerWaitingFan: rows.rowsPerWaitingFan, rows, push } }
}

const MEASURES: Readonly<Record<(typeof PARTS)[number], Measure>> = {
  join: async (...around) => {
    const join = await measureJoins(...around)
    return { figures: { join: againstBare(join, 'our Worker') }, comparisons: { join } }
  },
  poll: async (...around) => {
    const { mix, ...others } = await measurePolls(...around)
    if (mix === undefined) throw new Error('There is a mix of polls.')
    const kinds = Object.entries(others).map(([kind, polls]) => [kind, againstBare(polls, kind)])
    const poll = { ...againstBare(mix, 'mix'), kinds: Object.fromEntries(kinds) }
    return { figures: { poll }, comparisons: { 'poll, mixed': mix, ...prefixed('poll', others) } }
  },
  roomCalls: async (...around) => ({ figures: { roomCalls: await measureRoomCalls(...around) } }),
  waiting: async (...around) => {
    const { rows, push } = await measureWaiting(...around)
    return { figures: { rowsPerWaitingFan: rows.rowsPerWaitingFan, rows, push } }
  },
  idle: async (...around) => ({ figures: { idle: await measureIdle(...around) } }),
  verify: async (_, size, said) => {
    const { verify, comparison } = await measureVerifying(size, said)
    return { figures: { verify }, comparisons: { verify: comparison } }
  },
  gateway: async (...around) => {
    const { gateway, full, calm } = await measureGateway(...around)
    return { figures: { gateway }, comparisons: { gateway: full, 'gateway, calm': calm } }
  },
  operate: async (...around) => ({ figures: { operate: await measureOperating(...around) } }),
  sockets: async (...around) => {
    const { sockets, claims } = await measureSockets(...around)
    return { figures: { sockets, claimsPerSecond: claims.claimsPerSecond, claims } }
  },
}

export async function measureOurs(
  servers: Servers,
  parts: readonly (typeof PARTS)[number][],
  size: Size,
  said: Said,
): Promise<OurRun> {
  let figures: EdgeFigures = {}
  let comparisons: OurRun['comparisons'] = {}
  const isBoth = parts.includes('waiting') && parts.includes('roomCalls')
  for (const part of parts) {
    if (isBoth && part === 'roomCalls') continue
    said(`— ${part}`)
    const measure = isBoth && part === 'waiting' ? waitAndCountCalls : MEASURES[part]
    const found = await measure(servers, size, said)
    figures = { ...figures, ...found.figures }
    comparisons = { ...comparisons, ...found.comparisons }
  }
  return { figures, comparisons }
}

function prefixed(
  name: string,
  comparisons: Readonly<Record<string, Comparison>>,
): Record<string, Comparison> {
  return Object.fromEntries(
    Object.entries(comparisons).map(([kind, comparison]) => [`${name}, ${kind}`, comparison]),
  )
}
