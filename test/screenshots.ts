/**
 * Pictures of every page and state, for eyes: what a test cannot judge. They go to
 * .reports/screenshots, which is not kept in the repository.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright'
import { openBrowser } from './browser.ts'
import { startProduct } from './product.ts'

const pages = [
  { name: 'landing', path: '/' },
  { name: 'not-found', path: '/nowhere' },
]
const languages = ['ko', 'en', 'ja', 'zh']
const looks = [
  { name: 'light', options: { colorScheme: 'light' } },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'forced', options: { forcedColors: 'active' } },
] as const
const widths = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]

const folder = resolve(import.meta.dirname, '../.reports/screenshots')

const browser = await openBrowser()
try {
  const product = await startProduct()
  try {
    await picture(browser, product.url)
  } finally {
    await product.stop()
  }
} finally {
  await browser.close()
}
console.log(`The pictures are in ${folder}.`)

async function picture(browser: Browser, url: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const look of looks) {
    for (const viewport of widths) {
      const context = await browser.newContext({ ...look.options, viewport })
      const page = await context.newPage()
      for (const { name, path } of pages) {
        for (const language of languages) {
          await page.goto(`${url}${path}?lang=${language}`)
          const file = `${name}-${language}-${look.name}-${viewport.width}.png`
          await page.screenshot({ path: resolve(folder, file), fullPage: true })
        }
      }
      await context.close()
    }
  }
}
