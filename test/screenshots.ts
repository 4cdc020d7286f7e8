/**
 * Pictures of every page and state, for eyes: what a test cannot judge. They go to
 * .reports/screenshots, which is not kept in the repository. Words after the command choose the
 * states whose names begin so.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright'
import { openBrowser } from './browser.ts'
import { openGallery } from './room-gallery/gallery.ts'
import { serveGallery, type GalleryServer } from './room-gallery/serve.ts'

/** Colours are the same in every language: they are looked at in one. */
const looks = [
  { name: 'light', options: { colorScheme: 'light' }, languages: undefined },
  { name: 'dark', options: { colorScheme: 'dark' }, languages: ['ko'] },
  { name: 'forced', options: { forcedColors: 'active' }, languages: ['ko'] },
] as const
const widths = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]

const folder = resolve(import.meta.dirname, '../.reports/screenshots')
const chosen = process.argv.slice(2)

const gallery = await openGallery()
const server = await serveGallery(gallery)
const browser = await openBrowser()
try {
  if (chosen.length === 0) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await Promise.all(widths.map((size) => pictureAt(size, browser, server)))
} finally {
  await browser.close()
  await server.stop()
}
console.log(`The pictures are in ${folder}.`)

async function pictureAt(
  viewport: (typeof widths)[number],
  browser: Browser,
  { addressOf }: GalleryServer,
): Promise<void> {
  for (const look of looks) {
    const context = await browser.newContext({ ...look.options, viewport })
    const page = await context.newPage()
    for (const name of [...gallery.otherNames, ...gallery.roomNames].filter(isChosen)) {
      for (const language of look.languages ?? gallery.languageCodes) {
        await page.goto(addressOf(name, language))
        const file = `${name}-${language}-${look.name}-${viewport.width}.png`
        await page.screenshot({ path: resolve(folder, file), fullPage: true })
      }
    }
    await context.close()
  }
}

function isChosen(name: string): boolean {
  return chosen.length === 0 || chosen.some((word) => name.startsWith(word))
}
