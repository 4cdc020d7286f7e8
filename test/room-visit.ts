/** What a visitor does on the plain page of a room. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'

const REACHED_WITHIN_MS = 30_000
const LOOK_AGAIN_MS = 400

/** Presses the button that does it, and waits for the page that follows. */
export async function act(page: Page, value: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(`button[value=${value}]`).click()])
}

/** Looks again and again, as a fan would, until the page says it. */
export async function reloadUntil(page: Page, text: string): Promise<void> {
  const deadlineMs = performance.now() + REACHED_WITHIN_MS
  while (!(await page.locator('main').innerText()).includes(text)) {
    if (performance.now() > deadlineMs) {
      throw new Error(`"${text}" did not come to ${page.url()}:\n${await page.innerText('main')}`)
    }
    await wait(LOOK_AGAIN_MS)
    await page.reload()
  }
}

export async function tokenOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  const place = cookies.find(({ name }) => name.startsWith('place-'))
  if (place === undefined) throw new Error('The page has no place')
  return place.value
}
