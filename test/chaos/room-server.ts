/** The real Worker under the real runtime, to be killed and started again where it was. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bundle } from '../../bench/bundle.ts'
import { serveAlone, type Served } from '../../bench/workerd.ts'
import { applyRooms } from '../../cli/apply-rooms.ts'
import { OperatorClient } from '../../cli/operator-client.ts'
import { measuresAnswer, type MeasuresAnswer } from '../../core/operate/measures.ts'
import { OPERATOR_KEY, ROOM, roomBindings, roomFor, type Sale } from './room-settings.ts'

const root = resolve(import.meta.dirname, '../..')
/** Nobody is there for this long: fans come and find nobody. */
const DOWN_MS = 500
const MEASURES_WITHIN_MS = 2_000

export type RoomServer = {
  readonly origin: string
  readonly pids: () => readonly number[]
  /** As a power failure does it; then it is there again, with what it had stored. */
  readonly crash: () => Promise<void>
  /** The room's own account; undefined while nobody answers. */
  readonly measures: () => Promise<MeasuresAnswer | undefined>
  readonly stop: () => Promise<void>
}

export async function startRoomServer(folder: string, sale: Sale): Promise<RoomServer> {
  const built = await bundle(resolve(root, 'wrangler.toml'), folder)
  const bindings = roomBindings()
  const port = await quietPort()
  const pids: number[] = []
  const start = async (): Promise<Served> => {
    const served = await serveAlone(built, bindings, port)
    pids.push(served.pid)
    return served
  }
  let served = await start()
  const client = new OperatorClient({ url: served.origin, token: OPERATOR_KEY })
  await applyRooms(client, [roomFor(sale)])
  return {
    origin: served.origin,
    pids: () => pids,
    crash: async () => {
      process.kill(served.pid, 'SIGKILL')
      await served.stop()
      await wait(DOWN_MS)
      served = await start()
    },
    measures: () => measuresOf(served.origin),
    stop: () => served.stop(),
  }
}

async function measuresOf(origin: string): Promise<MeasuresAnswer | undefined> {
  try {
    const answer = await fetch(`${origin}/operate/api/rooms/${ROOM}/measures`, {
      headers: { authorization: `Bearer ${OPERATOR_KEY}` },
      signal: AbortSignal.timeout(MEASURES_WITHIN_MS),
    })
    return answer.ok ? measuresAnswer.parse(await answer.json()) : undefined
  } catch {
    return undefined
  }
}

/**
 * Below the ports that systems give to clients. Above, one of the many who knock while nobody
 * listens may be given the very port it knocks at, and keep the server from coming back.
 */
async function quietPort(): Promise<number> {
  for (let port = 21_000 + (process.pid % 5_000); ; port += 1) {
    const server = createServer()
    server.listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch {
      continue
    }
    await once(server.close(), 'close')
    return port
  }
}
