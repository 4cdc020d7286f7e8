/** The operators' pages in a browser, against the real Worker: alive, steering, and for everybody. */
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OperatorClient } from '../cli/operator-client.ts'
import type { Role } from '../core/operate/role.ts'
import { speak } from '../edge/web/messages.ts'
import {
  askFor,
  dialog,
  startConsole,
  unfolded,
  type LiveConsole,
} from './live-page/live-console.ts'
import { visit } from './live-page/live-rooms.ts'
import { objections } from './objections.ts'
import type { Product } from './product.ts'
import { RoomClient } from './room-client.ts'

const say = speak('en')
const WEIGHS_AT_MOST_BYTES = 60_000
const widths = [390, 1280]

const names = [
  'moves',
  'paused',
  'steered',
  'wrong',
  'lost',
  'shared',
  'keys',
  'brake',
  'stale',
  'looked',
]

let live: LiveConsole
let browser: Browser
let product: Product
let owner: OperatorClient
let tokens: ReadonlyMap<Role, string>

beforeAll(async () => {
  live = await startConsole(names)
  ;({ browser, product, owner, tokens } = live)
})

afterAll(() => live?.stop())

const open: LiveConsole['open'] = (...opened) => live.open(...opened)

function factOf(page: Page, name: string) {
  return page.locator(`[data-fact=${name}] .value`).first()
}

function phaseOf(page: Page, phase: string) {
  return page.locator(`[data-phase=${phase}]`).first().waitFor({ timeout: 15_000 })
}

test('who signs in by the form is in, and out again by its button', async (context) => {
  const page = await open('/operate', context)
  await page.context().clearCookies()
  await page.goto(`${product.url}/operate/rooms/looked?lang=en`)
  await page.locator('#token').fill('ao_nobody')
  await page.keyboard.press('Enter')
  await page.locator('#wrong').waitFor()
  await page.locator('#token').fill(tokens.get('viewer') ?? '')
  await page.keyboard.press('Enter')
  await page.locator('[data-sale=looked]').waitFor()

  expect(page.url()).toBe(`${product.url}/operate/rooms/looked?lang=en`)
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
  await page.locator('.who button').click()
  await page.locator('#token').waitFor()
  expect(await page.context().cookies()).toEqual([])
})

describe('a sale', () => {
  test('moves by itself: fans who join are seen within seconds, and drawn', async (context) => {
    const page = await open('/operate/rooms/moves', context, { role: 'viewer' })
    await factOf(page, 'waiting').filter({ hasText: /^0$/ }).waitFor()
    const room = new RoomClient(product.url, 'moves')
    for (let fans = 0; fans < 5; fans += 1) await room.join()

    await factOf(page, 'waiting').filter({ hasText: /^5$/ }).waitFor({ timeout: 15_000 })

    const line = page.locator('.drawing .line').first()
    const before = await line.getAttribute('d')
    await expect.poll(() => line.getAttribute('d'), { timeout: 10_000 }).not.toBe(before)
    expect(await page.locator('[data-age]').first().getAttribute('data-age')).toBe('fresh')
    expect(await page.evaluate(`document.querySelectorAll('[style]').length`)).toBe(0)
  })

  test('is asked nothing by a page that nobody looks at, and at once when somebody does', async (context) => {
    const page = await open('/operate/rooms/looked', context, { role: 'viewer' })
    let asked = 0
    page.on('request', (request) => (asked += request.url().endsWith('/figures') ? 1 : 0))
    await hide(page, true)
    await page.waitForTimeout(500)
    asked = 0
    await page.waitForTimeout(3_000)
    expect(asked).toBe(0)

    await hide(page, false)
    await expect.poll(() => asked, { timeout: 900 }).toBeGreaterThan(0)
  })

  test('says plainly that its figures are old, once none come', async (context) => {
    const page = await open('/operate/rooms/stale', context, { role: 'viewer' })
    await page.locator('[data-age=fresh]').waitFor()
    await page.route('**/figures', (route) => route.abort())

    await page.locator('[data-age=stale]').waitFor({ timeout: 15_000 })

    expect(await page.locator('.strip').innerText()).toContain('These figures are old')
    expect(await page.locator('.health .well').count()).toBe(0)
  })
})

