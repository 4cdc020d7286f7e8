/** What operators wait for, and what watching costs: rooms listed, and live figures for many at once. */
import { OperatorClient } from '../../cli/operator-client.ts'
import type { Figures } from '../../core/operate/figures.ts'
import { spreadOf } from '../spread.ts'
import { passed } from './passed.ts'
import { OPERATOR_KEY, roomId, roomNamed } from './rooms.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'

export interface OperatingFigures {
  /** So many rooms there are, and a hundred of them are listed. */
  rooms: number
  listP50Ms: number
  listWorstMs: number
  watchers: number
  /** Of all figures that were read, the oldest when its reader had it. */
  figuresOldestMs: number
  /** What the room heard of them in a second, over what it hears by itself. */
  roomCallsPerSecond: number
}

const LISTS = 40
const WATCHERS = 50
const WATCH_SECONDS = 10
const AT_ONCE = 16

export async function measureOperating(
  servers: Servers,
  size: Size,
  said: (line: string) => void,
): Promise<OperatingFigures> {
  const { origin, stop } = await servers.edge()
  const client = new OperatorClient({ url: origin, token: OPERATOR_KEY })
  try {
    said(`${size.rooms} rooms are created`)
    await createRooms(client, size.rooms)
    const lists = await listed(client)
    said(`${WATCHERS} watch one of them for ${WATCH_SECONDS} s`)
    const watched = await watchTogether(client)
    return {
      rooms: size.rooms,
      listP50Ms: spreadOf(lists).median,
      listWorstMs: Math.max(...lists),
      watchers: WATCHERS,
      ...watched,
    }
  } finally {
    await stop()
  }
}

async function createRooms(client: OperatorClient, count: number): Promise<void> {
  let next = 0
  const create = async () => {
    while (next < count) {
      const no = next
      next += 1
      await client.ask('createRoom', { body: roomNamed(`many-${no}`) })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, create))
}

async function listed(client: OperatorClient): Promise<number[]> {
  const tookMs: number[] = []
  for (let no = 0; no < LISTS; no += 1) {
    const beganMs = performance.now()
    const { rooms } = await client.ask('listRooms', { query: { limit: 100, after: 'many' } })
    tookMs.push(performance.now() - beganMs)
    if (rooms.length < 100) throw new Error(`Only ${rooms.length} rooms were listed.`)
  }
  return tookMs
}

async function watchTogether(
  client: OperatorClient,
): Promise<Pick<OperatingFigures, 'figuresOldestMs' | 'roomCallsPerSecond'>> {
  const room = roomId('line')
  const calls = async () => (await client.ask('measures', { room })).room.calls
  // Its own desk asks too: what it hears without anybody watching is taken off.
  const still = await callsOver(calls, () => passed(WATCH_SECONDS * 1_000))
  const ages: number[] = []
  const watch = async () => {
    for (let second = 0; second < WATCH_SECONDS; second += 1) {
      const figures: Figures = await client.ask('figures', { room })
      // By one machine's clock.
      ages.push(Date.now() - figures.saidAtMs)
      await passed(1_000)
    }
  }
  const busy = await callsOver(calls, async () => {
    await Promise.all(Array.from({ length: WATCHERS }, watch))
  })
  return { figuresOldestMs: Math.max(...ages), roomCallsPerSecond: Math.max(0, busy - still) }
}

async function callsOver(calls: () => Promise<number>, what: () => Promise<unknown>) {
  const [before, beganMs] = [await calls(), performance.now()]
  await what()
  return ((await calls()) - before) / ((performance.now() - beganMs) / 1_000)
}
