import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { objections } from './objections.ts'
import { openGallery, type Gallery } from './room-gallery/gallery.ts'
import { serveGallery, type GalleryServer } from './room-gallery/serve.ts'

/** A desk, that desk at 200 % zoom, a phone of long ago and one of today, where axe looks. */
const widths = [1280, 640, 320, 390]
const HEIGHT = 844
/** What HTML and style may weigh, packed: the script needs the rest of 60 KB. */
const PACKED_MAX_BYTES = 20_000

const gallery: Gallery = await openGallery()
let server: GalleryServer
let browser: Browser
/** One page for all: a new one for each picture would take most of the time. */
let page: Page

beforeAll(async () => {
  server = await serveGallery(gallery)
  browser = await openBrowser()
  page = await browser.newPage({ viewport: { width: 390, height: HEIGHT } })
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/**
 * Hangs another picture in the page that is open: its styles are the same in each, and axe, which
 * takes longer to load than to look, stays.
 */
async function hang(name: string, language: string): Promise<void> {
  const html = await gallery.drawn(name, language)
  await page.evaluate(`(() => {
    const next = new DOMParser().parseFromString(${JSON.stringify(html)}, 'text/html')
    document.documentElement.lang = next.documentElement.lang
    document.title = next.title
    document.body.replaceWith(next.body)
    // What is folded away is to be judged too.
    document.querySelectorAll('details').forEach((details) => (details.open = true))
  })()`)
}

/** The paper cuts off what does not fit: that is not to be seen by scrolling either. */
const overflowPx = `(() => {
  const rights = [...document.querySelectorAll('main *')].map((element) => {
    const padding = element.closest('.body, .stub') === null ? 0 : 8
    return element.matches('.body, .stub, .picture, .way *')
      ? 0
      : element.getBoundingClientRect().right + padding
  })
  return Math.ceil(Math.max(document.documentElement.scrollWidth, ...rights) - innerWidth)
})()`

describe('every state', () => {
  beforeAll(async () => {
    await page.goto(server.addressOf('near-live', 'ko'))
  })

  // A window takes longer to change its size than a picture to be hung.
  test.for(widths)('is whole at %i px, without scrolling sideways', async (width) => {
    await page.setViewportSize({ width, height: HEIGHT })
    const wide: string[] = []
    for (const name of gallery.roomNames) {
      for (const language of gallery.languageCodes) {
        await hang(name, language)
        const overflow = await page.evaluate<number>(overflowPx)
        if (overflow > 0) wide.push(`${name} in ${language}: ${overflow} px`)
      }
    }

    expect(wide).toEqual([])
  })

  test.for(gallery.roomNames)(
    '%s gives axe nothing, in any language and in the dark',
    async (name) => {
      for (const language of gallery.languageCodes) {
        await hang(name, language)
        expect({ language, found: await objections(page) }).toEqual({ language, found: [] })
      }
      onTestFinished(() => page.emulateMedia({ colorScheme: 'light' }))
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await objections(page)).toEqual([])
    },
  )
})

describe('where the reader’s own colours rule', () => {
  test('no word is hidden behind a plate of another colour', async () => {
    const context = await browser.newContext({ forcedColors: 'active' })
    const forced = await context.newPage()
    await forced.goto(server.addressOf('turn-live', 'ko'))

    const button = await forced.evaluate(
      `(() => { const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(
        document.querySelector('button.main')); return { color, backgroundColor, forcedColorAdjust } })()`,
    )

    await context.close()
    expect(button).toMatchObject({ forcedColorAdjust: 'none' })
  })
})

describe('by keyboard', () => {
  test('every control is reached in reading order, with a focus ring in view', async () => {
    await page.setViewportSize({ width: 1280, height: HEIGHT })
    await page.goto(server.addressOf('near-live', 'en'))
    const stops: { name: string; isSeen: boolean }[] = []
    for (let stop = 0; stop < 9; stop += 1) {
      await page.keyboard.press('Tab')
      stops.push(await page.evaluate(focused))
    }

    expect(stops.slice(6).map(({ name }) => name)).toEqual([
      expect.stringContaining('Sound when it is my turn'),
      'Move to another device',
      'Leave the line',
    ])
    expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([])
  })
})

const focused = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
  const { top, bottom } = document.activeElement.getBoundingClientRect()
  const isRinged = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  const name = document.activeElement.textContent.trim()
  return { name, isSeen: isRinged && top >= 0 && bottom <= innerHeight }
})()`

describe('without motion', () => {
  test.for(['turn-live', 'near-live'])('%s stands still for who asked for that', async (name) => {
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const still = await context.newPage()
    await still.goto(server.addressOf(name, 'ko'))

    const moving = await still.evaluate<number>('document.getAnimations().length')

    await context.close()
    expect(moving).toBe(0)
  })
})

test('document and styles weigh under 20 KB, packed', async () => {
  for (const name of ['far', 'paused-live', 'transfer']) {
    const html = (await gallery.drawn(name, 'ko')) ?? ''
    const styles = [
      ...html.matchAll(/href="(\/rooms\/-\/(?:styles\/)?[a-z-]+\.(?:css|svg))"/g),
    ].map(([, href]) => href)
    const bodies = await Promise.all(
      styles.map(async (href) => (await fetch(`${server.url}${href}`)).arrayBuffer()),
    )
    const all = [Buffer.from(html), ...bodies.map((body) => Buffer.from(body))]
    const packedBytes = all.reduce((sum, body) => sum + gzipSync(body).length, 0)

    expect(styles.length).toBeGreaterThanOrEqual(2)
    expect(bodies.filter(({ byteLength }) => byteLength === 0)).toEqual([])
    expect(packedBytes).toBeLessThan(PACKED_MAX_BYTES)
  }
})
