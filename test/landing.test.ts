import axe, { type AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startProduct } from './product.ts'

const languages = ['ko', 'en', 'ja', 'zh']
const schemes = ['light', 'dark'] as const
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 800 }
const pages = [
  { name: 'landing page', path: '/' },
  { name: 'page of an address that is not there', path: '/nowhere' },
]

let product: Awaited<ReturnType<typeof startProduct>>
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
  product = await startProduct()
})

afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** Shows one page to one visitor, and closes everything after them. */
async function visit<T>(
  path: string,
  visitor: BrowserContextOptions,
  look: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(visitor)
  try {
    const page = await context.newPage()
    await page.goto(new URL(path, product.url).href)
    return await look(page)
  } finally {
    await context.close()
  }
}

/** What axe objects to, and text whose contrast it could not judge: that is no pass either. */
async function objections(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations, incomplete } = await page.evaluate<AxeResults>(
    `axe.run({ rules: { 'target-size': { enabled: true } } })`,
  )
  const unjudged = incomplete.filter(({ id }) => id === 'color-contrast')
  return [...violations, ...unjudged].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

describe.for(pages)('the $name', ({ path }) => {
  test.for(languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))))(
    'in $language and $scheme gives axe nothing to object to',
    async ({ language, scheme }) => {
      await visit(`${path}?lang=${language}`, { colorScheme: scheme }, async (page) => {
        for (const size of [phone, desk]) {
          await page.setViewportSize(size)
          expect(await objections(page)).toEqual([])
        }
      })
    },
  )

  test.for(languages)('in %s never scrolls sideways, down to 320 px', async (language) => {
    await visit(`${path}?lang=${language}`, {}, async (page) => {
      for (const width of [320, 390, 640, 704, 820, 1024, 1280]) {
        await page.setViewportSize({ width, height: 568 })
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect({ width, overflow }).toEqual({ width, overflow: 0 })
      }
    })
  })

  test.for(languages)('in %s fits one screen of a phone and of a desk', async (language) => {
    await visit(`${path}?lang=${language}`, {}, async (page) => {
      for (const size of [phone, desk]) {
        await page.setViewportSize(size)
        const height = await page.evaluate('document.documentElement.scrollHeight')
        expect(height).toBeLessThanOrEqual(size.height)
      }
    })
  })
})

describe('the landing page', () => {
  test('asks only its own host, gets all it asks for, and weighs under 60 KB', async () => {
    const context = await browser.newContext({ viewport: phone })
    const page = await context.newPage()
    const complaints: string[] = []
    const bodies: Promise<number>[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        complaints.push(message.text())
      }
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
    page.on('response', (response) => {
      if (new URL(response.url()).host !== new URL(product.url).host || !response.ok()) {
        complaints.push(`${response.url()} answered ${response.status()}`)
      }
      bodies.push(response.body().then((body) => body.length))
    })

    await page.goto(product.url, { waitUntil: 'networkidle' })

    const sizesBytes = await Promise.all(bodies)
    await context.close()
    expect(complaints).toEqual([])
    expect(sizesBytes.length).toBeGreaterThanOrEqual(5)
    expect(sizesBytes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(60_000)
  })

  test('lets its stylesheets be kept, and names them by build', async () => {
    const href = await visit('/', {}, (page) =>
      page.locator('link[rel=stylesheet]').first().getAttribute('href'),
    )
    expect(href).toMatch(/\?v=./)

    const answer = await fetch(new URL(href ?? '', product.url))

    expect(answer.headers.get('Cache-Control')).toContain('immutable')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  test('works with scripts off: it says all, and its links change the language', async () => {
    await visit('/?lang=ko', { javaScriptEnabled: false, viewport: phone }, async (page) => {
      expect(await page.locator('h1').innerText()).toContain('순서대로')
      expect(await page.locator('dt').count()).toBe(5)

      await page.getByRole('link', { name: 'English' }).click()

      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      expect(await page.locator('h1').innerText()).toContain('place in line')
    })
  })

  test('does not move for who asked for less motion', async () => {
    const moving = await visit('/', { reducedMotion: 'reduce' }, (page) =>
      page.evaluate<number>('document.getAnimations().length'),
    )
    expect(moving).toBe(0)
  })
})

describe('by keyboard', () => {
  const focused = `(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
    const { top, left } = document.activeElement.getBoundingClientRect()
    const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && top >= 0 && left >= 0
    return { text: document.activeElement.innerText.trim(), seen }
  })()`

  test('every link is reached in reading order, with a focus ring in view', async () => {
    const reached = await visit('/?lang=en', { viewport: desk }, async (page) => {
      const stops: { text: string; seen: boolean }[] = []
      for (let stop = 0; stop < 9; stop += 1) {
        await page.keyboard.press('Tab')
        stops.push(await page.evaluate(focused))
      }
      return stops
    })

    expect(reached.map(({ text }) => text.toLowerCase())).toEqual([
      'skip to the content',
      'admit one',
      '한국어',
      'english',
      '日本語',
      '简体中文',
      expect.stringMatching(/^\d+\.\d+\.\d+/),
      'for developers',
      'status',
    ])
    expect(reached.filter(({ seen }) => !seen)).toEqual([])
  })

  test('the skip link leads past the languages into the content', async () => {
    await visit('/?lang=en', { viewport: phone }, async (page) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')

      expect(await page.evaluate<string>('document.activeElement.id')).toBe('main')
    })
  })

  test('a language is chosen with Enter', async () => {
    await visit('/', { viewport: phone, locale: 'ko-KR' }, async (page) => {
      await page.getByRole('link', { name: '日本語' }).focus()
      await Promise.all([page.waitForURL('**/?lang=ja'), page.keyboard.press('Enter')])

      expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    })
  })
})
