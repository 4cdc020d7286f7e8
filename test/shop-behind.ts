/** A shop behind the gateway, for the tests in the runtime: over HTTP, it tells what it was told. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

const LATE_MS = 3_000

/** Whatever the Worker fetches comes here. It ends with the tests. */
export async function startShopBehind(): Promise<string> {
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the shop has no port')
  return `127.0.0.1:${address.port}`
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '/', headers } = request
  const what = url.split(/[?/]/).at(-1) ?? ''
  switch (what) {
    case 'down':
      request.socket.destroy()
      return
    case 'rubbish':
      request.socket.end('this is not HTTP\r\n\r\n')
      return
    case 'slow':
      setTimeout(() => response.end('late'), LATE_MS)
      return
    case 'moved':
      response.writeHead(302, { Location: `https://${headers.host}/there?a=1` }).end()
      return
    case 'greedy':
      response.writeHead(200, {
        'Set-Cookie': ['basket=7; Path=/', '__Host-admission-guarded-0=stolen; Path=/; Secure'],
        'Admit-One-Assertion': 'forged',
      })
      response.end('mine')
      return
    default: {
      const told = { url, method, headers, body: await text(request) }
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Cache-Control': 'public, max-age=60',
      })
      response.end(JSON.stringify(told))
    }
  }
}
