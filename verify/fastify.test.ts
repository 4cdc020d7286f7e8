import fastify, { type FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { expect, expectTypeOf, test } from 'vitest'
import { admitted } from './fastify.ts'
import { admitOne, type Admission } from './index.ts'
import { AUDIENCE, RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'
import { wayInSuite } from './model/way-in-suite.ts'

wayInSuite('fastify', async (shop, nextPart) => {
  const app = fastify({ forceCloseConnections: true })
  app.addHook('onRequest', admitted(shop))
  app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body))
  app.get('/tickets/stream', () => Readable.from(inParts(nextPart)))
  app.all('/tickets', (request, reply) => {
    const { admission, marked, body: sent } = request
    reply.header('Set-Cookie', 'basket=1').send({ admission, marked, sent })
  })
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return { origin, close: () => app.close() }
})

async function* inParts(nextPart: Promise<void>): AsyncGenerator<Buffer> {
  yield Buffer.from('one')
  await nextPart
  yield Buffer.from('two')
}

test('where addresses are rewritten, it sends back to the one that was asked for', async () => {
  const room = await RoomServer.start()
  const shop = admitOne(settingsFor(room))
  const app = fastify({ rewriteUrl: () => '/elsewhere' })
  app.addHook('onRequest', admitted(shop))
  app.get('/elsewhere', () => 'Hello')

  const { headers } = await app.inject({ url: '/tickets?row=3', headers: { Accept: 'text/html' } })

  const location = new URL(headers.location ?? '')
  expect(location.searchParams.get('return')).toBe(`${AUDIENCE}/tickets?row=3`)
  shop.close()
  await app.close()
  await room.close()
})

test('a handler behind it knows the type of who is there', () => {
  expectTypeOf<FastifyRequest['admission']>().toEqualTypeOf<Admission | undefined>()
  expectTypeOf<FastifyRequest['marked']>().toEqualTypeOf<boolean | undefined>()
})
