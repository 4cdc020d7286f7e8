/** A rehearsal in the console, in a browser: played beside the page, stopped, refused, and as the command has it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { OperatorClient } from '../cli/operator-client.ts'
import { languages } from '../edge/web/language.ts'
import { speak } from '../edge/web/messages.ts'
import { countIn } from '../edge/web/room/words.ts'
import { durationIn, percentIn } from '../edge/web/console/console-words.ts'
import { rehearse } from '../simulator/engine/rehearse.ts'
import { expectedCrowd, type ExpectedCrowd } from '../simulator/expected-crowd.ts'
import type { Result } from '../simulator/result.ts'
import { roomScenario } from '../simulator/room-scenario.ts'
import { scenario } from '../simulator/scenario.ts'
import { openBrowser } from './browser.ts'
import { startRooms } from './live-page/live-rooms.ts'
import { objections } from './objections.ts'
import { begin, factOf, isIn } from './rehearsal-page.ts'
import type { Product } from './product.ts'

const say = speak('en')
const widths = [390, 1280]
const lanes = [
  { id: 'fan-club', sharePercent: 60 },
  { id: 'general', sharePercent: 40 },
]
const terms = { offerMs: 30_000, sessionMs: 180_000, tokenMs: 60_000 }
const path = '/operate/rooms/small/rehearse'

let browser: Browser
let product: Product
let stop: () => Promise<void>
let owner: OperatorClient
let viewer: string

beforeAll(async () => {
  browser = await openBrowser()
  const settings = { cap: 20, ratePerSecond: 5, lanes, terms }
  const started = await startRooms({
    small: { settings },
    changed: { settings },
    turned: { reload: 'requeue', settings: { ...settings, mode: 'reject' } },
  })
  product = started.product
  stop = started.stop
  const key = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8').trim()
  owner = new OperatorClient({ url: product.url, token: key })
  const { token = '' } = await owner.ask('addOperator', { body: { name: 'V', role: 'viewer' } })
  viewer = token
})

afterAll(async () => {
  await browser?.close()
  await stop?.()
})

type Opened = { address?: string; language?: string; options?: BrowserContextOptions }

async function open(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { address = path, language = 'en', options = {} }: Opened = {},
): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  onTestFinished(() => context.close())
  await context.addCookies([{ name: 'operator', value: viewer, url: product.url, httpOnly: true }])
  const page = await context.newPage()
  const failed: string[] = []
  const asked: string[] = []
  page.on('pageerror', ({ message }) => failed.push(message))
  page.on('console', (said) => said.type() === 'error' && failed.push(said.text()))
  // Of the context: what a worker asks for is no request of the page.
  context.on('request', (request) => asked.push(request.url()))
  onTestFinished(() => expect(failed).toEqual([]))
  await page.goto(`${product.url}${address}${address.includes('?') ? '&' : '?'}lang=${language}`)
  if (options.javaScriptEnabled !== false) {
    await page.locator('#rehearsal[data-ready]').waitFor({ state: 'attached' })
  }
  return { page, asked }
}

/** What the command finds for the same room and crowd. */
async function byCommand(room: string, crowd: Partial<ExpectedCrowd>): Promise<Result> {
  const view = await owner.ask('readRoom', { room })
  return rehearse(scenario.parse(roomScenario(view, { ...expectedCrowd(view.entry), ...crowd })))
}

/** Long enough to be looked at while it runs, however fast the machine. */
const long = { fans: 150_000, shopping: 180 }

