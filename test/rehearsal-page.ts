/** The page of a rehearsal, as somebody uses it who sees it. */
import type { Page } from 'playwright'

const ANSWERED_MS = 60_000

/** Fills in who comes, and begins. */
export async function begin(page: Page, crowd: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, value] of Object.entries(crowd)) {
    await page.locator(`#rehearse-${name}`).fill(String(value))
  }
  await page.locator('#rehearse-go').click()
}

/** By what is called its state. */
export function isIn(page: Page, kind: string, timeout = ANSWERED_MS): Promise<void> {
  return page.locator(`[data-rehearsal=${kind}]`).waitFor({ timeout })
}

export function factOf(page: Page, id: string): Promise<string> {
  return page.locator(`[data-fact=${id}] .value`).innerText()
}
