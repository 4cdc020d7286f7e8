/** A shop's own page, elsewhere, that follows a place by the client as docs/client.md says. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { startRooms } from './live-page/live-rooms.ts'

test('a page of an origin that the room lists joins, waits by a socket, and leaves', async () => {
  let html = ''
  const shop = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await once(shop.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void shop.close())
  const address = shop.address()
  const origin = `http://localhost:${typeof address === 'object' ? address?.port : ''}`
  const { product, stop } = await startRooms({ shop: { origins: [origin] } })
  onTestFinished(stop)
  html = `<!doctype html><title>Shop</title><output></output><script type="module">
    import { Room } from '${product.url}/rooms/-/scripts/client.js'
    const room = new Room('${product.url}/rooms/shop')
    window.room = room
    room.subscribe(({ view, transport }) => {
      const number = view.kind === 'placed' ? view.poll.status.place.number : ''
      document.querySelector('output').value = [view.kind, transport, number].join(' ')
    })
  </script>`
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const shown = () => page.locator('output').innerText()

  await page.goto(origin)
  await expect.poll(shown).toBe('outside poll')
  await page.evaluate('room.join()')
  await expect.poll(shown, { timeout: 15_000 }).toMatch(/^placed socket \d+$/)
  await page.evaluate('room.leave()')

  await expect.poll(shown).toBe('over poll')
})
