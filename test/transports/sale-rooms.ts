/** The rooms of the suite: of each kind one for each transport, with a fan's page and a line. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import type { LiveRoom } from '../live-page/live-rooms.ts'
import type { Product } from '../product.ts'
import { FanPage } from './fan-page.ts'
import { Line } from './line.ts'
import { transports, type Transport } from './transports.ts'

/** So slowly that only the very first in a line is asked "still there?". */
export const RATE_PER_SECOND = 0.1
/** The product starts meanwhile, and the fans come. */
const OPENS_IN_MS = 75_000
export const opensAtMs = Date.now() + OPENS_IN_MS

const slow = { ratePerSecond: RATE_PER_SECOND }
const kinds = {
  outside: { settings: slow },
  countdown: { settings: { ...slow, schedule: { openAtMs: opensAtMs } } },
  lobby: { settings: { ...slow, schedule: { lobbyAtMs: 'now', openAtMs: opensAtMs } } },
  /** Hardly anybody is near. */
  far: { settings: { ...slow, span: 4, near: { seconds: 60, atLeast: 0 } } },
  near: { settings: slow },
  news: { settings: slow },
  turn: {
    // An offer is longer than the slowest page takes to hear of it.
    settings: { cap: 1, terms: { offerMs: 15_000, sessionMs: 60_000, tokenMs: 30_000 } },
  },
  asked: {},
} satisfies Record<string, LiveRoom>
export type Kind = keyof typeof kinds

export const saleRooms: Readonly<Record<string, LiveRoom>> = Object.fromEntries(
  Object.entries(kinds).flatMap(([kind, room]) =>
    transports.map(({ name }) => [`${kind}-${name}`, room]),
  ),
)

export type SaleWord = 'pause' | 'resume' | 'close' | 'sold-out' | 'message'

export type Visit = {
  readonly fan: FanPage
  readonly line: Line
  readonly operate: (word: SaleWord, body?: unknown) => Promise<void>
}

/** A fan without a place before a room of this kind, where nobody has been yet. */
export async function visitSale(
  browser: Browser,
  { url, dataDir }: Product,
  kind: Kind,
  transport: Transport,
  finished: (end: () => Promise<void>) => void,
): Promise<Visit> {
  const name = `${kind}-${transport.name}`
  const line = new Line(url, name)
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: transport.hasScript,
  })
  finished(async () => {
    line.end()
    await context.close()
  })
  const fan = new FanPage(transport, await context.newPage(), `${url}/rooms/${name}`)
  const key = readFileSync(join(dataDir, 'keys', 'operator-key'), 'utf8')
  return { fan, line, operate: (word, body) => line.room.operate(key, word, body) }
}
