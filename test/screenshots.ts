/**
 * Pictures of every page and state, for eyes: what a test cannot judge. They go to
 * .reports/screenshots, which is not kept in the repository.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright'
import { openBrowser } from './browser.ts'
import { startProduct, type Product } from './product.ts'
import { addressOf, reachState, roomStates, writeStateRooms } from './room-states.ts'

const pages = [
  { name: 'landing', path: '/' },
  { name: 'not-found', path: '/nowhere' },
]
const languages = ['ko', 'en', 'ja', 'zh']
const looks = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'forced', options: { forcedColors: 'active' } },
] as const
const widths = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]

const folder = resolve(import.meta.dirname, '../.reports/screenshots')

const rooms = mkdtempSync(join(tmpdir(), 'admit-one-rooms-'))
const browser = await openBrowser()
try {
  const product = await startProduct({ env: { ROOMS_FILE: writeStateRooms(rooms) } })
  try {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    await picturePages(browser, product)
    await pictureRooms(browser, product)
  } finally {
    await product.stop()
  }
} finally {
  await browser.close()
  rmSync(rooms, { recursive: true, force: true })
}
console.log(`The pictures are in ${folder}.`)

async function picturePages(browser: Browser, { url }: Product): Promise<void> {
  for (const look of looks) {
    for (const viewport of widths) {
      const context = await browser.newContext({ ...look.options, viewport })
      const page = await context.newPage()
      for (const { name, path } of pages) {
        for (const language of languages) {
          await page.goto(`${url}${path}?lang=${language}`)
          await picture(page, `${name}-${language}-${look.name}-${viewport.width}`)
        }
      }
      await context.close()
    }
  }
}

/** Each state is reached once, and then looked at in every way with the same place. */
async function pictureRooms(browser: Browser, product: Product): Promise<void> {
  for (const state of roomStates) {
    const context = await browser.newContext()
    const page = await context.newPage()
    await reachState(page, product, state)
    if (state.isSaidOnce) await pictureWidths(page, `room-${state.name}-en-light`)
    else await pictureLooks(browser, product, state.name, await context.storageState())
    await context.close()
  }
}

async function pictureLooks(
  browser: Browser,
  product: Product,
  room: string,
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<void> {
  for (const look of looks) {
    const context = await browser.newContext({ ...look.options, storageState })
    const page = await context.newPage()
    for (const language of languages) {
      await page.goto(addressOf(product, room, language))
      await pictureWidths(page, `room-${room}-${language}-${look.name}`)
    }
    await context.close()
  }
}

async function pictureWidths(page: Page, name: string): Promise<void> {
  for (const viewport of widths) {
    await page.setViewportSize(viewport)
    await picture(page, `${name}-${viewport.width}`)
  }
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: resolve(folder, `${name}.png`), fullPage: true })
}
