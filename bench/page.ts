import type { Browser } from 'playwright'
import { languages } from '../edge/web/language.ts'
import type { Options } from './options.ts'
import { anyBrowser } from './page/any-browser.ts'
import { pageAskedTable } from './page/asked.ts'
import { ALIVE, timeComingAlive } from './page/coming-alive.ts'
import { startCrowdedRoom, type CrowdedRoom } from './page/crowded-room.ts'
import { isLive, SLOW_CPU_TIMES, withPhone } from './page/phone.ts'
import { waitingTable, weightTable, type Weighed } from './page/tables.ts'
import { measureWaiting, WAYS, type Waited } from './page/waiting.ts'
import { loadedBy, weightOf } from './page/weight.ts'
import { comparisonTables, type BenchResult } from './report.ts'

type Said = (line: string) => void

/**
 * What a fan's page weighs, how soon it is alive on a slow phone, and what it costs the phone
 * while its fan waits: `npm start` with its crowd, and a real Chromium.
 */
export async function run(options: Options, said: Said): Promise<BenchResult> {
  const { rounds, seconds } = options.quick === true ? QUICK : FULL
  const browser = await anyBrowser(said)
  try {
    said('starting the product, until its crowd has formed a line')
    const room = await startCrowdedRoom()
    try {
      const weighed = await weighAll(browser, room, said)
      const alive = await timeComingAlive(browser, room, rounds, said)
      const waited = await waitAll(browser, room, seconds, said)
      return resultOf(browser, weighed, alive, waited)
    } finally {
      await room.stop()
    }
  } finally {
    await browser.close()
  }
}

const FULL = { rounds: 7, seconds: 20 }
const QUICK = { rounds: 2, seconds: 5 }

async function weighAll(browser: Browser, room: CrowdedRoom, said: Said): Promise<Weighed[]> {
  const weighed: Weighed[] = []
  for (const inLine of [false, true]) {
    for (const language of languages) {
      const state = inLine ? 'waiting near' : 'outside'
      said(`weighing: ${language}, ${state}`)
      const weight = await withPhone(browser, room, { inLine }, async (phone) => {
        await phone.page.goto(`${room.address}?lang=${language}`, { waitUntil: 'networkidle' })
        await isLive(phone)
        return weightOf(await loadedBy(phone.page))
      })
      weighed.push({ language, state, ...weight })
    }
  }
  return weighed
}

async function waitAll(
  browser: Browser,
  room: CrowdedRoom,
  seconds: number,
  said: Said,
): Promise<Waited[]> {
  const waited: Waited[] = []
  for (const cpuTimes of [1, SLOW_CPU_TIMES]) {
    for (const way of WAYS) {
      said(
        `waiting: ${way === 'none' ? 'without script' : `by ${way}`}, processor ${cpuTimes}× slower`,
      )
      waited.push(await measureWaiting(browser, room, { way, cpuTimes, seconds }))
    }
  }
  return waited
}

function resultOf(
  browser: Browser,
  weighed: readonly Weighed[],
  alive: Awaited<ReturnType<typeof timeComingAlive>>,
  waited: readonly Waited[],
): BenchResult {
  const aliveBy = Object.fromEntries(
    Object.entries(alive.figures).map(([state, spreads]) => [state, spreads[ALIVE]]),
  )
  const caption = 'From navigation start, nothing cached, on a slow phone'
  return {
    title: `A fan's page on a phone of 390 × 844, in Chromium ${browser.version()}`,
    tables: [
      pageAskedTable({ weights: weighed, alive: aliveBy, waited }),
      weightTable(weighed),
      // One state of the page is not the measure of the other.
      ...comparisonTables(caption, { ...alive, ratios: {} }),
      waitingTable(waited),
    ],
    notes: NOTES,
    figures: { weighed, alive: alive.figures, waited },
  }
}

const NOTES = [
  'The room is demo, behind the 200 fans of npm start, who share this machine with the page.',
  'Bytes are bodies as wrangler’s local mode compresses them (gzip), without headers.',
  `A slow phone: 1.6 Mbit/s down, 750 kbit/s up, 150 ms for each request, a processor ${SLOW_CPU_TIMES} times slower. The server speaks HTTP/1.1: six connections at most, where the edge has one for all.`,
  'All tasks: TaskDuration of Chromium’s Performance.getMetrics, by the wall’s clock, so that what others take of this machine is in it; in brackets the same by the main thread’s own clock.',
  'Hidden: the page is told so. A browser that hides a tab lets it do less.',
]
