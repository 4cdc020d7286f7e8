import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { serveNextApp } from './model/next-app.ts'
import { AUDIENCE, RoomServer, SERVICE_KEY } from './model/room-server.ts'
import type { Serving } from './model/way-in-suite.ts'

const HOLDER = 'h'.repeat(43)
/** Next.js compiles what is asked for the first time. */
vi.setConfig({ testTimeout: 60_000 })
const page = { Accept: 'text/html' }

describe('a shop in Next.js', () => {
  let room: RoomServer
  let serving: Serving

  beforeAll(async () => {
    room = await RoomServer.start()
    serving = await serveNextApp({ room: room.room, audience: AUDIENCE, serviceKey: SERVICE_KEY })
  }, 120_000)
  afterAll(async () => {
    await serving.close()
    await room.close()
  }, 30_000)

  function visit(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${serving.origin}${path}`, { redirect: 'manual', ...init })
  }

  test('the proxy sends who has not been admitted to the waiting room', async () => {
    const response = await visit('/tickets?show=7', { headers: page })

    expect(response.status).toBe(303)
    expect(response.headers.get('Location')).toBe(
      `${room.room}?return=${encodeURIComponent(`${AUDIENCE}/tickets?show=7`)}`,
    )
  })

  test('a code is changed for cookies, and with them the page knows who is there', async () => {
    const back = await visit(`/tickets?admit-one-code=${room.code('next-1')}`, { headers: page })

    expect(back.status).toBe(303)
    expect(back.headers.get('Location')).toBe(`${AUDIENCE}/tickets`)
    const set = back.headers.getSetCookie()
    expect(set).toHaveLength(2)
    const Cookie = set.map((cookie) => cookie.split(';', 1)[0]).join('; ')
    const inside = await visit('/tickets', { headers: { ...page, Cookie } })
    expect(inside.status).toBe(200)
    expect(await inside.text()).toContain('Hello next-1')
  })

  test('a token renewed in the proxy is the one that the page reads, and goes to the browser', async () => {
    const token = room.tokenWithLeft(HOLDER, -10_000, 'next-2')

    const response = await visit('/tickets', { headers: { ...page, ...cookies(token) } })

    expect(await response.text()).toContain('Hello next-2')
    expect(response.headers.getSetCookie().join('\n')).toMatch(
      /^admission-finale=(?:.|\n)*^holder-finale=h{43};/m,
    )
    expect(response.headers.get('Cache-Control')).toContain('no-store')
  })

  test('the proxy turns a form back to its page, and tells a program where to go', async () => {
    const form = { method: 'POST', body: 'seat=12' }
    const Referer = `${AUDIENCE}/tickets/seats`

    const posted = await visit('/tickets', { ...form, headers: { ...page, Referer } })
    const called = await visit('/tickets', { ...form, headers: { Accept: 'application/json' } })

    expect(posted.status).toBe(303)
    expect(posted.headers.get('Location')).toBe(
      `${room.room}?return=${encodeURIComponent(Referer)}`,
    )
    expect(called.status).toBe(409)
    expect(await called.json()).toMatchObject({ code: 'admission-needed', step: 'waiting-room' })
  })

  test('R8: neither a stranger’s holder nor a made-up token shows the page', async () => {
    const token = room.tokenWithLeft(HOLDER, 50_000, 'next-4')

    for (const headers of [
      cookies(token, 'x'.repeat(43)),
      cookies(`${token.slice(0, -8)}AAAAAAAA`),
    ]) {
      const response = await visit('/tickets', { headers: { ...page, ...headers } })
      expect(response.status).toBe(303)
      expect(response.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^admission-finale=; Max-Age=0;/),
      ])
    }
  })

  test('R8, R10: an ended session is turned away, and a list too old to say holds everybody', async () => {
    const headers = { ...page, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'next-5')) }
    room.end('next-5')
    const status = async () => (await visit('/tickets', { headers })).status
    await expect.poll(status, { timeout: 5_000 }).toBe(303)
    room.standsStillAtMs = room.nowMs() - 5_000
    const other = { ...page, ...cookies(room.tokenWithLeft(HOLDER, 50_000, 'next-6')) }

    const held = async () => (await visit('/tickets', { headers: other })).status

    await expect.poll(held, { timeout: 8_000, interval: 500 }).toBe(503)
    room.standsStillAtMs = undefined
    await expect.poll(held, { timeout: 5_000 }).toBe(200)
  })

  test('a route handler that no proxy guards guards itself', async () => {
    const sent = { method: 'POST', body: 'seat=12' }
    const token = room.tokenWithLeft(HOLDER, 50_000, 'next-3')

    const refused = await visit('/api/hold', { ...sent, headers: { Accept: 'application/json' } })
    const admitted = await visit('/api/hold', { ...sent, headers: cookies(token) })

    expect(refused.status).toBe(409)
    expect(refused.headers.get('Content-Type')).toBe('application/json')
    expect(await refused.json()).toMatchObject({ code: 'admission-needed' })
    expect(await admitted.json()).toMatchObject({
      admission: { sessionId: 'next-3' },
      marked: false,
      sent: 'seat=12',
    })
  })
})

function cookies(token: string, holder = HOLDER): { Cookie: string } {
  return { Cookie: `theme=dark; admission-finale=${token}; holder-finale=${holder}` }
}
