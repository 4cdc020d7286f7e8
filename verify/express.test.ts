import express from 'express'
import { createServer } from 'node:http'
import { expect, expectTypeOf, test } from 'vitest'
import { admitted } from './express.ts'
import { admitOne, type Admission } from './index.ts'
import { listenOn, shutDown } from './model/listening.ts'
import { AUDIENCE, RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'
import { wayInSuite } from './model/way-in-suite.ts'

wayInSuite('express', async (shop, nextPart) => {
  const app = express()
  app.use(admitted(shop))
  app.get('/tickets/stream', async (_, response) => {
    response.write('one')
    await nextPart
    response.end('two')
  })
  app.all('/tickets', express.text({ type: () => true }), (request, response) => {
    const { admission, marked } = request
    const sent: unknown = request.body
    response.cookie('basket', '1').json({ admission, marked, sent })
  })
  const server = createServer(app)
  return { origin: await listenOn(server), close: () => shutDown(server) }
})

test('mounted at a path, it sends back to the whole address, and not to what is left of it', async () => {
  const room = await RoomServer.start()
  const shop = admitOne(settingsFor(room))
  const app = express().use('/tickets', admitted(shop))
  const server = createServer(app)
  const origin = await listenOn(server)

  const asked = fetch(`${origin}/tickets/seats?row=3`, {
    headers: { Accept: 'text/html' },
    redirect: 'manual',
  })

  const location = new URL((await asked).headers.get('Location') ?? '')
  expect(location.searchParams.get('return')).toBe(`${AUDIENCE}/tickets/seats?row=3`)
  shop.close()
  await shutDown(server)
  await room.close()
})

test('a handler behind it knows the type of who is there', () => {
  expectTypeOf<express.Request['admission']>().toEqualTypeOf<Admission | undefined>()
  expectTypeOf<express.Request['marked']>().toEqualTypeOf<boolean | undefined>()
})