describe('the brake', () => {
  test('stops a sale by one click, and a fan’s page says so within seconds', async (context) => {
    const fan = await visit(browser, product, 'paused', context)
    await fan.open()
    await fan.join()
    const page = await open('/operate/rooms/paused', context)

    await page.locator('button[value=pause]').click()

    await phaseOf(page, 'paused')
    await fan.isIn('paused', 5_000)
    expect(await page.locator('#done').innerText()).toBe(
      say('sale.done', { act: say('sale.act.pause') }),
    )
    await page.locator('button[value=resume]').click()
    await phaseOf(page, 'open')
    await fan.isIn('near', 15_000)
  })

  test('is not undone by a second press of the same button', async (context) => {
    const page = await open('/operate/rooms/brake', context)

    await page.locator('button[value=pause]').dblclick()

    await phaseOf(page, 'paused')
    await page.locator('button[value=pause]').click({ force: true })
    await page.waitForTimeout(3_000)
    expect((await owner.ask('readRoom', { room: 'brake' })).phase).toBe('paused')
    expect(await page.locator('button[value=pause]').getAttribute('aria-disabled')).toBe('true')
  })

  test('is there for who has no script', async (context) => {
    const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }
    const page = await open('/operate/rooms/brake', context, { options })
    await page.locator('button[value=resume]').click()
    await page.locator('[data-phase=open]').waitFor()

    await page.locator('button[value=pause]').click()

    await page.locator('[data-phase=paused]').waitFor()
    expect((await owner.ask('readRoom', { room: 'brake' })).phase).toBe('paused')
  })
})

describe('steering', () => {
  test('shows what a cap would bring, asks once, and does it', async (context) => {
    const room = new RoomClient(product.url, 'steered')
    for (let fans = 0; fans < 4; fans += 1) await room.join()
    const page = await open('/operate/rooms/steered', context)
    await factOf(page, 'waiting').filter({ hasText: /^4$/ }).waitFor({ timeout: 15_000 })

    await askFor(page, 'cap', 'settings.cap', '25')

    const panel = page.locator(dialog)
    await panel.waitFor()
    expect(await panel.innerText()).toContain('Until the last fan is called')
    expect(await panel.locator('.changes').innerText()).toMatch(/^Cap\s+0\s+25$/)
    expect(await panel.locator('.effect tr', { hasText: say('sale.cap') }).innerText()).toMatch(
      /0\s+25$/,
    )
    expect((await owner.ask('readRoom', { room: 'steered' })).entry.settings.cap).toBe(0)
    await panel.locator('button[name=sure]').click()
    await panel.waitFor({ state: 'hidden' })
    expect((await owner.ask('readRoom', { room: 'steered' })).entry.settings.cap).toBe(25)
    // Its own change is no conflict: the form follows the room.
    await askFor(page, 'cap', 'settings.cap', '26')
    await panel.locator('button[name=sure]').click()
    await panel.waitFor({ state: 'hidden' })
    expect((await owner.ask('readRoom', { room: 'steered' })).entry.settings.cap).toBe(26)
  })

  test('says beside the field what is wrong with it', async (context) => {
    const page = await open('/operate/rooms/wrong', context)

    await askFor(page, 'lanes', 'settings.lanes.0.sharePercent', '0')

    const input = page.locator('[name="settings.lanes.0.sharePercent"]')
    await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true')
    const described = (await input.getAttribute('aria-describedby')) ?? ''
    expect(await page.locator(`#${described.split(' ')[0]}`).innerText()).toContain('whole number')
    expect(await page.locator(dialog).count()).toBe(0)
  })

  test('that was not answered is said again by the same key, and is done once', async (context) => {
    const page = await open('/operate/rooms/lost', context)
    const panel = page.locator(dialog)
    const keys: (string | undefined)[] = []
    const address = `${product.url}/operate/api/rooms/lost/admit`
    // It is carried out, and its answer is lost on the way.
    await page.route(address, async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 1) return route.continue()
      await route.fetch()
      await route.fulfill({ status: 503, json: { code: 'room-busy', message: 'Busy.' } })
    })
    await askFor(page, 'admit', 'count', '3')
    await panel.locator('button[name=sure]').click()
    await panel.filter({ hasText: say('sale.refused.lost') }).waitFor()
    expect(await panel.innerText()).not.toContain(say('sale.refused'))
    expect(await objections(page)).toEqual([])

    await panel.locator('button[name=sure]').click()

    await panel.waitFor({ state: 'hidden' })
    expect(keys).toEqual([keys[0], keys[0]])
    const { entries } = await owner.ask('audit', { room: 'lost' })
    expect(entries.filter(({ act }) => act === 'admit')).toHaveLength(1)
  })

  test('that was only tried and not answered says that nothing was done', async (context) => {
    const page = await open('/operate/rooms/lost', context)
    await page.route('**/rooms/lost/admit?dryRun=true', (route) => route.abort())

    await askFor(page, 'admit', 'count', '3')

    const panel = page.locator(dialog)
    await panel.filter({ hasText: say('sale.refused.untried') }).waitFor()
    expect(await panel.locator('button[name=sure]').count()).toBe(0)
  })

  test('tells the second of two who changed what, and applies on top of it', async (context) => {
    const page = await open('/operate/rooms/shared', context)
    const field = page.locator('form[data-deed=cap] [name="settings.cap"]')
    await field.fill('30')
    const other = await open('/operate/rooms/shared', context, { role: 'owner' })
    await askFor(other, 'rate', 'settings.ratePerSecond', '4')
    await other.locator(`${dialog} button[name=sure]`).click()
    await other.locator(dialog).waitFor({ state: 'hidden' })
    // The first page has seen by now that the room is another, and left what is being typed.
    await factOf(page, 'rate').filter({ hasText: /^4\b/ }).waitFor({ timeout: 15_000 })
    expect(await field.inputValue()).toBe('30')

    await page.locator('form[data-deed=cap] button').click()

    const panel = page.locator(dialog)
    await panel.waitFor()
    const told = await panel.innerText()
    expect(told).toContain(say('sale.conflict'))
    expect(told).toMatch(new RegExp(`${say('sale.rate')}\\s+10/s\\s+4/s`))
    await panel.locator('button', { hasText: say('sale.conflict.top') }).click()
    await panel.locator('button[name=sure]').click()
    await panel.waitFor({ state: 'hidden' })
    const { settings } = (await owner.ask('readRoom', { room: 'shared' })).entry
    expect([settings.cap, settings.ratePerSecond]).toEqual([30, 4])
  })

  test('works by keyboard alone: typed, asked, left by Escape, asked again, and done', async (context) => {
    const page = await open('/operate/rooms/keys', context)
    await page.locator('[name="settings.cap"]').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('12')
    await page.keyboard.press('Enter')
    await page.locator(dialog).waitFor()
    await page.keyboard.press('Escape')
    await page.locator(dialog).waitFor({ state: 'hidden' })
    expect((await owner.ask('readRoom', { room: 'keys' })).entry.settings.cap).toBe(0)
    expect(await page.evaluate('document.activeElement.name')).toBe('settings.cap')

    await page.keyboard.press('Enter')
    await page.locator(dialog).waitFor()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.name')).toBe('sure')
    await page.keyboard.press('Enter')

    await page.locator(dialog).waitFor({ state: 'hidden' })
    expect((await owner.ask('readRoom', { room: 'keys' })).entry.settings.cap).toBe(12)
  })
})

