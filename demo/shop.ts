/** A shop elsewhere, by Express: fans come back to it with a one-time code, and leave when done. */
import { join } from 'node:path'
import express, { type Request } from 'express'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { admitted } from '../verify/express.ts'
import { admitOne } from '../verify/index.ts'
import { isSeat, pageHeaders, shopPage } from './page.ts'
import { endWhenAsked, isOwnForm, readSettings } from './settings.ts'
import { languageOf } from './words.ts'

const { PORT, ROOM, AUDIENCE, SERVICE_KEY } = readSettings()
const shop = admitOne({ room: ROOM, audience: AUDIENCE, serviceKey: SERVICE_KEY })
const TOKEN_COOKIE = `admission-${ROOM.split('/').at(-1)}`

const app = express()
app.disable('x-powered-by')
app.get('/healthz', (_, response) => void response.send('ok'))
app.get('/assets/shop.css', (_, response) => {
  response.sendFile(join(import.meta.dirname, 'shop.css'))
})

app.use(admitted(shop))

app.get('/', async (request, response) => {
  const query = request.query['lang']
  const language = languageOf(
    typeof query === 'string' ? query : undefined,
    request.get('Accept-Language'),
  )
  const seat = cookieOf(request, 'seat')
  const page = await shopPage({
    language,
    base: '',
    admission: request.admission,
    marked: request.marked ?? false,
    seat: isSeat(seat) ? seat : undefined,
    raw: tokenOf(request),
  })
  response.set(pageHeaders(ROOM)).type('html').send(String(page))
})

app.post('/hold', express.urlencoded({ extended: false, limit: '4kb' }), (request, response) => {
  if (!isOwnForm(request.get('Origin'), AUDIENCE)) return void response.status(403).end()
  const body: unknown = request.body
  const seat = typeof body === 'object' && body !== null && 'seat' in body ? body.seat : undefined
  if (!isSeat(seat)) return void response.status(400).send('no such seat')
  response.cookie('seat', seat, { httpOnly: true, sameSite: 'lax' }).redirect(303, '/')
})

app.post('/done', async (request, response) => {
  if (!isOwnForm(request.get('Origin'), AUDIENCE)) return void response.status(403).end()
  if (request.admission !== undefined) await shop.release(request.admission.sessionId)
  response.redirect(303, ROOM)
})

const server = app.listen(PORT, '127.0.0.1')
endWhenAsked(() => {
  server.close()
  shop.close()
})

/** What was checked, to be looked at: the token that came, or the next one. */
function tokenOf(request: Request): unknown {
  const token = cookieOf(request, TOKEN_COOKIE)
  if (token === undefined) return {}
  return { header: decodeProtectedHeader(token), claims: decodeJwt(token) }
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = (request.get('Cookie') ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([found]) => found === name)?.[1]
}