describe('a rehearsal', () => {
  test('finds in the browser what the command finds for the same room, crowd and seed', async (context) => {
    const { page } = await open(context)

    await begin(page, { fans: 150, within: 10, shopping: 20, 'no-show': 20, seed: 7 })
    await isIn(page, 'found')

    const crowd = { fans: 150, withinSeconds: 10, shoppingSeconds: 20, noShowPercent: 20, seed: 7 }
    const { fans, waits, waitsByLane, lastCalledSeconds, estimate } = await byCommand(
      'small',
      crowd,
    )
    expect({
      admitted: await factOf(page, 'admitted'),
      lapsed: await factOf(page, 'lapsed'),
      half: await factOf(page, 'half'),
      last: await factOf(page, 'last'),
      score: await factOf(page, 'score'),
    }).toEqual({
      admitted: countIn('en', fans.admitted),
      lapsed: countIn('en', fans.lapsed),
      half: durationIn(say, waits.p50Ms),
      last: durationIn(say, lastCalledSeconds * 1_000),
      score: percentIn('en', estimate.heldShare),
    })
    expect(fans.lapsed).toBeGreaterThan(5)
    const rows = await page.evaluate<string[][]>(
      `[...document.querySelectorAll('.deciles tbody tr')].map((row) =>
        [...row.cells].map((cell) => cell.innerText))`,
    )
    const times = (ms: readonly number[]) => ms.map((each) => durationIn(say, each))
    expect(rows).toEqual([
      [say('rehearse.all'), ...times(waits.decilesMs)],
      ...Object.entries(waitsByLane).map(([lane, of]) => [lane, ...times(of.decilesMs)]),
    ])
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe('good')
    expect(await page.locator('#rehearsal .drawing .line').count()).toBe(3)
    expect(await page.evaluate(`document.querySelectorAll('[style]').length`)).toBe(0)
  })

  test('sends nothing: but for the script and the room’s settings nobody is asked', async (context) => {
    const { page, asked } = await open(context)
    expect(asked.filter((url) => url.includes('rehearse-worker'))).toEqual([])
    asked.length = 0

    await begin(page, { fans: 40, shopping: 10 })
    await isIn(page, 'found')

    expect(asked.map((url) => new URL(url).pathname).toSorted()).toEqual([
      '/operate/api/rooms/small',
      '/rooms/-/scripts/console-rehearse-worker.js',
    ])
    const script = await fetch(`${product.url}/rooms/-/scripts/console-rehearse-worker.js`)
    expect(script.headers.get('Content-Security-Policy')).toBe("default-src 'none'")
    await script.body?.cancel()
  })

  test('goes by the settings as they are when it begins, not as the page was opened', async (context) => {
    const { page } = await open(context, { address: '/operate/rooms/changed/rehearse' })
    const { version } = await owner.ask('readRoom', { room: 'changed' })
    const change = { settings: { cap: 31 } }
    await owner.ask('changeRoom', { room: 'changed', body: { version, change } })

    await begin(page, { fans: 40, shopping: 10 })
    await isIn(page, 'found')

    const now = `version ${version + 1}`
    expect(await page.locator('.verdict .soft').innerText()).toContain(`cap 31, 5/s, ${now} of`)
    // And what the page said of those it was made with is said anew.
    const said = await page.locator('#rehearsed-settings').innerText()
    expect(said.toLowerCase()).toContain('cap 31, rate 5/s. ' + now)
  })

  test('says that it reads them for as long as it does, and begins once', async (context) => {
    const { page } = await open(context)
    const { promise: isRead, resolve: read } = Promise.withResolvers<void>()
    await page.route('**/operate/api/rooms/small', async (route) => {
      await isRead
      await route.continue()
    })

    await begin(page, { fans: 40, shopping: 10 })
    await isIn(page, 'asking')
    const go = page.locator('#rehearse-go')
    expect(await go.getAttribute('aria-disabled')).toBe('true')
    await go.click({ force: true })
    expect(page.workers()).toEqual([])
    read()

    await isIn(page, 'found')
    expect(await go.getAttribute('aria-disabled')).toBeNull()
  })

  test('of settings that cannot be read plays none, and says so', async (context) => {
    const { page } = await open(context)
    await page.route('**/operate/api/rooms/small', (route) => route.fulfill({ body: 'not now' }))

    await begin(page, { fans: 40, shopping: 10 })
    await isIn(page, 'unread')

    expect(page.workers()).toEqual([])
    await expect
      .poll(() => page.locator('#rehearsal-spoken').innerText())
      .toBe(say('rehearse.unread'))
    await page.unroute('**/operate/api/rooms/small')
    await begin(page, {})
    await isIn(page, 'found')
  })

  test('of a room in which nobody waits plays a line, and says what it did not play', async (context) => {
    const { page } = await open(context, { address: '/operate/rooms/turned/rehearse' })
    expect(await page.locator('[data-mode]').innerText()).toBe(say('rehearse.mode.reject'))

    await begin(page, { fans: 40, shopping: 10 })
    await isIn(page, 'found')

    expect(await page.locator('[data-not-played]').allInnerTexts()).toEqual([
      say('rehearse.not-played.mode'),
      say('rehearse.not-played.reload'),
    ])
    expect(await page.locator('[data-mode]').count()).toBe(1)
  })

  test('says how far it is while the page goes on, and is stopped by its button', async (context) => {
    const { page } = await open(context)
    await begin(page, long)
    await isIn(page, 'running')
    const minute = page.locator('.minute')
    await minute.filter({ hasText: /Minute [1-9]\d*.* of the sale, of about \d/ }).waitFor()

    // The page is not held up: what is typed meanwhile is there, and the command follows it.
    await page.locator('#rehearse-seed').fill('9')
    expect(await page.locator('#rehearse-command').innerText()).toContain('--seed 9')
    await page.locator('[data-stop]').click()

    await isIn(page, 'stopped')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('rehearse-go')
    // A browser gives a worker that is busy some seconds to hear that it is to end.
    await expect.poll(() => page.workers(), { timeout: 20_000 }).toEqual([])
    await begin(page, { fans: 40, shopping: 10 })
    await isIn(page, 'found')
  })

  test('of more than a page can play names the command instead', async (context) => {
    const { page } = await open(context)

    await begin(page, { fans: 500_000 })
    await isIn(page, 'too-many')

    expect(await page.locator('#rehearse-command').innerText()).toContain(
      'admit-one rehearse small --fans 500000 ',
    )
    expect(page.workers()).toEqual([])
  })

  test('says beside the field what is wrong with it, and begins nothing', async (context) => {
    const { page } = await open(context)

    await begin(page, { 'no-show': 101 })

    const input = page.locator('#rehearse-no-show')
    expect(await input.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#rehearse-no-show-wrong').innerText()).toBe(
      say('rehearse.wrong', { low: '0', high: '100' }),
    )
    expect(await page.evaluate('document.activeElement.id')).toBe('rehearse-no-show')
    expect(await page.locator('[data-rehearsal]').count()).toBe(0)
  })

  test('says why and names the command where its worker cannot be had', async (context) => {
    const { page } = await open(context)
    await page.evaluate(`window.Worker = class { constructor() { throw new Error('no workers') } }`)

    await begin(page, { fans: 40 })

    await isIn(page, 'failed')
    expect(await page.locator('[data-rehearsal=failed]').innerText()).toContain('no workers')
    expect(await page.locator('#rehearse-command').innerText()).toContain('--fans 40 ')
  })
})