describe('for everybody', () => {
  const pages = [
    '/operate',
    '/operate/new',
    '/operate/new/json',
    '/operate/operators',
    '/operate/watch?rooms=moves,steered',
    '/operate/rooms/moves',
    '/operate/rooms/moves/report',
    '/operate/rooms/moves/settings',
    '/operate/rooms/moves/settings/json',
    '/operate/rooms/moves/remove',
    '/operate/rooms/moves/log',
  ]

  test.for(widths)('axe finds nothing on any page at %i px', async (width, context) => {
    const options = { viewport: { width, height: 844 } }
    const page = await open('/operate', context, { role: 'owner', options })
    const found: Record<string, string[]> = {}
    for (const path of pages) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.goto(`${product.url}${path}`)
        await page.evaluate(unfolded)
        const objected = await objections(page)
        if (objected.length > 0) found[`${path} ${colorScheme}`] = objected
      }
    }
    expect(found).toEqual({})
  })

  test.for(widths)(
    'axe finds nothing in a dialog, and signed out, at %i px',
    async (width, context) => {
      const options = { viewport: { width, height: 844 } }
      const page = await open('/operate/rooms/looked', context, { options })
      await askFor(page, 'cap', 'settings.cap', '9')
      await page.locator(dialog).waitFor()
      expect(await objections(page)).toEqual([])

      await page.context().clearCookies()
      await page.goto(`${product.url}/operate/rooms/looked`)
      expect(await objections(page)).toEqual([])
    },
  )

  test('nothing is wider than a screen of 320 px, in any language', async (context) => {
    const options = { viewport: { width: 320, height: 844 } }
    const page = await open('/operate', context, { role: 'owner', options })
    const wide: string[] = []
    for (const path of pages) {
      for (const language of ['ko', 'en', 'ja', 'zh']) {
        await page.goto(`${product.url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
        const overPx = await page.evaluate<number>(
          'document.documentElement.scrollWidth - innerWidth',
        )
        if (overPx > 0) wide.push(`${path} in ${language}: ${overPx} px`)
      }
    }
    expect(wide).toEqual([])
  })

  test('a page weighs under 60 KB, of its own host alone', async (context) => {
    const page = await open('/operate', context, { role: 'owner' })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${product.url}/operate/rooms/moves`)
    await page.locator('html[data-live=true]').waitFor()

    expect(new Set(asked.map((url) => new URL(url).host))).toEqual(
      new Set([new URL(product.url).host]),
    )
    const parts = asked.filter((url) => /\.(?:css|js)(?:\?|$)|\/rooms\/moves$/.test(url))
    const cookie = `operator=${tokens.get('owner') ?? ''}`
    const bytes = await Promise.all(
      parts.map(async (url) => {
        const body = await (await fetch(url, { headers: { cookie } })).arrayBuffer()
        return gzipSync(new Uint8Array(body)).length
      }),
    )
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(WEIGHS_AT_MOST_BYTES)
  })
})

/** As a browser does to the tab that is not in front. */
async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(`(() => {
    Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })()`)
}
