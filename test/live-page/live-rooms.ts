/** A product with rooms of its own for every test of the live page, and visitors to them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright'
import type { TestContext } from 'vitest'
import { startProduct, type Product } from '../product.ts'
import { RoomClient } from '../room-client.ts'

const usual = {
  cap: 0,
  ratePerSecond: 10,
  lanes: [{ id: 'general', sharePercent: 100 }],
  order: 'arrival',
  mode: 'queue',
  schedule: { openAtMs: 'now' },
}

export type LiveRoom = {
  title?: Record<string, string>
  reload?: 'requeue'
  look?: unknown
  origins?: readonly string[]
  settings?: Record<string, unknown>
}

/** With a cap of 0, unless it says otherwise, everybody waits. */
export async function startRooms(
  rooms: Readonly<Record<string, LiveRoom>>,
): Promise<{ product: Product; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'admit-one-live-'))
  const file = join(folder, 'rooms.json')
  const entries = Object.entries(rooms).map(([id, { settings, ...room }]) => {
    const title = { ko: '겨울밤 콘서트', en: 'Winter Night Concert' }
    return { id, title, desks: 1, ...room, settings: { ...usual, ...settings } }
  })
  writeFileSync(file, JSON.stringify({ rooms: entries }))
  const product = await startProduct({ env: { ROOMS_FILE: file } })
  return {
    product,
    stop: async () => {
      await product.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export class Visit {
  readonly room: RoomClient
  readonly page: Page
  readonly context: BrowserContext
  readonly address: string
  readonly #operatorKey: string

  constructor(product: Product, name: string, context: BrowserContext, page: Page) {
    this.room = new RoomClient(product.url, name)
    this.#operatorKey = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8')
    this.address = `${product.url}/rooms/${name}`
    this.context = context
    this.page = page
  }

  operate(word: 'pause' | 'message', body: unknown = {}): Promise<void> {
    return this.room.operate(this.#operatorKey, word, body)
  }

  /** Opens the page, in English, until its script has taken over. */
  async open(query = ''): Promise<void> {
    await this.page.goto(`${this.address}?lang=en${query}`)
    await this.isLive()
  }

  async isLive(): Promise<void> {
    await this.page.locator('html[data-live=true]').waitFor()
  }

  async join(): Promise<void> {
    await this.page.locator('button[value=join]').click()
    await this.isIn('near')
  }

  /** By what is called its state. */
  async isIn(state: string, timeout = 20_000): Promise<void> {
    await this.page.locator(`.room[data-state=${state}]`).waitFor({ timeout })
  }

  async fact(name: string): Promise<string> {
    return (await this.page.locator(`[data-fact=${name}]`).first().getAttribute('data-value')) ?? ''
  }
}

/** A visitor of a room, without a place anywhere yet. */
export async function visit(
  browser: Browser,
  product: Product,
  name: string,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
  onTestFinished(() => context.close())
  return new Visit(product, name, context, await context.newPage())
}
