import express from 'express'
import { createServer } from 'node:http'
import { expectTypeOf, test } from 'vitest'
import { admitted } from './express.ts'
import type { Admission } from './index.ts'
import { listenOn, shutDown } from './model/listening.ts'
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

test('a handler behind it knows the type of who is there', () => {
  expectTypeOf<express.Request['admission']>().toEqualTypeOf<Admission | undefined>()
  expectTypeOf<express.Request['marked']>().toEqualTypeOf<boolean | undefined>()
})
