import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { PAGE_FANS_MAX } from '../edge/web/console/rehearse-command.ts'
import { startRooms } from '../test/live-page/live-rooms.ts'
import type { Product } from '../test/product.ts'
import { begin, factOf, isIn } from '../test/rehearsal-page.ts'
import type { Options } from './options.ts'
import { anyBrowser } from './page/any-browser.ts'
import { loadedBy } from './page/weight.ts'
import type { BenchResult, Table } from './report.ts'

type Said = (line: string) => void

const FULL = [50_000, 100_000, PAGE_FANS_MAX]
const QUICK = [5_000]
const PLAYED_WITHIN_MS = 600_000

type Played = { fans: number; seconds: number; last: string; scripts: Record<string, number> }

/**
 * How long the console's page plays a sale, by how many come, and what its scripts weigh: `npm start`
 * with a room for each size, and a real Chromium. The crowd is the one that the page begins with.
 */
export async function run(options: Options, said: Said): Promise<BenchResult> {
  const sizes = options.quick === true ? QUICK : FULL
  const browser = await anyBrowser(said)
  try {
    const { product, stop } = await startRooms(roomsFor(sizes))
    try {
      const played: Played[] = []
      for (const fans of sizes) {
        said(`a sale of ${fans.toLocaleString('en')} fans`)
        played.push(await play(browser, product, fans))
      }
      return resultOf(browser, played)
    } finally {
      await stop()
    }
  } finally {
    await browser.close()
  }
}

function roomsFor(sizes: readonly number[]) {
  return Object.fromEntries(
    sizes.map((fans) => [
      nameOf(fans),
      { settings: { cap: fans / 10, ratePerSecond: fans / 2_000 } },
    ]),
  )
}

function nameOf(fans: number): string {
  return `sale-${fans}`
}

async function play(browser: Browser, product: Product, fans: number): Promise<Played> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const key = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8').trim()
    await context.addCookies([{ name: 'operator', value: key, url: product.url, httpOnly: true }])
    const page = await context.newPage()
    await page.goto(`${product.url}/operate/rooms/${nameOf(fans)}/rehearse?lang=en`)
    await page.locator('#rehearsal[data-ready]').waitFor({ state: 'attached' })
    const beganAtMs = performance.now()
    await begin(page, {})
    await isIn(page, 'found', PLAYED_WITHIN_MS)
    const seconds = (performance.now() - beganAtMs) / 1_000
    return { fans, seconds, last: await factOf(page, 'last'), scripts: await scriptsOf(page) }
  } finally {
    await context.close()
  }
}

/** Bytes on the wire, by the script’s name. */
async function scriptsOf(page: Page): Promise<Record<string, number>> {
  const loaded = await loadedBy(page)
  const scripts = loaded.flatMap(({ name, encodedBodySize }) => {
    const file = new URL(name).pathname.split('/').at(-1) ?? ''
    return file.startsWith('console-rehearse') && file.endsWith('.js')
      ? [[file, encodedBodySize] as const]
      : []
  })
  return Object.fromEntries(scripts)
}

function resultOf(browser: Browser, played: readonly Played[]): BenchResult {
  const times: Table = {
    caption: 'From the button to the figures',
    columns: ['fans', 'took', 'the last is called after'],
    rows: played.map(({ fans, seconds, last }) => [
      fans.toLocaleString('en'),
      `${seconds.toFixed(0)} s`,
      last,
    ]),
  }
  const weights: Table = {
    caption: 'Scripts on the wire, compressed as they came',
    columns: ['', 'bytes'],
    rows: Object.entries(played[0]?.scripts ?? {}).map(([name, bytes]) => [
      name,
      bytes.toLocaleString('en'),
    ]),
  }
  return {
    title: `A rehearsal in the console, in Chromium ${browser.version()}`,
    tables: [times, weights],
    notes: [
      'The cap is a tenth of the fans, the rate a two-thousandth of them a second; all else is as the page has it.',
    ],
    figures: { played },
  }
}
