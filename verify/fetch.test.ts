import { createAdaptorServer } from '@hono/node-server'
import { Server } from 'node:http'
import { protect } from './fetch.ts'
import { listenOn, shutDown } from './model/listening.ts'
import { wayInSuite } from './model/way-in-suite.ts'

wayInSuite('fetch', async (shop, nextPart) => {
  const handler = protect(shop, async (request, { admission, marked }) => {
    if (request.url.endsWith('/stream')) return new Response(inParts(nextPart))
    const sent = await request.text()
    const headers = { 'Set-Cookie': 'basket=1' }
    return Response.json({ admission, marked, sent }, { headers })
  })
  const server = createAdaptorServer({ fetch: (request) => handler(request) })
  if (!(server instanceof Server)) throw new Error('This is no plain HTTP server.')
  return { origin: await listenOn(server), close: () => shutDown(server) }
})

function inParts(nextPart: Promise<void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async start(body) {
      body.enqueue(encoder.encode('one'))
      await nextPart
      body.enqueue(encoder.encode('two'))
      body.close()
    },
  })
}
