/**
 * A shop behind the gateway, by Hono: it checks one header, shows what it was told, and has what
 * must pass through: a form, an event stream and a socket.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import { decodeJwt } from 'jose'
import { WebSocketServer } from 'ws'
import { admitted, type AdmittedVariables } from '../verify/hono.ts'
import { admitOne } from '../verify/index.ts'
import { isSeat, pageHeaders, shopPage } from './page.ts'
import { endWhenAsked, isOwnForm, readSettings } from './settings.ts'
import { languageOf } from './words.ts'

const BASE = '/shop'
const ASSERTION = 'Admit-One-Assertion'
const TICK_MS = 1_000
const { PORT, ROOM, AUDIENCE, SERVICE_KEY } = readSettings()
const shop = admitOne({ room: ROOM, audience: AUDIENCE, serviceKey: SERVICE_KEY, way: 'gateway' })

const app = new Hono<{ Variables: AdmittedVariables }>()
app.get('/healthz', (c) => c.text('ok'))
app.get(`${BASE}/assets/shop.css`, async (c) => {
  c.header('Content-Type', 'text/css')
  return c.body(await readFile(join(import.meta.dirname, 'shop.css'), 'utf8'))
})

app.use(`${BASE}/*`, admitted(shop))

app.get(`${BASE}/`, (c) => {
  for (const [name, value] of Object.entries(pageHeaders(ROOM))) c.header(name, value)
  const language = languageOf(c.req.query('lang'), c.req.header('Accept-Language'))
  const seat = getCookie(c, 'seat')
  return c.html(
    shopPage({
      language,
      base: BASE,
      admission: c.get('admission'),
      marked: c.get('marked'),
      seat: isSeat(seat) ? seat : undefined,
      raw: {
        assertion: decodeJwt(c.req.header(ASSERTION) ?? ''),
        // Which headers came along: no cookie of the waiting room is among them.
        headers: [...c.req.raw.headers.keys()],
        cookies: Object.keys(getCookie(c)),
      },
    }),
  )
})

app.post(`${BASE}/hold`, async (c) => {
  if (!isOwnForm(c.req.header('Origin'), AUDIENCE)) return c.text('not from here', 403)
  const { seat } = await c.req.parseBody()
  if (!isSeat(seat)) return c.text('no such seat', 400)
  setCookie(c, 'seat', seat, { path: BASE, httpOnly: true, sameSite: 'Lax' })
  return c.redirect(`${BASE}/`, 303)
})

app.post(`${BASE}/done`, async (c) => {
  if (!isOwnForm(c.req.header('Origin'), AUDIENCE)) return c.text('not from here', 403)
  const admission = c.get('admission')
  if (admission !== undefined) await shop.release(admission.sessionId)
  return c.redirect(ROOM, 303)
})

app.get(`${BASE}/events`, (c) =>
  streamSSE(c, async (stream) => {
    for (let tick = 0; !stream.aborted; tick += 1) {
      await stream.writeSSE({ event: 'tick', data: String(tick) })
      await stream.sleep(TICK_MS)
    }
  }),
)

const listener = getRequestListener(app.fetch)
const server = createServer((request, response) => void listener(request, response))
const sockets = new WebSocketServer({ noServer: true })
server.on('upgrade', (request, socket, head) => void opened(request, socket, head))

async function opened(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const header = request.headers[ASSERTION.toLowerCase()]
  const outcome = await shop.verifyAssertion(typeof header === 'string' ? header : undefined)
  if (outcome.kind !== 'admitted' || request.url !== `${BASE}/socket`) {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    return
  }
  sockets.handleUpgrade(request, socket, head, (page) => {
    page.on('message', (message, isBinary) => page.send(message, { binary: isBinary }))
  })
}
server.listen(PORT, '127.0.0.1')
endWhenAsked(() => {
  server.close()
  shop.close()
})
