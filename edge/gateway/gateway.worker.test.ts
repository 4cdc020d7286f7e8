/** A shop behind the gateway: who is let through, who is not, and what the shop is told. */
import { env } from 'cloudflare:workers'
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ask, hold, joined, post, problem, roomOf, steer, until } from '../fixtures.ts'
import { ISSUER, SERVICE_KEY, testAdmissionKeys } from '../test-rooms.ts'

const PAGE = 'text/html,application/xhtml+xml,*/*;q=0.8'

/** What the shop says it was told. */
const toldShape = z.object({
  url: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  body: z.string(),
})

/** A browser: it keeps cookies, and asks for pages. */
class Browser {
  readonly room: string
  readonly cookies = new Map<string, string>()

  constructor(room: string) {
    this.room = room
  }

  async get(
    path: string,
    headers: Record<string, string> = {},
    init: RequestInit = {},
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await ask(`/${this.room}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { Accept: PAGE, ...(cookie !== '' && { Cookie: cookie }), ...headers },
    })
    for (const text of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (/Max-Age=0/.test(text)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  /** Until a slot lies ready for whoever comes: then the page itself. */
  async admitted(): Promise<Response> {
    return until(
      () => this.get('/tickets'),
      ({ status }) => status === 200,
    )
  }

  get token(): string {
    return this.cookies.get(`__Host-admission-${this.room}`) ?? ''
  }

  set token(token: string) {
    this.cookies.set(`__Host-admission-${this.room}`, token)
  }
}

/** The same token as of a minute ago: signed by the key that we sign with. */
async function endedLongAgo(token: string): Promise<string> {
  const [key] = testAdmissionKeys.keys
  const claims = decodeJwt(token)
  const nowSeconds = Math.floor(Date.now() / 1_000)
  return new SignJWT({ ...claims, iat: nowSeconds - 80, exp: nowSeconds - 20 })
    .setProtectedHeader({ alg: 'ES256', typ: 'admission+jwt', kid: 'new' })
    .sign(await importJWK({ ...key, alg: 'ES256' }, 'ES256'))
}

async function told(response: Response): Promise<z.infer<typeof toldShape>> {
  expect(response.status).toBe(200)
  return toldShape.parse(await response.json())
}

describe('where nobody waits', () => {
  test('a visitor is let through by the request that came, and the shop is told who it is', async () => {
    const browser = new Browser(await roomOf('guarded'))

    const response = await browser.admitted()

    const { url, headers } = await told(response)
    expect(url).toBe(`/${browser.room}/tickets`)
    const assertion = String(headers['admit-one-assertion'])
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'ES256', typ: 'assertion+jwt' })
    const session = decodeJwt(browser.token)
    expect(decodeJwt(assertion)).toMatchObject({
      iss: ISSUER,
      aud: ISSUER,
      room: browser.room,
      marked: false,
      jti: session.jti,
      sub: session.sub,
    })
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    for (const cookie of response.headers.getSetCookie()) {
      expect(cookie).toMatch(
        /^__Host-\S+=\S+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      )
    }
  })

  test('the next request goes by the token, and none of our cookies reaches the shop', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()
    browser.cookies.set('basket', '7')

    const response = await browser.get('/seats?row=a&row=b')

    const { url, headers } = await told(response)
    expect(url).toBe(`/${browser.room}/seats?row=a&row=b`)
    expect(headers['cookie']).toBe('basket=7')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=60')
  })

  test('what a client says in our name is not passed on', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()

    const { headers } = await told(
      await browser.get('/seats', {
        'Admit-One-Assertion': 'forged',
        'Admit-One-Anything': 'forged',
        admit_one_assertion: 'forged',
        'X-Original-URL': '/admin',
        'X-Forwarded-For': '1.2.3.4',
        'X-Forwarded-Host': 'evil.example',
        Forwarded: 'for=1.2.3.4',
        Connection: 'keep-alive, X-Secret-Hop',
        'X-Secret-Hop': 'smuggled',
        'X-Kept': 'yes',
      }),
    )

    expect(decodeJwt(String(headers['admit-one-assertion'])).iss).toBe(ISSUER)
    expect(headers).toMatchObject({ 'x-forwarded-host': 'room.example', 'x-kept': 'yes' })
    for (const name of [
      'admit_one_assertion',
      'x-original-url',
      'admit-one-anything',
      'x-forwarded-for',
      'forwarded',
      'x-secret-hop',
    ]) {
      expect(headers[name]).toBeUndefined()
    }
  })

  test('what is sent reaches the shop as it is', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()

    const { method, body, headers } = await told(
      await browser.get(
        '/basket',
        { 'Content-Type': 'text/plain' },
        { method: 'POST', body: '좌석 A' },
      ),
    )

    expect({ method, body }).toEqual({ method: 'POST', body: '좌석 A' })
    expect(headers['content-type']).toBe('text/plain')
  })
})

/** A form of the shop's own page of seats. */
function sent(room: string, accept: string): Promise<Response> {
  const headers = { Accept: accept, Referer: `${ISSUER}/${room}/seats` }
  return new Browser(room).get('/basket', headers, { method: 'POST', body: 'seat=1' })
}

function waitingRoomOf(room: string): string {
  return `${ISSUER}/rooms/${room}?return=${encodeURIComponent(`${ISSUER}/${room}/seats`)}`
}

describe('without an admission', () => {
  test('a page goes to the waiting room, and comes back to what was asked for', async () => {
    const room = await roomOf('guardedFull')

    const response = await new Browser(room).get('/tickets?seat=1')

    expect(response.status).toBe(303)
    const back = encodeURIComponent(`${ISSUER}/${room}/tickets?seat=1`)
    expect(response.headers.get('Location')).toBe(`${ISSUER}/rooms/${room}?return=${back}`)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    const page = await ask(`/rooms/${room}?return=${back}`)
    expect(page.headers.getSetCookie().join()).toContain(`__Host-return-${room}=${back};`)
  })

  test('a form’s page is come back to, and the shop gets nothing of it', async () => {
    const room = await roomOf('guardedFull')

    const response = await sent(room, PAGE)

    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe(waitingRoomOf(room))
  })

  test.each(['application/json', '*/*'])(
    'a program (%s) is told where the waiting room is',
    async (accept) => {
      const room = await roomOf('guardedFull')

      const response = await sent(room, accept)

      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({
        code: 'admission-needed',
        step: 'waiting-room',
        waitingRoom: waitingRoomOf(room),
      })
    },
  )

  test('another site’s page is not gone back to', async () => {
    const room = await roomOf('guardedFull')

    const response = await new Browser(room).get(
      '/basket',
      { Referer: 'https://evil.example/' },
      { method: 'POST', body: 'seat=1' },
    )

    expect(response.headers.get('Location')).toBe(
      `${ISSUER}/rooms/${room}?return=${encodeURIComponent(`${ISSUER}/`)}`,
    )
  })

  test('assets and health checks pass, with nothing said in our name', async () => {
    const room = await roomOf('guardedFull')
    const browser = new Browser(room)

    for (const path of ['/assets/a.js', '/style.css']) {
      const { headers } = await told(await browser.get(path, { 'Admit-One-Assertion': 'forged' }))
      expect(headers['admit-one-assertion']).toBeUndefined()
    }
  })

  test.each([
    '/assets/..%2ftickets',
    '/assets/%2e%2e/tickets',
    '/assets/..;/tickets',
    '/assets/..%5ctickets',
    '/assets/..%252ftickets',
    '//tickets',
    '/%74ickets',
    '/style.css/../tickets',
    '/tickets;.css',
    '/tickets%3f.css',
  ])('%s is no way around', async (path) => {
    const response = await new Browser(await roomOf('guardedFull')).get(path)

    expect([303, 404]).toContain(response.status)
  })

  test('an ending exempts what is read, never what is sent', async () => {
    const response = await new Browser(await roomOf('guardedFull')).get(
      '/pay.css',
      { Accept: 'application/json' },
      { method: 'POST', body: 'x' },
    )

    expect(response.status).toBe(409)
  })
})

describe('R8: a token', () => {
  test('is of no use without its holder’s cookie', async () => {
    const room = await roomOf('guarded')
    const browser = new Browser(room)
    await browser.admitted()
    const thief = new Browser(room)
    thief.cookies.set(`__Host-admission-${room}`, browser.token)

    expect(await problem(await thief.get('/seats', { Accept: 'application/json' }))).toBe(
      '409 admission-other-holder',
    )
  })

  test('is renewed on the way in the second half of its life, and not before', async () => {
    const browser = new Browser(await roomOf('guardedShort'))
    await browser.admitted()
    const first = browser.token
    expect((await browser.get('/seats')).headers.getSetCookie()).toEqual([])

    await scheduler.wait(6_000)
    const response = await browser.get('/seats')

    expect(response.status).toBe(200)
    expect(browser.token).not.toBe(first)
    expect(decodeJwt(browser.token).jti).toBe(decodeJwt(first).jti)
  })

  test('that has ended is renewed, too, and what was sent with it reaches the shop', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()
    const { jti } = decodeJwt(browser.token)
    browser.token = await endedLongAgo(browser.token)

    const response = await browser.get('/basket', {}, { method: 'POST', body: 'seat=1' })

    expect((await told(response)).body).toBe('seat=1')
    expect(decodeJwt(browser.token)).toMatchObject({ jti })
    expect(decodeJwt(browser.token).exp).toBeGreaterThan(Date.now() / 1_000)
  })

  test('that has ended with its session is not, and a form’s fan goes to the waiting room', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()
    const { jti } = decodeJwt(browser.token)
    browser.token = await endedLongAgo(browser.token)
    await post(`/rooms/${browser.room}/admissions/release`, SERVICE_KEY, { sessionId: jti })

    const response = await browser.get('/basket', {}, { method: 'POST', body: 'seat=1' })

    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toContain(`/rooms/${browser.room}?return=`)
    expect(browser.token).toBe('')
  })

  test('is dead within 5 s of its session’s end, and its fan goes to the waiting room', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()
    const endedMs = Date.now()
    const { jti } = decodeJwt(browser.token)

    await post(`/rooms/${browser.room}/admissions/release`, SERVICE_KEY, { sessionId: jti })

    const copy = new Map(browser.cookies)
    await until(
      async () => {
        for (const [name, value] of copy) browser.cookies.set(name, value)
        return browser.get('/seats', { Accept: 'application/json' })
      },
      ({ status }) => status === 409,
      5_000,
    )
    expect(Date.now() - endedMs).toBeLessThan(5_000)
    expect((await browser.get('/seats')).status).toBe(303)
  })
})

/** The room takes nothing in for longer than a list lives. */
async function blinded(kind: 'guarded' | 'guardedOpen' | 'guardedClosed') {
  const browser = new Browser(await roomOf(kind))
  await browser.admitted()
  void hold(env.ROOM.getByName(browser.room), 12_000)
  await scheduler.wait(7_000)
  return browser
}

describe('R10: where the list of ended sessions is too old', () => {
  test.concurrent('hold: who is inside is asked to wait, visibly', async ({ expect }) => {
    const browser = await blinded('guarded')

    const response = await browser.get('/seats')

    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('2')
    expect(response.headers.get('Content-Type')).toContain('text/html')
    const json = await browser.get('/seats', { Accept: 'application/json' })
    expect(await problem(json)).toBe('503 admission-held')
  })

  test.concurrent('open: who is inside passes, marked', async ({ expect }) => {
    const browser = await blinded('guardedOpen')

    const { headers } = await told(await browser.get('/seats'))

    expect(decodeJwt(String(headers['admit-one-assertion']))).toMatchObject({ marked: true })
  })

  test.concurrent('closed: nobody passes', async ({ expect }) => {
    const browser = await blinded('guardedClosed')

    const json = await browser.get('/seats', { Accept: 'application/json' })

    expect(await problem(json)).toBe('503 admission-closed')
  })
})

describe('a shop that', () => {
  test.each([
    ['is down', '/down', '502 shop-down'],
    ['sends rubbish', '/rubbish', '502 shop-down'],
    ['is slow', '/slow', '504 shop-slow'],
  ])('%s costs nobody their session', async (_, path, answer) => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()
    const before = browser.token

    const response = await browser.get(path, { Accept: 'application/json' })

    expect(await problem(response.clone())).toBe(answer)
    expect(response.headers.get('Retry-After')).toBe('5')
    const page = await browser.get(path)
    expect(page.headers.get('Content-Type')).toContain('text/html')
    expect(decodeJwt(browser.token).jti).toBe(decodeJwt(before).jti)
    expect((await browser.get('/seats')).status).toBe(200)
  })

  test('sends its visitor elsewhere does not show where it lives', async () => {
    const browser = new Browser(await roomOf('guarded'))
    await browser.admitted()

    const response = await browser.get('/moved')

    expect(response.status).toBe(302)
    expect(response.headers.get('Location')).toMatch(/there\?a=1$/)
  })

  test('speaks in our name is not heard', async () => {
    const browser = new Browser('guarded-0')
    await until(
      () => browser.get('/tickets'),
      ({ status }) => status === 200,
    )
    const before = browser.token

    const response = await browser.get('/greedy')

    expect(response.headers.get('Admit-One-Assertion')).toBeNull()
    expect(browser.cookies.get('basket')).toBe('7')
    expect(browser.token).not.toBe('stolen')
    expect(decodeJwt(browser.token).jti).toBe(decodeJwt(before).jti)
  })
})

test('a room without a line lets through, and says so to the shop', async () => {
  const browser = new Browser(await roomOf('guardedPass'))

  const { headers } = await told(await browser.admitted())

  const claims = decodeJwt(String(headers['admit-one-assertion']))
  expect(claims).toMatchObject({ marked: true, room: browser.room })
  expect(claims.jti).toBeUndefined()
})

test('a fan whose turn it is in the waiting room is let in by their place', async () => {
  const room = await roomOf('guardedFull')
  const { token } = await joined(room)
  const browser = new Browser(room)
  browser.cookies.set(`__Host-place-${room}`, token)
  expect((await browser.get('/tickets')).status).toBe(303)

  await steer(room, { cap: 1 })

  await browser.admitted()
  const response = await ask(`/rooms/${room}/enter`, {
    redirect: 'manual',
    headers: { Cookie: `__Host-place-${room}=${token}` },
  })
  // Behind the gateway no code is needed.
  expect(response.headers.get('Location')).toBe(`${ISSUER}/${room}/`)
})

test('headers beyond all measure are refused', async () => {
  const response = await new Browser(await roomOf('guarded')).get('/seats', {
    Accept: 'application/json',
    'X-Large': 'x'.repeat(25_000),
  })

  expect(await problem(response)).toBe('431 headers-too-large')
})
