import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/** What axe objects to, and text whose contrast it could not judge: that is no pass either. */
export async function objections(page: Page): Promise<string[]> {
  const isThere = await page.evaluate<boolean>(`typeof axe === 'object'`)
  if (!isThere) await page.evaluate(axe.source)
  const { violations, incomplete } = await page.evaluate<AxeResults>(
    `axe.run({ rules: { 'target-size': { enabled: true } } })`,
  )
  const unjudged = incomplete.filter(({ id }) => id === 'color-contrast')
  return [...violations, ...unjudged].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
