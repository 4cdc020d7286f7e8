import fastify, { type FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { expectTypeOf, test } from 'vitest'
import { admitted } from './fastify.ts'
import type { Admission } from './index.ts'
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

test('a handler behind it knows the type of who is there', () => {
  expectTypeOf<FastifyRequest['admission']>().toEqualTypeOf<Admission | undefined>()
  expectTypeOf<FastifyRequest['marked']>().toEqualTypeOf<boolean | undefined>()
})
