/** How often the room is called while 200 isolates hand out numbers: the crowd must not show. */
import { z } from 'zod'
import { rehearse } from '../../simulator/engine/rehearse.ts'
import { scenario } from '../../simulator/scenario.ts'
import { Operator } from './operator.ts'
import { firstJoin } from './joining.ts'
import { ourTarget } from './our-target.ts'
import { passed } from './passed.ts'
import { DESKS, roomId, ROOMS } from './rooms.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'

const ISOLATES = 200
const LANE = 'general'
const REHEARSED_SECONDS = 20
const LEFT_OUT_MS = 100

const driven = z.object({
  elapsedMs: z.number(),
  joins: z.number(),
  numbers: z.number(),
  waiting: z.number(),
  deskCalls: z.number(),
  failures: z.number(),
})
type Driven = z.infer<typeof driven>

interface Pace {
  /** Calls to the room in a second. */
  roomCalls: number
  simulated: number
  deskCalls: number
  joinsPerSecond: number
  unserved: number
  failures: number
}
export interface RoomCallFigures {
  at1k: number
  at5k: number
  /** The busier over the quieter pace: 1 is what is asked. */
  ratio: number
  simulatedAt1k: number
  simulatedAt5k: number
  paces: Readonly<Record<'at1k' | 'at5k', Pace>>
}

export async function measureRoomCalls(
  servers: Servers,
  size: Size,
  said: (line: string) => void,
): Promise<RoomCallFigures> {
  const at1k = await measurePace(servers, 'leases1k', 1_000, size, said)
  const at5k = await measurePace(servers, 'leases5k', 5_000, size, said)
  return {
    at1k: at1k.roomCalls,
    at5k: at5k.roomCalls,
    ratio: at5k.roomCalls / at1k.roomCalls,
    simulatedAt1k: at1k.simulated,
    simulatedAt5k: at5k.simulated,
    paces: { at1k, at5k },
  }
}

async function measurePace(
  servers: Servers,
  room: 'leases1k' | 'leases5k',
  joinsPerSecond: number,
  { leasesSettleSeconds, leasesSeconds }: Size,
  said: (line: string) => void,
): Promise<Pace> {
  const { origin, driver, stop } = await servers.edge()
  const operator = new Operator(origin, room)
  try {
    await firstJoin(ourTarget(origin, room))
    said(`${ISOLATES} isolates, ${joinsPerSecond} joins a second: leases grow to their size`)
    const driving = driveLeases(driver, room, joinsPerSecond, leasesSettleSeconds + leasesSeconds)
    await passed(leasesSettleSeconds * 1_000)
    said(`and are counted for ${leasesSeconds} s`)
    const startMs = performance.now()
    const before = await operator.measures()
    // The last moments are left out: nobody joins any more when the drive is over.
    await passed(leasesSeconds * 1_000 - LEFT_OUT_MS)
    const after = await operator.measures()
    const countedMs = performance.now() - startMs
    const { elapsedMs, joins, waiting, deskCalls, failures } = await driving
    return {
      roomCalls: ((after.room.calls - before.room.calls) * 1_000) / countedMs,
      simulated: simulatedRoomCalls(room, joinsPerSecond),
      deskCalls: (deskCalls * 1_000) / elapsedMs,
      joinsPerSecond: (joins * 1_000) / elapsedMs,
      unserved: waiting,
      failures,
    }
  } finally {
    await stop()
  }
}

async function driveLeases(
  driver: string,
  room: 'leases1k' | 'leases5k',
  joinsPerSecond: number,
  seconds: number,
): Promise<Driven> {
  const spec = { room: roomId(room), lane: LANE, isolates: ISOLATES, desks: DESKS }
  const answer = await fetch(driver, {
    method: 'POST',
    body: JSON.stringify({ ...spec, joinsPerSecond, seconds }),
    signal: AbortSignal.timeout(seconds * 1_000 + 20_000),
  })
  if (!answer.ok) throw new Error(`The driver answers ${answer.status}: ${await answer.text()}`)
  return driven.parse(await answer.json())
}

/** The same crowd in a rehearsal, in the seconds after the first ones. */
function simulatedRoomCalls(room: keyof typeof ROOMS, joinsPerSecond: number): number {
  const seconds = REHEARSED_SECONDS
  const { cap, ratePerSecond } = ROOMS[room]
  const { series } = rehearse(
    scenario.parse({
      name: 'leases',
      about:
        'Isolates hand out numbers to a crowd that comes evenly, and next to nobody is called.',
      fans: Math.round(joinsPerSecond * seconds),
      cap,
      ratePerSecond,
      order: 'arrival',
      arrivals: { curve: 'steady', withinSeconds: seconds },
      crowd: { polls: 0, reload: 0, lostSocket: 0, shopping: { medianSeconds: 600 } },
      machines: { isolates: ISOLATES, desks: DESKS, latencyMs: 1 },
      endAfterSeconds: seconds,
    }),
  )
  const settled = series.filter(({ atSeconds }) => atSeconds > seconds / 4 && atSeconds <= seconds)
  const total = settled.reduce((sum, { roomCallsPerSecond }) => sum + roomCallsPerSecond, 0)
  return total / settled.length
}
