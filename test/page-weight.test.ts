/** The page of a room, with its script: light, of our own host alone, and nothing in it inline. */
import { gzipSync } from 'node:zlib'
import type { Browser, Request } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages } from '../edge/web/language.ts'
import { openBrowser } from './browser.ts'
import { startRooms, visit } from './live-page/live-rooms.ts'
import type { Product } from './product.ts'

const ROOM = 'weighed'
const WEIGHS_AT_MOST_BYTES = 60_000
const look = {
  light: { desk: '#dfe7f0', paper: '#fafcff', ink: '#16202e', accent: '#1d5a8c' },
  picture: {
    src: '/rooms/-/demo-winter-night.svg',
    alt: { ko: '눈 내리는 밤', en: 'Snow at night' },
  },
  note: { ko: '시범 판매입니다.', en: 'This is a demo.' },
}
const PAGE_PARTS = ['document', 'stylesheet', 'script']
const INLINE = /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/gi

let browser: Browser
let product: Product
let stop: () => Promise<void>

beforeAll(async () => {
  browser = await openBrowser()
  const started = await startRooms({ [ROOM]: { look } })
  product = started.product
  stop = started.stop
})

afterAll(async () => {
  await browser?.close()
  await stop?.()
})

/** As a browser that takes gzip gets it, whatever the server does on this machine. */
async function weightOf(url: string, cookie: string): Promise<number> {
  const response = await fetch(url, { headers: { cookie } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return gzipSync(new Uint8Array(await response.arrayBuffer()), { level: 6 }).length
}

const cases = languages.flatMap((language) =>
  (['outside', 'near'] as const).map((state) => ({ language, state })),
)

test.for(cases)(
  'in $language, $state, it weighs at most 60 KB, of its own host, and nothing is inline',
  async ({ language, state }, { onTestFinished }) => {
    const { page, context, room, address } = await visit(browser, product, ROOM, { onTestFinished })
    const token = state === 'near' ? await room.join() : undefined
    if (token !== undefined) {
      await context.addCookies([{ name: `place-${ROOM}`, value: token, url: product.url }])
    }
    const asked: Request[] = []
    // Of the context: what a worker asks for is no request of the page.
    context.on('request', (request) => asked.push(request))

    const answer = await page.goto(`${address}?lang=${language}`, { waitUntil: 'networkidle' })
    await page.locator('html[data-live=true]').waitFor()
    await page.locator(`.room[data-state=${state}]`).waitFor()

    const hosts = new Set(asked.map((request) => new URL(request.url()).host))
    expect([...hosts]).toEqual([new URL(product.url).host])
    const urls = asked
      .filter((request) => PAGE_PARTS.includes(request.resourceType()))
      .map((request) => request.url())
    expect(urls.filter((url) => url.includes('/rooms/-/scripts/'))).toHaveLength(2)
    const cookie = token === undefined ? '' : `place-${ROOM}=${token}`
    const bytes = await Promise.all(urls.map((url) => weightOf(url, cookie)))
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(WEIGHS_AT_MOST_BYTES)
    expect((await answer?.text())?.match(INLINE)).toBeNull()
    expect(
      await page.evaluate(`document.querySelectorAll('style, [style], script:not([src])').length`),
    ).toBe(0)
  },
)
