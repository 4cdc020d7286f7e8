import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { objections } from './objections.ts'
import { startProduct, type Product } from './product.ts'
import { RoomClient } from './room-client.ts'
import { addressOf, reachState, roomStates, writeStateRooms } from './room-states.ts'
import { act, reloadUntil } from './room-visit.ts'

const languages = ['ko', 'en', 'ja', 'zh']
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 800 }

const plain = { colorScheme: 'light', size: phone } as const
const looks = [
  plain,
  { colorScheme: 'dark', size: phone },
  { colorScheme: 'light', size: desk },
] as const

const folder = mkdtempSync(join(tmpdir(), 'admit-one-rooms-'))
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A page of a visitor of its own, without a place anywhere yet. */
async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, ...options })
  onTestFinished(() => context.close())
  return context.newPage()
}

/**
 * What axe objects to. An answer to a form renews itself into the room's own page, where that can
 * be stopped; axe cannot know.
 */
async function unforeseen(page: Page, state: (typeof roomStates)[number]): Promise<string[]> {
  const found = await objections(page)
  return state.isSaidOnce ? found.filter((objection) => !isAboutRenewal(objection)) : found
}

function isAboutRenewal(objection: string): boolean {
  return objection.startsWith('meta-refresh:')
}

describe('in every state', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ env: { ROOMS_FILE: writeStateRooms(folder) } })
  })
  afterAll(() => product?.stop())

  describe.for(roomStates)('$name', (state) => {
    test('gives axe nothing to object to, and never scrolls sideways', async () => {
      const page = await visitor()
      await reachState(page, product, state)

      for (const language of state.isSaidOnce ? ['en'] : languages) {
        if (!state.isSaidOnce) await page.goto(addressOf(product, state.name, language))
        // Colours and columns are the same in every language; where lines break is not.
        for (const look of language === 'en' ? looks : [plain]) {
          await page.emulateMedia({ colorScheme: look.colorScheme })
          await page.setViewportSize(look.size)
          expect(await unforeseen(page, state)).toEqual([])
        }
        for (const width of [320, 390, 704, 820, 1280]) {
          await page.setViewportSize({ width, height: 568 })
          const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
          expect({ language, width, overflow }).toEqual({ language, width, overflow: 0 })
        }
      }
    })
  })

  test('by keyboard a fan leaves only in two steps, and reads what it costs before', async () => {
    const page = await visitor()
    await page.goto(addressOf(product, 'waiting'))
    await act(page, 'join')
    await page.goto(addressOf(product, 'waiting'))
    expect(await page.getByText('You lose your number for good').isVisible()).toBe(false)

    await page.locator('summary').focus()
    await page.keyboard.press('Enter')
    expect(await page.getByText('You lose your number for good').isVisible()).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    await page.locator('button[value=join]').waitFor()
  })

  test('a fan who reads slowly stops the renewal, which is all that axe minds of it', async () => {
    const page = await visitor()
    await page.goto(`${product.url}/rooms/outside?lang=en`)
    const minded = await objections(page)
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

  test('at 200 % zoom everything is still there, one below the other', async () => {
    const page = await visitor({ viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 })
    await reachState(page, product, stateNamed('lapsed'))

    expect(await page.getByRole('button', { name: 'I’m here' }).isVisible()).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  })

  test('“I’m here” brings who missed a turn back into the line', async () => {
    const page = await visitor()
    const state = stateNamed('lapsed')
    await reachState(page, product, state)

    await act(page, 'here')

    await reloadUntil(page, 'It is your turn')
    expect(await page.getByRole('button', { name: 'Go in' }).isVisible()).toBe(true)
  })
})

function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { name, exact: true })
}

function stateNamed(name: string) {
  const state = roomStates.find((state) => state.name === name)
  if (state === undefined) throw new Error(`There is no state ${name}`)
  return state
}

describe('behind a crowd', () => {
  test('a fan without script joins, sees number and people ahead, is let in, and is done', async () => {
    const product = await startProduct({ env: { CROWD: '60' } })
    onTestFinished(() => product.stop())
    const page = await visitor({ javaScriptEnabled: false })
    const demo = `${product.url}/rooms/demo?lang=en`
    await page.goto(demo)
    await reloadUntil(page, 'You can join the line now')

    await page.getByRole('button', { name: 'Join the line' }).click()

    const ahead = page.locator('.headline dd').first()
    expect(Number((await ahead.innerText()).replace('about ', ''))).toBeGreaterThan(0)
    expect(await page.locator('.number dd').innerText()).toMatch(/^[\d,]+$/)
    // From here on the page does it all by itself, but for the fan's own word.
    await page.getByRole('button', { name: 'Go in' }).click({ timeout: 90_000 })
    await heading(page, 'You are in').waitFor()
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
    const page = await visitor({ javaScriptEnabled: false })
    await page.goto(`${product.url}/rooms/quiet?lang=en`)

    await page.getByRole('button', { name: 'Go in' }).click()

    await heading(page, 'You are in').waitFor()
    expect(await page.getByRole('button', { name: 'I’m done' }).isVisible()).toBe(true)
  })
})
