import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { stream } from 'hono/streaming'
import { Server } from 'node:http'
import { expectTypeOf, test } from 'vitest'
import { admitted } from './hono.ts'
import { admitOne, type Admission, type Shop } from './index.ts'
import { listenOn, shutDown } from './model/listening.ts'
import { wayInSuite } from './model/way-in-suite.ts'

wayInSuite('hono', async (shop, nextPart) => {
  const app = shopOf(shop)
  app.get('/tickets/stream', (c) =>
    stream(c, async (body) => {
      await body.write('one')
      await nextPart
      await body.write('two')
    }),
  )
  const server = createAdaptorServer({ fetch: app.fetch })
  if (!(server instanceof Server)) throw new Error('This is no plain HTTP server.')
  return { origin: await listenOn(server), close: () => shutDown(server) }
})

function shopOf(shop: Shop) {
  return new Hono().use(admitted(shop)).all('/tickets', async (c) => {
    setCookie(c, 'basket', '1')
    const { admission, marked } = c.var
    return c.json({ admission, marked, sent: await c.req.text() })
  })
}

test('a handler behind it knows the type of who is there', () => {
  const shop = admitOne({
    room: 'https://queue.example/rooms/demo',
    audience: 'https://shop.example',
    way: 'gateway',
  })

  new Hono().use(admitted(shop)).get('/', (c) => {
    expectTypeOf(c.get('admission')).toEqualTypeOf<Admission | undefined>()
    expectTypeOf(c.get('marked')).toEqualTypeOf<boolean>()
    return c.body(null)
  })
})
