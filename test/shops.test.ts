/** The way into both demo shops in a real browser, and all that may happen to a fan in there. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { OperatorClient } from '../cli/operator-client.ts'
import { openBrowser } from './browser.ts'
import { objections } from './objections.ts'
import { startProduct, type Product } from './product.ts'
import { pythonWithJwt } from './python.ts'

const settings = {
  ratePerSecond: 10,
  lanes: [{ id: 'general', sharePercent: 100 }],
  order: 'arrival',
  mode: 'queue',
  schedule: { openAtMs: 'now' },
  // Tokens that end while a test looks on.
  terms: { offerMs: 30_000, sessionMs: 120_000, tokenMs: 10_000 },
}
const title = { en: 'A sale' }
const rooms = [
  {
    id: 'guarded',
    title,
    desks: 1,
    settings: { ...settings, cap: 1 },
    shop: {
      audience: 'http://localhost:{PORT}',
      gateway: {
        origin: 'http://127.0.0.1:{GUARDED_SHOP_PORT}',
        paths: ['/shop/*'],
        exempt: ['/shop/assets/*'],
      },
    },
  },
  {
    id: 'elsewhere',
    title,
    desks: 1,
    settings: { ...settings, cap: 20 },
    shop: {
      audience: 'http://localhost:{SHOP_PORT}',
      returnTo: ['http://localhost:{SHOP_PORT}/'],
    },
  },
]

let browser: Browser
let product: Product
let guardedUrl: string
let shopUrl: string
const folder = mkdtempSync(join(tmpdir(), 'admit-one-shops-'))

beforeAll(async () => {
  const file = join(folder, 'rooms.json')
  writeFileSync(file, JSON.stringify({ rooms }))
  browser = await openBrowser()
  product = await startProduct({ env: { ROOMS_FILE: file } })
  guardedUrl = `${product.url}/shop/`
  shopUrl = /A shop elsewhere, by redirect: (\S+)/.exec(product.output())?.[1] ?? ''
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function visitor(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' })
  onTestFinished(() => context.close())
  return context.newPage()
}

/** Opens a shop's address, and joins the line where there is one. */
async function opened(url: string): Promise<Page> {
  const page = await visitor()
  await page.goto(url)
  const button = page.locator('button[value=join]')
  await inShop(page).or(button).or(page.locator('.room[data-state=near]')).first().waitFor()
  if (await button.isVisible()) await button.click()
  return page
}

function inShop(page: Page) {
  return page.locator('[data-fact=session]')
}

async function admitted(url: string): Promise<Page> {
  const page = await opened(url)
  await inShop(page).waitFor({ timeout: 20_000 })
  return page
}

async function release(room: string, sessionId: string): Promise<void> {
  const key = readFileSync(join(product.dataDir, 'keys', 'service-key'), 'utf8')
  const response = await fetch(`${product.url}/rooms/${room}/admissions/release`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sessionId }),
  })
  expect(await response.json()).toEqual({ kind: 'ended' })
}

async function holdSeat(page: Page, seat: string): Promise<void> {
  await page.locator('label', { hasText: seat }).click()
  await page.locator('form[action$="/hold"] button').click()
}

describe('a shop elsewhere', () => {
  test('lets its fan in by a code that leaves the address, and says what it was told', async () => {
    const page = await admitted(shopUrl)

    expect(page.url()).toBe(shopUrl)
    expect(await page.locator('[data-fact=room]').innerText()).toBe('elsewhere')
    expect(await page.locator('[data-fact=marked]').innerText()).toBe('no')
    expect(await objections(page)).toEqual([])
    const cookies = await page.context().cookies(shopUrl)
    const token = cookies.find(({ name }) => name === 'admission-elsewhere')
    expect(token).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  })

  test('is where its fan stays: with the back button, in a second tab, with the code once more', async () => {
    const page = await visitor()
    const codes: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('admit-one-code=')) codes.push(request.url())
    })
    await page.goto(shopUrl)
    await page.locator('button[value=join]').click()
    await inShop(page).waitFor({ timeout: 20_000 })

    const second = await page.context().newPage()
    await second.goto(shopUrl)
    await inShop(second).waitFor()
    const [used = ''] = codes
    await second.goto(used)
    await inShop(second).waitFor()
    expect(second.url()).toBe(shopUrl)

    await page.goBack()
    // Back in the room: in, with a way on, and not sent on again by itself.
    await page.locator('.room[data-state=inside]').waitFor()
    await wait(1_500)
    expect(page.url()).toContain('/rooms/elsewhere')
    await page.locator('a[href="/rooms/elsewhere/enter"]').click()
    await inShop(page).waitFor()
  })

  test('takes what was sent with a token that had ended meanwhile', async () => {
    const page = await admitted(shopUrl)

    // Ten seconds, and five for the clocks.
    await wait(16_000)
    await holdSeat(page, 'B-7')

    await page.locator('[data-fact=seat]', { hasText: 'B-7' }).waitFor()
    expect(page.url()).toBe(shopUrl)
  })

  test('sends a form’s fan to the waiting room once the session is over, and keeps nothing of it', async () => {
    const page = await admitted(shopUrl)
    await release('elsewhere', await inShop(page).innerText())
    await wait(5_000)

    await holdSeat(page, 'A-2')

    await page.locator('.room').waitFor()
    expect(page.url()).toContain('/rooms/elsewhere?return=')
    const cookies = await page.context().cookies(shopUrl)
    expect(cookies.map(({ name }) => name)).not.toContain('seat')
  })
})

