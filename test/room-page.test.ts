/** The page of a room for who has no script: it is whole, and does what can be done by forms. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { objections } from './objections.ts'
import { startProduct, type Product } from './product.ts'
import { RoomClient } from './room-client.ts'
import { addressOf, reachState, roomStates, writeStateRooms } from './room-states.ts'
import { act, reloadUntil, stateOf } from './room-visit.ts'

const folder = mkdtempSync(join(tmpdir(), 'admit-one-rooms-'))
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

type Finished = (end: () => Promise<void>) => void

/** A page of a visitor of its own, without script and without a place anywhere yet. */
async function visitor(finished: Finished = onTestFinished): Promise<Page> {
  const viewport = { width: 390, height: 844 }
  const context = await browser.newContext({ viewport, javaScriptEnabled: false })
  finished(() => context.close())
  return context.newPage()
}

/**
 * Axe is a script, and runs where those do: it is shown what stands on the page without any, with
 * what is said to who has none, and without ours.
 */
async function objectionsTo(page: Page): Promise<string[]> {
  const seen = (await page.content())
    .replaceAll(/<\/?noscript>/g, '')
    .replaceAll(/<script[^>]*><\/script>/g, '')
  const judged = await browser.newPage({ viewport: page.viewportSize() })
  await judged.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body: seen }))
  await judged.goto(page.url())
  const found = await objections(judged)
  await judged.close()
  return found
}

/** An answer to a form renews itself into the room's own page, where that can be stopped. */
function isAboutRenewal(objection: string): boolean {
  return objection.startsWith('meta-refresh:')
}

describe('in every state', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ env: { ROOMS_FILE: writeStateRooms(folder) } })
  })
  afterAll(() => product?.stop())

  test.concurrent.for(roomStates)(
    '$name is reached, gives axe nothing to object to, and scrolls one way',
    async (reached, { onTestFinished }) => {
      const page = await visitor(onTestFinished)
      await reachState(page, product, reached)
      const found = await objectionsTo(page)

      expect(await stateOf(page)).toBe(reached.state)
      expect(reached.isSaidOnce ? found.filter((one) => !isAboutRenewal(one)) : found).toEqual([])
      await page.setViewportSize({ width: 320, height: 568 })
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    },
  )

  test('by keyboard a fan leaves only in two steps, and reads what it costs before', async () => {
    const page = await visitor()
    await page.goto(addressOf(product, 'near'))
    await act(page, 'join')
    await page.goto(addressOf(product, 'near'))
    expect(await page.getByText('You lose your number for good').isVisible()).toBe(false)

    await page.locator('.leave summary').focus()
    await page.keyboard.press('Enter')
    expect(await page.getByText('You lose your number for good').isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    await page.locator('button[value=join]').waitFor()
  })

  test('a fan who reads slowly stops the renewal, which is all that axe minds of it', async () => {
    const page = await visitor()
    await page.goto(`${product.url}/rooms/outside?lang=en`)
    const minded = await objectionsTo(page)
    expect(minded.map(isAboutRenewal)).toEqual([true])

    await page.getByRole('link', { name: 'Stop renewing' }).click()

    expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(0)
    await page.getByRole('link', { name: 'Start again' }).click()
    expect(await page.locator('meta[http-equiv=refresh]').count()).toBe(1)
  })

  test('asks only its own host, and weighs under 60 KB', async () => {
    const page = await visitor()
    const complaints: string[] = []
    const bodies: Promise<number>[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('response', (response) => {
      const isOurs = new URL(response.url()).host === new URL(product.url).host
      if (!isOurs || !response.ok()) complaints.push(`${response.url()} ${response.status()}`)
      bodies.push(response.body().then((body) => body.length))
    })

    await page.goto(`${product.url}/rooms/outside-line`, { waitUntil: 'networkidle' })

    const sizesBytes = await Promise.all(bodies)
    expect(complaints).toEqual([])
    expect(sizesBytes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(60_000)
  })
})

async function isInside(page: Page): Promise<void> {
  await page.locator('.room[data-state=inside]').waitFor()
}

async function isInShop(page: Page, shop: string): Promise<void> {
  await page.locator('[data-fact=session]').waitFor()
  expect(page.url()).toBe(shop)
}

describe('behind a crowd', () => {
  test('a fan without script joins, sees number and people ahead, is let in, and is done', async () => {
    const product = await startProduct({ env: { CROWD: '60' } })
    onTestFinished(() => product.stop())
    const page = await visitor()
    const demo = `${product.url}/rooms/demo?lang=en`
    await page.goto(demo)
    await reloadUntil(page, 'You can join the line now')

    await page.getByRole('button', { name: 'Join the line' }).click()

    const ahead = page.locator('.headline dd').first()
    expect(Number((await ahead.innerText()).replace('about ', ''))).toBeGreaterThan(0)
    expect(await page.locator('.number dd').innerText()).toMatch(/^[\d,]+$/)
    // From here on the page does it all by itself, but for the fan's own word.
    await page.getByRole('button', { name: 'Go in' }).click({ timeout: 90_000 })
    await isInShop(page, `${product.url}/shop/`)
    await page.goto(demo)
    await isInside(page)
    await page.getByRole('button', { name: 'I’m done' }).click()
    await page.getByRole('button', { name: 'Join the line' }).waitFor()
  })
})

describe('where nobody waits', () => {
  test('a fan is in the shop by the click that joins', async () => {
    const product = await startProduct()
    onTestFinished(() => product.stop())
    // The first of a room's life is offered a turn; slots lie ready for whoever comes after.
    const room = new RoomClient(product.url, 'quiet')
    await room.enter()
    await room.untilReady()
    const page = await visitor()
    await page.goto(`${product.url}/rooms/quiet?lang=en`)

    await page.getByRole('button', { name: 'Go in' }).click()

    const [, shop = ''] = /by redirect: (\S+)/.exec(product.output()) ?? []
    await isInShop(page, shop)
    await page.goto(`${product.url}/rooms/quiet?lang=en`)
    await isInside(page)
    expect(await page.getByRole('button', { name: 'I’m done' }).isVisible()).toBe(true)
  })
})
