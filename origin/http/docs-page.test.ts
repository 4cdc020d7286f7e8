import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { appWith } from '../fixtures.ts'
import { allRoutes } from './app.ts'

async function page() {
  const { app, parts } = appWith()
  const response = await app.request('/docs')
  return { response, html: await response.text(), all: allRoutes(parts) }
}

test('the page has every route, where it is and who may ask', async () => {
  const { html, all } = await page()

  for (const { id, method, path } of all) {
    expect(html).toContain(`<section id="${id}"`)
    expect(html).toContain(`<code>${method.toUpperCase()} ${path}</code>`)
  }
  expect(html).toContain('Prometheus by the key of its own')
  expect(html).toContain('<code>stores</code>')
  expect(html).not.toContain('`')
})

test('its policy allows the one style that is in it, and no script', async () => {
  const { response, html } = await page()
  const [, style = ''] = /<style>([^]*)<\/style>/.exec(html) ?? []
  const hash = createHash('sha256').update(style).digest('base64')

  expect(style).toContain('--paper')
  expect(response.headers.get('Content-Security-Policy')).toContain(`style-src 'sha256-${hash}'`)
  expect(html).not.toMatch(/<script|style=|https?:/)
})

test('it is small', async () => {
  const { html } = await page()

  expect(Buffer.byteLength(html)).toBeLessThan(60_000)
})