describe('a token', () => {
  const python = pythonWithJwt()

  test.skipIf(python === undefined)('is checked by PyJWT, and a spoilt one refused', async () => {
    const page = await admitted(shopUrl)
    const cookies = await page.context().cookies(shopUrl)
    const valueOf = (name: string) => cookies.find((cookie) => cookie.name === name)?.value ?? ''
    const token = valueOf('admission-elsewhere')
    const holder = valueOf('holder-elsewhere')
    const [header = '', payload = '', signature = ''] = token.split('.')
    const none = Buffer.from('{"alg":"none","typ":"admission+jwt","kid":"a1"}').toString(
      'base64url',
    )
    const check = (given: string, by = holder, audience = new URL(shopUrl).origin) =>
      checkedBy(python ?? '', given, by, audience)

    expect(check(token)).toBe(await inShop(page).innerText())
    expect(check(token, 'h'.repeat(43))).toContain('only the browser it was given to')
    expect(check(token, holder, 'https://other.example')).toContain('refused')
    expect(check(`${none}.${payload}.`)).toContain('refused')
    expect(
      check(`${header}.${payload}.${signature.replace(/^./, (a) => (a === 'A' ? 'B' : 'A'))}`),
    ).toContain('refused')
  })
})

/** As docs/check_admission.py is called: the session, or why it is none. */
function checkedBy(python: string, token: string, holder: string, audience: string): string {
  const script = resolve(import.meta.dirname, '../docs/check_admission.py')
  const args = [script, `${product.url}/rooms/elsewhere`, audience]
  const { stdout, stderr } = spawnSync(python, args, {
    input: `${token}\n${holder}\n`,
    encoding: 'utf8',
  })
  return (stdout + stderr).trim()
}

describe('a shop behind the gateway', () => {
  test('lets the next fan in by itself when the one inside says that they are done', async () => {
    const first = await admitted(guardedUrl)
    const second = await opened(guardedUrl)
    await second.locator('.room[data-state=near]').waitFor()
    expect(await objections(first)).toEqual([])

    await first.locator('form[action$="/done"] button').click()

    const doneMs = performance.now()
    await first.locator('.room').waitFor()
    await inShop(second).waitFor({ timeout: 15_000 })
    // Not before the last token of the one who left can be accepted nowhere any more (R1, R4).
    expect(performance.now() - doneMs).toBeGreaterThan(4_000)
    expect(second.url()).toBe(guardedUrl)
    const raw = await second.locator('pre').textContent()
    expect(JSON.parse(raw ?? '').cookies).toEqual([])
    await second.locator('form[action$="/done"] button').click()
  })

  test('gets streams and sockets as they are, and nobody past the gateway', async () => {
    const page = await admitted(guardedUrl)
    const cookies = await page.context().cookies(guardedUrl)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')

    const stream = await fetch(`${guardedUrl}events`, { headers: { cookie } })
    const reader = stream.body?.getReader()
    const beganMs = performance.now()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    const next = new TextDecoder().decode((await reader?.read())?.value)
    await reader?.cancel()
    expect(first + next).toContain('data: 0')
    // As it comes, a second apart, and not when all of it has come.
    expect(performance.now() - beganMs).toBeLessThan(3_000)

    const echoed = await echo(`${guardedUrl}socket`, { cookie })
    expect(echoed).toBe('hello')
    await expect(echo(`${guardedUrl}socket`, {})).rejects.toThrow('409')
    await page.locator('form[action$="/done"] button').click()
  })

  test.each([
    ['two lengths of one body', ['Content-Length: 4', 'Content-Length: 40']],
    ['a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
    ['chunks by another name', ['Transfer-Encoding: xchunked']],
    ['a header that breaks in two', ['X-A: b\r\n c']],
    ['a space before the colon', ['Transfer-Encoding : chunked']],
  ])('gets no second request smuggled by %s', async (_, headers) => {
    const smuggled = 'GET /shop/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n'
    const body = `0\r\n\r\n${smuggled}`

    const answers = await said([
      'POST /shop/hold HTTP/1.1',
      `Host: ${new URL(product.url).host}`,
      ...headers,
      '',
      body,
    ])

    // Refused, or turned away as the one request it is: none is ever taken out of its body.
    expect(answers).toHaveLength(1)
    expect([400, 409]).toContain(answers[0])
  })

  test('is not told of what never came through the gateway', async () => {
    const port = /127\.0\.0\.1:(\d+)/.exec(JSON.stringify(await guardedShop()))?.[1]
    const direct = await fetch(`http://127.0.0.1:${port}/shop/`, {
      headers: { 'Admit-One-Assertion': 'forged' },
    })

    expect(direct.status).toBe(403)
  })
})

/** The room as operators read it, with the port that this product's shop got. */
async function guardedShop(): Promise<unknown> {
  const key = readFileSync(join(product.dataDir, 'keys', 'operator-key'), 'utf8')
  const client = new OperatorClient({ url: product.url, token: key })
  return (await client.ask('readRoom', { room: 'guarded' })).entry.shop
}

/** The statuses that are answered to what is written on a bare connection. */
function said(lines: readonly string[]): Promise<number[]> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(Number(new URL(product.url).port), '127.0.0.1')
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
    socket.on('error', () => {})
    socket.on('close', () => {
      resolve([...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)))
    })
    socket.write(lines.join('\r\n'))
    setTimeout(() => socket.destroy(), 1_500)
  })
}

function echo(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace('http', 'ws'), { headers })
    socket.once('open', () => socket.send('hello'))
    socket.once('message', (data: Buffer) => {
      resolve(data.toString())
      socket.close()
    })
    socket.once('unexpected-response', (_, { statusCode }) => reject(new Error(String(statusCode))))
    socket.once('error', reject)
  })
}
