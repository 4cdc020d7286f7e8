/** What was done to a room, as its page tells it. */
import { expect, test } from 'vitest'
import { operate, roomOf, steer } from '../fixtures.ts'
import { pageOf, say, show } from './console-fixtures.ts'

test('tells a change by the names and units that the form has', async () => {
  const room = await roomOf('early')
  await steer(room, { cap: 5_000, terms: { offerMs: 30_000 } })
  await operate(room, 'message', { text: { en: 'Soon' } })

  const html = await pageOf(`/operate/rooms/${room}/log`, 'viewer')

  expect(html).toContain(`<span class="soft">${say('sale.field.cap')}</span>`)
  expect(html).toContain('<ins>5,000</ins>')
  expect(html).toContain(`<ins>${say('sale.seconds', { s: '30' })}</ins>`)
  expect(html).toContain('<span lang="en"><ins>Soon</ins></span>')
  expect(html).toContain(`<strong>${say('sale.act.change')}</strong>`)
  expect(html).not.toMatch(/settings\.(?:cap|terms)|\{&quot;/)
})

test('goes back from an entry, and one that is none is refused', async () => {
  const room = await roomOf('full')
  await steer(room, { cap: 7 })

  const older = await pageOf(`/operate/rooms/${room}/log?before=2`, 'viewer')

  expect(older).toContain(say('console.report.act.create'))
  expect(older).not.toContain(say('sale.act.change'))
  expect(older).toContain(say('console.log.newest'))
  expect((await show(`/operate/rooms/${room}/log?before=x`, 'viewer')).status).toBe(400)
})
