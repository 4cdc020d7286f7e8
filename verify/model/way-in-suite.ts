/**
 * What every framework's adapter does, whatever it is called there: one suite, run on each of them
 * as it really serves, on a port of its own.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { admitOne, type Shop, type ShopSettings } from '../index.ts'
import { sendRaw } from './raw-request.ts'
import { AUDIENCE, RoomServer, SERVICE_KEY } from './room-server.ts'

export type Serving = { readonly origin: string; readonly close: () => Promise<void> }

const HOLDER = 'h'.repeat(43)
const page = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const json = { Accept: 'application/json' }

/**
 * The shop serves `/tickets` by any method, answers with JSON of `admission`, `marked` and what was
 * `sent` and a cookie of its own (`basket=1`), and streams two parts at `/tickets/stream`, the second when it is asked for.
 */
export function wayInSuite(
  name: string,
  serve: (shop: Shop, nextPart: Promise<void>) => Promise<Serving>,
): void {
  describe(`${name}: the way in`, () => {
    let room: RoomServer
    let shop: Shop
    let serving: Serving
    let nextPart: PromiseWithResolvers<void>

    beforeAll(async () => {
      room = await RoomServer.start()
    })
    afterAll(() => room.close())
    beforeEach(async () => {
      await open({})
    })
    afterEach(async () => {
      room.failing = undefined
      await shut()
    })

    async function open(settings: Partial<ShopSettings>): Promise<void> {
      shop = admitOne({
        room: room.room,
        audience: AUDIENCE,
        serviceKey: SERVICE_KEY,
        timeoutMs: 500,
        onError: () => {},
        ...settings,
      })
      nextPart = Promise.withResolvers()
      serving = await serve(shop, nextPart.promise)
    }

    async function shut(): Promise<void> {
      shop.close()
      await serving.close()
    }

    function visit(path: string, init: RequestInit = {}): Promise<Response> {
      return fetch(`${serving.origin}${path}`, { redirect: 'manual', ...init })
    }

    test('who has not been admitted goes to the waiting room, and comes back to this address', async () => {
      const response = await visit('/tickets?show=7', { headers: page })

      expect(response.status).toBe(303)
      expect(response.headers.get('Location')).toBe(
        `${room.room}?return=${encodeURIComponent(`${AUDIENCE}/tickets?show=7`)}`,
      )
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.getSetCookie()).toEqual([])
    })

    test('where the fan comes back to is the shop’s own address, whatever the request says', async () => {
      const headers = {
        ...page,
        'X-Forwarded-Host': 'evil.example',
        Forwarded: 'host=evil.example',
      }

      const response = await visit('//evil.example/tickets', { headers })

      const location = new URL(response.headers.get('Location') ?? '')
      expect(new URL(location.searchParams.get('return') ?? '').origin).toBe(AUDIENCE)
    })

    test.each(['/tickets', '//tickets', 'http://evil.example/tickets', '/tickets?a=%0d%0aX:%201'])(
      'of another host, asked for as %s, it leads nowhere else',
      async (path) => {
        const headers = { ...page, Host: 'evil.example' }

        const { status, header } = await sendRaw(serving.origin, { path, headers })

        expect(status).toBe(303)
        expect(header('Location')?.startsWith(`${room.room}?return=`)).toBe(true)
        const location = new URL(header('Location') ?? '')
        expect(new URL(location.searchParams.get('return') ?? '').origin).toBe(AUDIENCE)
        expect(header('X')).toBeUndefined()
      },
    )

    test.each([
      ['a form', page, 303],
      ['a program', json, 409],
    ])('%s that is turned away is answered before its body comes', async (_, accepted, status) => {
      const headers = { ...accepted, 'Content-Type': 'text/plain', 'Content-Length': '1000000' }

      const answer = await sendRaw(serving.origin, {
        method: 'POST',
        path: '/tickets',
        headers,
        begun: 'seat=12',
      })

      expect(answer.status).toBe(status)
    })

    test('R8: a code is changed for cookies that bind the token to this browser', async () => {
      const back = await visit(`/tickets?show=7&admit-one-code=${room.code('in-1')}`, {
        headers: page,
      })

      expect(back.status).toBe(303)
      expect(back.headers.get('Location')).toBe(`${AUDIENCE}/tickets?show=7`)
      const [token = '', holder = '', ...more] = back.headers.getSetCookie()
      expect(more).toEqual([])
      expect(token).toMatch(
        /^admission-finale=[\w.-]+; Max-Age=1[45]\d\d; Path=\/; HttpOnly; SameSite=Lax$/,
      )
      expect(holder).toMatch(
        /^holder-finale=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/,
      )
      const Cookie = `${valueOf(token)}; ${valueOf(holder)}`
      const inside = await visit('/tickets', { headers: { ...page, Cookie } })
      expect(await inside.json()).toMatchObject({
        admission: { sessionId: 'in-1', subject: 'general:4711', room: 'finale', lane: 'general' },
        marked: false,
      })
    })

    test('R8: the same code does not let a second browser in', async () => {
      const code = room.code('in-2')
      await visit(`/tickets?admit-one-code=${code}`, { headers: page })

      const other = await visit(`/tickets?admit-one-code=${code}`, { headers: page })

      expect(other.status).toBe(303)
      expect(other.headers.get('Location')).toContain(`${room.room}?return=`)
      expect(other.headers.get('Location')).not.toContain('code')
      expect(other.headers.getSetCookie()).toEqual([])
    })

    test('the back button finds its code used, and its cookies good', async () => {
      const headers = { ...page, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-3')) }

      const response = await visit('/tickets?admit-one-code=used-long-ago', { headers })

      expect(response.status).toBe(303)
      expect(response.headers.get('Location')).toBe(`${AUDIENCE}/tickets`)
    })

    test('a form that is sent too late leads back by the page it is on', async () => {
      const form = { method: 'POST', body: 'seat=12' }
      const own = { ...page, Referer: `${AUDIENCE}/tickets/seats` }

      const fromOwn = await visit('/tickets', { ...form, headers: own })
      const fromElsewhere = await visit('/tickets', {
        ...form,
        headers: { ...page, Referer: 'https://evil.example/' },
      })

      expect(fromOwn.status).toBe(303)
      expect(returnIn(fromOwn)).toBe(`${AUDIENCE}/tickets/seats`)
      expect(returnIn(fromElsewhere)).toBe(`${AUDIENCE}/`)
    })

    test('a program is told by 409 where the waiting room is', async () => {
      const response = await visit('/tickets', { method: 'POST', body: '{}', headers: json })

      expect(response.status).toBe(409)
      expect(response.headers.get('Content-Type')).toMatch(
        /^application\/json(?:; charset=utf-8)?$/,
      )
      expect(await response.json()).toMatchObject({
        code: 'admission-needed',
        step: 'waiting-room',
        waitingRoom: expect.stringContaining(room.room),
      })
      expect(response.headers.get('Cache-Control')).toBe('no-store')
    })

    test('what is sent by who is admitted arrives whole', async () => {
      const headers = { ...json, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-4')) }

      const response = await visit('/tickets', { method: 'POST', body: 'seat=12', headers })

      expect(await response.json()).toMatchObject({ sent: 'seat=12', marked: false })
    })

    test('a token just ended is renewed on the way, also under a form, and nothing is lost', async () => {
      const token = room.tokenWithLeft(HOLDER, -10_000, 'in-5')

      const response = await visit('/tickets', {
        method: 'POST',
        body: 'seat=12',
        headers: { ...page, ...cookies(token) },
      })

      expect(await response.json()).toMatchObject({
        sent: 'seat=12',
        admission: { sessionId: 'in-5' },
      })
      const set = response.headers.getSetCookie()
      expect(new Set(set.map((cookie) => cookie.split('=')[0]))).toEqual(
        new Set(['admission-finale', 'basket', 'holder-finale']),
      )
      expect(set).toHaveLength(3)
      expect(set.find((cookie) => cookie.startsWith('holder-'))).toContain(HOLDER)
      expect(response.headers.get('Cache-Control')).toContain('no-store')
    })

    test('a token about to end is renewed; one that is young is left alone', async () => {
      const ending = await visit('/tickets', {
        headers: cookies(room.tokenWithLeft(HOLDER, 20_000, 'in-6')),
      })
      const young = await visit('/tickets', {
        headers: cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-6')),
      })

      expect(ending.headers.getSetCookie()).toHaveLength(3)
      expect(young.headers.getSetCookie()).toEqual([expect.stringContaining('basket=1')])
    })

    test('R8: a token with another browser’s holder does not let in, and is dropped', async () => {
      const token = room.tokenWithLeft(HOLDER, 50_000, 'in-7')

      const response = await visit('/tickets', {
        headers: { ...page, ...cookies(token, 'x'.repeat(43)) },
      })

      expect(response.status).toBe(303)
      expect(response.headers.getSetCookie()).toEqual([
        'admission-finale=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      ])
    })

    test('R8: a token whose session was ended is dead here with the next look, a second later', async () => {
      const headers = { ...json, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-12')) }
      expect((await visit('/tickets', { headers })).status).toBe(200)

      room.end('in-12')

      await expect
        .poll(async () => (await visit('/tickets', { headers })).json(), { timeout: 3_000 })
        .toMatchObject({ code: 'admission-revoked', step: 'waiting-room' })
    })

    test('R10: held, a person sees a page that comes back by itself, a program Retry-After', async () => {
      room.failing = 'gone'
      const headers = cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-8'))

      const seen = await visit('/tickets', {
        headers: { ...page, ...headers, 'Accept-Language': 'en' },
      })
      const read = await visit('/tickets', { headers: { ...json, ...headers } })

      expect(seen.status).toBe(503)
      expect(seen.headers.get('Content-Type')).toContain('text/html')
      expect(seen.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
      expect(await seen.text()).toMatch(/lang="en"[^]*http-equiv="refresh"/)
      expect(read.status).toBe(503)
      expect(read.headers.get('Retry-After')).toBe('2')
      expect(await read.json()).toMatchObject({ step: 'retry' })
      expect(seen.headers.getSetCookie()).toEqual([])
    })

    test('R10: open, who has a token that cannot be checked is let in, marked', async () => {
      await shut()
      await open({ whenBlind: 'open' })
      room.failing = 'gone'
      room.failingAt = 'revocations'

      const response = await visit('/tickets', {
        headers: { ...json, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-9')) },
      })

      room.failingAt = ''
      expect(await response.json()).toMatchObject({
        marked: true,
        admission: { sessionId: 'in-9' },
      })
    })

    test('R10: closed, nobody is let in', async () => {
      await shut()
      await open({ whenBlind: 'closed' })
      room.failing = 'gone'

      const response = await visit('/tickets', { headers: json })

      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ code: 'admission-closed' })
    })

    test('an answer that streams is passed on part by part', async () => {
      const response = await visit('/tickets/stream', {
        headers: cookies(room.tokenWithLeft(HOLDER, 20_000, 'in-10')),
      })
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()

      expect((await reader?.read())?.value).toBe('one')
      nextPart.resolve()
      expect((await reader?.read())?.value).toBe('two')
    })

    describe('behind the gateway', () => {
      beforeEach(async () => {
        await shut()
        await open({ way: 'gateway' })
      })

      test('its word is who is there', async () => {
        const response = await visit('/tickets', {
          headers: { ...json, 'Admit-One-Assertion': room.assertion() },
        })

        expect(await response.json()).toMatchObject({
          admission: { sessionId: 'session-1', lane: 'general' },
          marked: false,
        })
      })

      test('who was let through without a session is nobody, marked', async () => {
        const assertion = room.assertion({ session: undefined, marked: true })

        const response = await visit('/tickets', {
          headers: { ...json, 'Admit-One-Assertion': assertion },
        })

        const welcome: unknown = await response.json()
        expect(welcome).toMatchObject({ marked: true })
        expect(welcome).not.toHaveProperty('admission')
      })

      test.each([
        ['no word at all', () => undefined],
        ['one that is too old', () => room.assertion({}, 20_000)],
        ['one for another shop', () => room.assertion({ audience: 'https://other.example' })],
        ['one for another room', () => room.assertion({ room: 'other' })],
        ['an admission token in its place', () => room.token(HOLDER)],
        ['one that was made up', () => `${room.assertion().slice(0, -8)}AAAAAAAA`],
      ])('%s is refused, and sends nobody anywhere', async (_, assertion) => {
        const given = assertion()
        const headers = given === undefined ? page : { ...page, 'Admit-One-Assertion': given }

        const response = await visit('/tickets', { headers })

        expect(response.status).toBe(403)
        expect(response.headers.get('Location')).toBeNull()
      })

      test('cookies let nobody in', async () => {
        const response = await visit('/tickets', {
          headers: { ...json, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'in-11')) },
        })

        expect(response.status).toBe(403)
        expect(await response.json()).toMatchObject({ code: 'not-through-gateway' })
      })
    })
  })
}

function cookies(token: string, holder = HOLDER): { Cookie: string } {
  return { Cookie: `theme=dark; admission-finale=${token}; holder-finale=${holder}` }
}

function valueOf(cookie: string): string {
  return cookie.split(';', 1)[0] ?? ''
}

function returnIn(response: Response): string | null {
  return new URL(response.headers.get('Location') ?? '').searchParams.get('return')
}
