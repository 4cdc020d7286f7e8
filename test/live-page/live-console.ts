/** A product with rooms of two lanes, and operators of each role with their browser. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import type { TestContext } from 'vitest'
import { OperatorClient } from '../../cli/operator-client.ts'
import type { Role } from '../../core/operate/role.ts'
import { openBrowser } from '../browser.ts'
import type { Product } from '../product.ts'
import { startRooms } from './live-rooms.ts'

export const lanes = [
  { id: 'fan-club', sharePercent: 60 },
  { id: 'general', sharePercent: 40 },
]

/** An operator's dialog, once it has opened. */
export const dialog = 'dialog[open]'
export const unfolded = `document.querySelectorAll('details').forEach((fold) => (fold.open = true))`

type Opened = { role?: Role; options?: BrowserContextOptions }

export class LiveConsole {
  readonly browser: Browser
  readonly product: Product
  readonly owner: OperatorClient
  readonly tokens: ReadonlyMap<Role, string>
  readonly stop: () => Promise<void>

  constructor(
    browser: Browser,
    product: Product,
    owner: OperatorClient,
    tokens: ReadonlyMap<Role, string>,
    stop: () => Promise<void>,
  ) {
    this.browser = browser
    this.product = product
    this.owner = owner
    this.tokens = tokens
    this.stop = stop
  }

  /** A page of the console, in English, of somebody who is signed in, once its script has taken over. */
  async open(
    path: string,
    { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
    { role = 'operator', options = {} }: Opened = {},
  ): Promise<Page> {
    const { url } = this.product
    const viewport = { width: 1280, height: 900 }
    const context = await this.browser.newContext({ viewport, ...options })
    onTestFinished(() => context.close())
    const value = this.tokens.get(role) ?? ''
    await context.addCookies([{ name: 'operator', value, url, httpOnly: true }])
    const page = await context.newPage()
    const failed: string[] = []
    page.on('pageerror', ({ message }) => failed.push(message))
    onTestFinished(() => {
      if (failed.length > 0) throw new Error(`The page failed: ${failed.join(', ')}`)
    })
    await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=en`)
    if (options.javaScriptEnabled !== false) await page.locator('html[data-live=true]').waitFor()
    return page
  }
}

/** Their sales are open, and let nobody in. */
export async function startConsole(names: readonly string[]): Promise<LiveConsole> {
  const browser = await openBrowser()
  const settings = { lanes, schedule: { openAtMs: 'now' } }
  const { product, stop } = await startRooms(
    Object.fromEntries(names.map((name) => [name, { settings }])),
  )
  const key = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8').trim()
  const owner = new OperatorClient({ url: product.url, token: key })
  const tokens = new Map<Role, string>([['owner', key]])
  for (const role of ['viewer', 'operator'] as const) {
    const { token = '' } = await owner.ask('addOperator', { body: { name: `The ${role}`, role } })
    tokens.set(role, token)
  }
  return new LiveConsole(browser, product, owner, tokens, async () => {
    await browser.close()
    await stop()
  })
}

/** Opens what is folded, types, and asks for its effect. */
export async function askFor(
  page: Page,
  deed: string,
  field: string,
  value: string,
): Promise<void> {
  const form = page.locator(`form[data-deed=${deed}]`)
  await page.evaluate(unfolded)
  await form.locator(`[name="${field}"]`).fill(value)
  await form.locator('button').click()
}