describe('for everybody', () => {
  test('works by keyboard alone: typed, begun, stopped, begun again, and read', async (context) => {
    const { page } = await open(context)
    await page.locator('#rehearse-fans').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type(String(long.fans))
    await page.keyboard.press('Enter')
    await isIn(page, 'running')
    // From the first field on, to the button that stops.
    for (let at = 0; at < 6; at += 1) await page.keyboard.press('Tab')
    await expect
      .poll(() => page.evaluate(`document.activeElement.matches('[data-stop]')`))
      .toBe(true)
    await page.keyboard.press('Enter')
    await isIn(page, 'stopped')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('rehearse-go')

    await page.locator('#rehearse-fans').fill('40')
    await page.keyboard.press('Enter')

    await isIn(page, 'found')
    await expect
      .poll(() => page.locator('#rehearsal-spoken').innerText())
      .toMatch(/^The rehearsal has ended/)
  })

  test('without a script it says so, and the form is answered with the command', async (context) => {
    const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } }
    const { page } = await open(context, { options })
    expect(await page.content()).toContain(`<noscript><p class="note">${say('rehearse.plain')}`)

    await page.locator('#rehearse-fans').fill('3000')
    await page.locator('#rehearse-go').click()

    await page.waitForURL(/fans=3000/)
    expect(await page.locator('#rehearse-command').innerText()).toBe(
      'admit-one rehearse small --fans 3000 --within 120 --shopping 60 --no-show 10 --seed 1',
    )
  })

  test.for(widths)('axe finds nothing, in any state, at %i px', async (width, context) => {
    const { page } = await open(context, { options: { viewport: { width, height: 844 } } })
    const found: Record<string, string[]> = {}
    const look = async (state: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const objected = await objections(page)
        if (objected.length > 0) found[`${state} ${colorScheme}`] = objected
      }
    }
    await look('none')
    await begin(page, long)
    await isIn(page, 'running')
    await look('running')
    await page.locator('[data-stop]').click()
    await isIn(page, 'stopped')
    await look('stopped')
    await begin(page, { fans: 500_000 })
    await isIn(page, 'too-many')
    await look('too-many')
    await begin(page, { fans: 0 })
    await look('wrong')
    await begin(page, { fans: 100, shopping: 20 })
    await isIn(page, 'found')
    await look('found')
    expect(found).toEqual({})
  })

  test('nothing is wider than a screen of 320 px, in any language', async (context) => {
    const options = { viewport: { width: 320, height: 844 } }
    const wide: string[] = []
    for (const language of languages) {
      const { page } = await open(context, { language, options })
      await begin(page, { fans: 100, shopping: 20 })
      await isIn(page, 'found')
      const overPx = await page.evaluate<number>(
        'document.documentElement.scrollWidth - innerWidth',
      )
      if (overPx > 0) wide.push(`${language}: ${overPx} px`)
    }
    expect(wide).toEqual([])
  })
})
