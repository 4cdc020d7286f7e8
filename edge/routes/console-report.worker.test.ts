/** The report of a sale, on its page. */
import { expect, test } from 'vitest'
import { operate, roomOf } from '../fixtures.ts'
import { pageOf, say, show } from './console-fixtures.ts'

test('tells who did what to the sale, and what became other by it', async () => {
  const room = await roomOf('full')
  await operate(room, 'close')

  const html = await pageOf(`/operate/rooms/${room}/report`, 'viewer')

  expect(html).toContain(`<strong>${say('sale.act.close')}</strong>`)
  expect(html).toContain(`<ins>${say('room.phase.closed')}</ins>`)
})

test('of a room that is not there is none', async () => {
  expect((await show('/operate/rooms/nowhere/report', 'viewer')).status).toBe(404)
})
