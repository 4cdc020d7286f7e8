/** What a visitor does on the page of a room that has no script. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'

const REACHED_WITHIN_MS = 30_000
const LOOK_AGAIN_MS = 400

/** Presses the button that does it, and waits for the page that follows. */
export async function act(page: Page, value: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(`button[value=${value}]`).click()])
}

/** Looks again and again, as a fan would, until the page says it. */
export function reloadUntil(page: Page, text: string): Promise<void> {
  const says = async () => (await page.locator('main').innerText()).includes(text)
  return reloadUntilSo(page, text, says)
}

/** By what is called its state. */
export function reloadUntilIn(page: Page, state: string): Promise<void> {
  return reloadUntilSo(page, state, async () => (await stateOf(page)) === state)
}

export async function stateOf(page: Page): Promise<string | null> {
  return page.locator('.room').getAttribute('data-state')
}

async function reloadUntilSo(
  page: Page,
  what: string,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const deadlineMs = performance.now() + REACHED_WITHIN_MS
  while (!(await isSo())) {
    if (performance.now() > deadlineMs) {
      throw new Error(`"${what}" did not come to ${page.url()}:\n${await page.innerText('main')}`)
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
