/** Who is let into the console: by a token, a role, and from our own pages alone. */
import { describe, expect, test } from 'vitest'
import { joined, roomOf } from '../fixtures.ts'
import { roles, tokenOf, viewOf } from '../operate/fixtures.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'
import { allTokens, say, send, show, showTo } from './console-fixtures.ts'

/** What there is of one room. */
const roomPages = [
  '',
  '/settings',
  '/settings/json',
  '/log',
  '/report',
  '/remove',
  '/rehearse',
] as const

describe('signing in', () => {
  test('with a token sets a cookie that no script reads and no other site sends', async () => {
    const answer = await send('/operate/session', {
      token: tokenOf('viewer'),
      next: '/operate/watch',
    })
    const cookie = answer.headers.get('Set-Cookie') ?? ''

    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/operate/watch?lang=en'])
    expect(cookie).toMatch(/^__Host-operator=ao_/)
    const flags = cookie.split('; ').slice(1)
    expect(flags.toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=43200',
      'Path=/',
      'SameSite=Strict',
      'Secure',
    ])
  })

  test('with a token that is none of ours says so, and sets nothing', async () => {
    for (const token of ['', 'x', `${tokenOf('viewer')}A`, 'y'.repeat(2_000)]) {
      const answer = await send('/operate/session', { token })
      const html = await answer.text()
      expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([401, null])
      expect(html).toContain(say('console.wrong-token'))
      expect(token === '' || !html.includes(`value="${token}`)).toBe(true)
    }
  })

  test('leads to pages of the console alone', async () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/operate/../rooms',
      '/rooms/x',
    ]) {
      const answer = await send('/operate/session', { token: tokenOf('viewer'), next })
      expect(answer.headers.get('Location')).toBe('/operate?lang=en')
    }
  })

  test('and out again are refused to pages of other sites', async () => {
    for (const origin of ['https://evil.example', 'null', '']) {
      const inwards = await send('/operate/session', { token: tokenOf('owner') }, { origin })
      const outwards = await send('/operate/leave', {}, { role: 'owner', origin } as const)
      expect([inwards.status, outwards.status]).toEqual([403, 403])
      expect([inwards, outwards].map(({ headers }) => headers.get('Set-Cookie'))).toEqual([
        null,
        null,
      ])
    }
  })

  test('ends with leaving: the cookie is dropped', async () => {
    const answer = await send('/operate/leave', {}, { role: 'viewer' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Set-Cookie')).toMatch(/^__Host-operator=; Max-Age=0/)
  })
})

describe('who may', () => {
  test('without a right sees where to sign in, and goes on from there', async () => {
    const room = await roomOf('full')
    expect((await showTo(undefined, '/operate')).status).toBe(200)

    for (const path of [...roomPages, '/record.csv']) {
      const answer = await showTo(undefined, `/operate/rooms/${room}${path}`)
      const html = await answer.text()
      expect([path, answer.status]).toEqual([path, 401])
      expect(html).toContain(`name="next" value="/operate/rooms/${room}${path}"`)
      expect(html).not.toContain('data-sale')
    }
  })

  const pages = ['/operate', '/operate/watch', '/operate/rooms/ROOM', '/operate/rooms/ROOM/log']
  const ownersPages = [
    '/operate/new',
    '/operate/new/json',
    '/operate/operators',
    '/operate/rooms/ROOM/remove',
  ]

  test('sees the pages of their role, and is told whom to ask for the others', async () => {
    const room = await roomOf('full')
    const told: Record<string, number[]> = {}
    for (const role of roles) {
      const all = [...pages, ...ownersPages].map((path) => path.replace('ROOM', room))
      told[role] = await Promise.all(all.map(async (path) => (await show(path, role)).status))
    }

    const [seen, owners] = [pages.map(() => 200), ownersPages]
    const refused = [...seen, ...owners.map(() => 403)]
    expect(told).toEqual({
      viewer: refused,
      operator: refused,
      owner: [...seen, ...owners.map(() => 200)],
    })
    const html = await (await show('/operate/operators', 'viewer')).text()
    expect(html).toContain(say('console.too-low.what', { needed: 'Owner', yours: 'Viewer' }))
  })

  test('looks only is shown no control, and why; and a form of theirs does nothing', async () => {
    const room = await roomOf('full')
    const html = await (await show(`/operate/rooms/${room}`, 'viewer')).text()
    const pressed = await send(`/operate/rooms/${room}`, { act: 'pause' }, { role: 'viewer' })

    expect(html).toContain(say('sale.steer.viewer'))
    expect(html).not.toContain('data-deed')
    expect(html).not.toContain('value="pause"')
    expect(pressed.status).toBe(403)
    expect((await viewOf(room)).phase).toBe('open')
  })
})

test('no page holds a token, a place or anything inline, and none is kept by a cache', async () => {
  const room = await roomOf('full')
  const place = await joined(room)
  const rooms = roomPages.map((path) => `/operate/rooms/${room}${path}`)
  const paths = [
    '/operate',
    '/operate/operators',
    '/operate/new',
    `/operate/watch?rooms=${room},no`,
  ]
  for (const path of [...rooms, ...paths]) {
    const answer = await show(path, 'owner')
    const html = await answer.text()

    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    for (const secret of [...allTokens, OPERATOR_KEY, place.token]) {
      expect(html).not.toContain(secret)
    }
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i)
  }
})
