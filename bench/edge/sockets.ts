/** Many sockets on one machine: what they weigh, how soon all hear news, how fast turns are taken. */
import { residentBytesOf } from '../cpu.ts'
import type { ErrandSpec } from '../sockets/specs.ts'
import { spreadOf } from '../spread.ts'
import type { Served } from '../workerd.ts'
import { claimFigures, type ClaimFigures } from './claims.ts'
import { filesLimit, serversFor, sharesOf } from './open-files.ts'
import { Operator } from './operator.ts'
import { fanAct, ourTarget } from './our-target.ts'
import { connected, joined, type Pages } from './pages.ts'
import { passed } from './passed.ts'
import type { RoomName } from './rooms.ts'
import type { Servers } from './servers.ts'
import type { Size } from './sizes.ts'

type Said = (line: string) => void

/** More than is asked for, so that the rooms are not what holds claims back. */
const OFFERED_PER_SECOND = 1_250

export interface SocketFigures {
  count: number
  /** Where one process may not open so many files, several each have a room with its crowd. */
  servers: number
  segments: number
  openedPerSecond: number
  bytesEach: number
  /** Of the last socket, in the middle one of the broadcasts and in the worst. */
  lastMs: number
  worstLastMs: number
  /** From an operator’s click on pause to the last page that says so. */
  pauseLastMs: number
  missed: number
}

interface Crowd {
  served: Served
  operator: Operator
  pages: Pages
  bytes: number
}

export async function measureSockets(
  servers: Servers,
  size: Size,
  said: Said,
): Promise<{ sockets: SocketFigures; claims: ClaimFigures }> {
  const crowds: Crowd[] = []
  try {
    const shares = sharesOf(size.sockets, serversFor(size.sockets, filesLimit()))
    for (const share of shares) crowds.push(await gather(servers, share, size, said))
    const news = await sayNews(crowds, size)
    const pause = await sayPause(crowds)
    const sockets = await socketFigures(crowds, news, pause)
    said('they are called, and claim')
    return { sockets, claims: await takeAllTurns(crowds, size) }
  } finally {
    for (const { pages, served } of crowds) {
      pages.client.stop()
      await served.stop()
    }
  }
}

async function gather(servers: Servers, count: number, size: Size, said: Said): Promise<Crowd> {
  const served = await servers.edge()
  const { origin, pid } = served
  const target = ourTarget(origin, 'crowd')
  said(`${count} fans join`)
  const tokens = await joined(target, count)
  await passed(size.settleMs)
  const beforeBytes = residentBytesOf(pid) ?? Number.NaN
  said('and open their sockets')
  const pages = await connected(target, tokens)
  await passed(size.settleMs)
  const bytes = (residentBytesOf(pid) ?? Number.NaN) - beforeBytes
  return { served, operator: new Operator(origin, 'crowd'), pages, bytes }
}

interface Heard {
  lastMs: number
  missed: number
}

/** To all crowds at once; the last of them all counts. */
async function sayNews(crowds: readonly Crowd[], size: Size): Promise<Heard[]> {
  const heard: Heard[] = []
  for (let no = 0; no < size.broadcasts; no += 1) {
    const words = `news number ${no}.`
    const heed = { contains: words, timeoutMs: 10_000 }
    const reaches = await Promise.all(
      crowds.map(({ pages, operator }) =>
        pages.client.broadcast(() => operator.say({ en: words }), heed),
      ),
    )
    heard.push({
      lastMs: Math.max(...reaches.map(({ lastMs }) => lastMs)),
      missed: reaches.reduce((sum, { missed }) => sum + missed, 0),
    })
    await passed(size.settleMs)
  }
  return heard
}

/** The emergency brake, and letting go of it again. */
async function sayPause(crowds: readonly Crowd[]): Promise<Heard> {
  const reach = async ({ pages, operator }: Crowd, word: 'pause' | 'resume', said: string) =>
    pages.client.broadcast(() => operator.word(word), {
      contains: `"kind":"${said}"`,
      timeoutMs: 10_000,
    })
  const paused = await Promise.all(crowds.map((crowd) => reach(crowd, 'pause', 'paused')))
  await Promise.all(crowds.map((crowd) => reach(crowd, 'resume', 'resumed')))
  return {
    lastMs: Math.max(...paused.map(({ lastMs }) => lastMs)),
    missed: paused.reduce((sum, { missed }) => sum + missed, 0),
  }
}

async function socketFigures(
  crowds: readonly Crowd[],
  news: readonly Heard[],
  pause: Heard,
): Promise<SocketFigures> {
  const sum = (of: (crowd: Crowd) => number) => crowds.reduce((all, crowd) => all + of(crowd), 0)
  const count = sum(({ pages }) => pages.opened.open)
  const measures = await Promise.all(crowds.map(({ operator }) => operator.measures()))
  const segments = measures.flatMap((measure) => measure.segments)
  const lasts = news.map(({ lastMs }) => lastMs)
  return {
    count,
    servers: crowds.length,
    segments: segments.filter(({ sockets }) => sockets > 0).length,
    openedPerSecond: (count * 1_000) / sum(({ pages }) => pages.opened.elapsedMs),
    bytesEach: Math.round(sum(({ bytes }) => bytes) / count),
    lastMs: spreadOf(lasts).median,
    worstLastMs: Math.max(...lasts),
    pauseLastMs: pause.lastMs,
    missed: news.reduce((all, { missed }) => all + missed, pause.missed),
  }
}

async function takeAllTurns(
  crowds: readonly Crowd[],
  { claimSeconds }: Size,
): Promise<ClaimFigures> {
  const ratePerSecond = OFFERED_PER_SECOND / crowds.length
  for (const { served, pages } of crowds) {
    await pages.client.sendOnErrands(claimWhenCalled('crowd', served.origin))
  }
  const errands = await Promise.all(
    crowds.map(async ({ operator, pages: { client, tokens } }) => {
      await operator.steer({ cap: tokens.length, ratePerSecond })
      const longestMs = (tokens.length / ratePerSecond) * 1_000 + 15_000
      return client.errands(tokens.length, Math.ceil(longestMs))
    }),
  )
  return claimFigures(errands.flat(), claimSeconds)
}

/** What a page does whose turn has come. */
export function claimWhenCalled(room: RoomName, origin: string): ErrandSpec {
  const { method, path, body = '' } = fanAct(room, 'claim', {})
  // Who claims is in the visitor's own headers.
  const headers = { 'content-type': 'application/json' }
  return { origin, contains: '"your-turn"', request: { method, path, headers, body } }
}
