/** The operators' pages in the runtime: who is let in, what forms do without a script, and what never shows. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { roomView } from '../../core/operate/room-answers.ts'
import type { Role } from '../../core/operate/role.ts'
import { ask, bearer, joined, post, read, roomOf, SITE, steer } from '../fixtures.ts'
import { OPERATOR_KEY, testRoom } from '../test-rooms.ts'
import { speak } from '../web/messages.ts'

const say = speak('en')
const cookieName = '__Host-operator'
const added = z.object({ operator: z.object({ id: z.string() }), token: z.string() })

async function tokenOf(role: Role): Promise<string> {
  const answer = await post('/operate/api/operators', OPERATOR_KEY, { name: `A ${role}`, role })
  return (await read(answer, added)).token
}

const tokens: Record<Role, string> = {
  viewer: await tokenOf('viewer'),
  operator: await tokenOf('operator'),
  owner: await tokenOf('owner'),
}

/** In English, as whoever holds this token. */
function show(path: string, token?: string): Promise<Response> {
  const headers = {
    Accept: 'text/html',
    ...(token !== undefined && { Cookie: `${cookieName}=${token}` }),
  }
  return ask(`${path}${path.includes('?') ? '&' : '?'}lang=en`, { headers })
}

type Sent = { token?: string | undefined; origin?: string | undefined }

/** Sends a form of the page, as a browser without scripts does. */
function send(
  path: string,
  fields: Record<string, string>,
  { token, origin = SITE }: Sent = {},
): Promise<Response> {
  return ask(`${path}?lang=en`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Accept: 'text/html',
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(origin !== '' && { Origin: origin }),
      ...(token !== undefined && { Cookie: `${cookieName}=${token}` }),
    },
    body: new URLSearchParams(fields),
  })
}

async function viewOf(room: string) {
  return read(await ask(`/operate/api/rooms/${room}`, { headers: bearer(OPERATOR_KEY) }), roomView)
}

/** The fields of the form that confirms, as the page that shows the effect has them. */
function hiddenIn(html: string): Record<string, string> {
  const form = /<form[^>]*data-confirm[^]*?<\/form>/.exec(html)?.[0] ?? ''
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  const fields = [...inputs].map(([, name = '', value = '']): [string, string] => [
    name,
    plain(value),
  ])
  return Object.fromEntries(fields)
}

function plain(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

describe('signing in', () => {
  test('with a token sets a cookie that no script reads and no other site sends', async () => {
    const answer = await send('/operate/session', { token: tokens.viewer, next: '/operate/watch' })
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
    for (const token of ['', 'x', `${tokens.viewer}A`, 'y'.repeat(2_000)]) {
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
      const answer = await send('/operate/session', { token: tokens.viewer, next })
      expect(answer.headers.get('Location')).toBe('/operate?lang=en')
    }
  })

  test('and out again are refused to pages of other sites', async () => {
    for (const origin of ['https://evil.example', 'null', '']) {
      const inwards = await send('/operate/session', { token: tokens.owner }, { origin })
      const outwards = await send('/operate/leave', {}, { token: tokens.owner, origin })
      expect([inwards.status, outwards.status]).toEqual([403, 403])
      expect([inwards, outwards].map(({ headers }) => headers.get('Set-Cookie'))).toEqual([
        null,
        null,
      ])
    }
  })

  test('ends with leaving: the cookie is dropped', async () => {
    const answer = await send('/operate/leave', {}, { token: tokens.viewer })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Set-Cookie')).toMatch(/^__Host-operator=; Max-Age=0/)
  })
})

describe('who may', () => {
  test('without a right sees where to sign in, and goes on from there', async () => {
    const room = await roomOf('full')
    expect((await show('/operate')).status).toBe(200)

    for (const path of ['', '/settings', '/log', '/report']) {
      const answer = await show(`/operate/rooms/${room}${path}`)
      const html = await answer.text()
      expect(answer.status).toBe(401)
      expect(html).toContain(`name="next" value="/operate/rooms/${room}${path}"`)
      expect(html).not.toContain('data-sale')
    }
  })

  const pages = ['/operate', '/operate/watch', '/operate/rooms/ROOM', '/operate/rooms/ROOM/log']
  const ownersPages = ['/operate/new', '/operate/new/json', '/operate/operators']

  test('sees the pages of their role, and is told whom to ask for the others', async () => {
    const room = await roomOf('full')
    const told: Record<string, number[]> = {}
    for (const role of ['viewer', 'operator', 'owner'] as const) {
      const all = [...pages, ...ownersPages].map((path) => path.replace('ROOM', room))
      told[role] = await Promise.all(
        all.map(async (path) => (await show(path, tokens[role])).status),
      )
    }

    const [seen, owners] = [pages.map(() => 200), ownersPages]
    const refused = [...seen, ...owners.map(() => 403)]
    expect(told).toEqual({
      viewer: refused,
      operator: refused,
      owner: [...seen, ...owners.map(() => 200)],
    })
    const html = await (await show('/operate/operators', tokens.viewer)).text()
    expect(html).toContain(say('console.too-low.what', { needed: 'Owner', yours: 'Viewer' }))
  })

  test('looks only is shown no control, and why; and a form of theirs does nothing', async () => {
    const room = await roomOf('full')
    const html = await (await show(`/operate/rooms/${room}`, tokens.viewer)).text()
    const pressed = await send(`/operate/rooms/${room}`, { act: 'pause' }, { token: tokens.viewer })

    expect(html).toContain(say('sale.steer.viewer'))
    expect(html).not.toContain('data-deed')
    expect(html).not.toContain('value="pause"')
    expect(pressed.status).toBe(403)
    expect((await viewOf(room)).phase).toBe('open')
  })
})

describe('steering without a script', () => {
  test('pauses and resumes by one press each', async () => {
    const room = await roomOf('full')
    const paused = await send(
      `/operate/rooms/${room}`,
      { act: 'pause' },
      { token: tokens.operator },
    )
    expect([paused.status, paused.headers.get('Location')]).toEqual([
      303,
      `/operate/rooms/${room}?lang=en&done=pause`,
    ])
    expect((await viewOf(room)).phase).toBe('paused')

    await send(`/operate/rooms/${room}`, { act: 'resume' }, { token: tokens.operator })
    expect((await viewOf(room)).phase).toBe('open')
  })

  test('from a page of another site is refused', async () => {
    const room = await roomOf('full')
    for (const origin of ['https://evil.example', 'null', '']) {
      const sent = { token: tokens.owner, origin }
      expect((await send(`/operate/rooms/${room}`, { act: 'pause' }, sent)).status).toBe(403)
    }
    expect((await viewOf(room)).phase).toBe('open')
  })

  test('shows what a new cap would bring, and changes it once that is confirmed', async () => {
    const room = await roomOf('full')
    const by = { token: tokens.operator }
    const fields = { act: 'cap', version: '1', 'settings.cap': '7' }
    const tried = await send(`/operate/rooms/${room}`, fields, by)
    const html = await tried.text()

    expect(tried.status).toBe(200)
    expect(html).toContain(say('sale.effect.changes'))
    expect((await viewOf(room)).entry.settings.cap).toBe(0)

    const sure = { ...hiddenIn(html), act: 'cap', sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, sure, by)).status).toBe(303)
    expect(await viewOf(room)).toMatchObject({ version: 2, entry: { settings: { cap: 7 } } })
  })

  test('tells the second of two who changed what, and applies on top when asked', async () => {
    const room = await roomOf('full')
    const by = { token: tokens.operator }
    await steer(room, { cap: 3 })
    const fields = { act: 'rate', version: '1', 'settings.ratePerSecond': '9', sure: 'yes' }
    const second = await send(`/operate/rooms/${room}`, fields, by)
    const html = await second.text()

    expect(second.status).toBe(409)
    expect(html).toContain('settings.cap')
    expect((await viewOf(room)).ratePerSecond).toBe(50)

    const onTop = await send(`/operate/rooms/${room}`, { act: 'rate', ...hiddenIn(html) }, by)
    const sure = { act: 'rate', ...hiddenIn(await onTop.text()), sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, sure, by)).status).toBe(303)
    const { ratePerSecond, entry } = await viewOf(room)
    expect([ratePerSecond, entry.settings.cap]).toEqual([9, 3])
  })

  test('says which field is wrong, and what is no act at all is refused', async () => {
    const room = await roomOf('full')
    const by = { token: tokens.operator }
    const fields = { act: 'cap', version: '1', 'settings.cap': '-1' }
    const wrong = await send(`/operate/rooms/${room}`, fields, by)

    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('settings.cap: ')
    expect((await send(`/operate/rooms/${room}`, { act: 'win' }, by)).status).toBe(400)
  })

  test('edits the whole description, and only what was edited is changed', async () => {
    const room = await roomOf('full')
    const by = { token: tokens.operator }
    const { entry } = await viewOf(room)
    await steer(room, { ratePerSecond: 20 })
    const text = JSON.stringify({ ...entry, reload: 'requeue' })
    const fields = { version: '2', before: JSON.stringify(entry), text }
    const tried = await send(`/operate/rooms/${room}/settings`, fields, by)
    const html = await tried.text()
    expect([tried.status, hiddenIn(html)['change']]).toEqual([200, '{"reload":"requeue"}'])

    const sure = { act: 'change', ...hiddenIn(html), sure: 'yes' }
    expect((await send(`/operate/rooms/${room}`, sure, by)).status).toBe(303)
    const after = await viewOf(room)
    expect([after.entry.reload, after.entry.settings.ratePerSecond]).toEqual(['requeue', 20])

    const broken = await send(`/operate/rooms/${room}/settings`, { ...fields, text: '{' }, by)
    expect(broken.status).toBe(400)
    expect(await broken.text()).toContain('>{</textarea>')
  })
})

describe('making a room', () => {
  const form = {
    id: 'made-here',
    'title.ko': '봄밤',
    'settings.cap': '12',
    'settings.ratePerSecond': '3',
    'settings.mode': 'queue',
    'settings.lanes.0.id': 'general',
    'settings.lanes.0.sharePercent': '100',
    'settings.schedule.openAtMs': '2099-12-01T20:00',
    'settings.terms.offerMs': '30',
    'settings.terms.sessionMs': '15',
  }

  test('by the form makes what was typed, its times those of Korea', async () => {
    const answer = await send('/operate/new', form, { token: tokens.owner })

    expect(answer.headers.get('Location')).toBe('/operate/rooms/made-here?lang=en')
    const { settings } = (await viewOf('made-here')).entry
    expect(settings).toMatchObject({ cap: 12, ratePerSecond: 3, mode: 'queue' })
    expect(settings.schedule).toEqual({ openAtMs: Date.parse('2099-12-01T20:00:00+09:00') })
    expect(settings.terms).toMatchObject({ offerMs: 30_000, sessionMs: 900_000 })
  })

  test.for([
    ['id', { id: 'Not An Id' }],
    ['settings.cap', { 'settings.cap': '' }],
    ['title.ko', { 'title.ko': '' }],
    ['settings.lanes', { 'settings.lanes.1.id': 'more', 'settings.lanes.1.sharePercent': '9' }],
    ['settings.lanes.0.id', { 'settings.lanes.0.id': 'No' }],
    ['settings.schedule.openAtMs', { 'settings.schedule.openAtMs': '2020-01-01T00:00' }],
  ] as const)('with a wrong %s says it there, and keeps what was typed', async ([field, wrong]) => {
    const typed = { ...form, id: 'not-made', ...wrong }
    const answer = await send('/operate/new', typed, { token: tokens.owner })
    const html = await answer.text()

    expect(answer.status).toBe(400)
    expect(html).toContain(`<code>${field}</code>`)
    expect(html).toContain('class="wrong"')
    expect(html).toContain('value="30"')
  })

  test('as JSON makes all of it, and keeps a text that is none', async () => {
    const by = { token: tokens.owner }
    const json = JSON.stringify(testRoom('full', 'by-json', 'https://behind.example'))
    const wrong = await send('/operate/new/json', { json: '{ not' }, by)

    expect((await send('/operate/new/json', { json }, by)).status).toBe(303)
    expect((await viewOf('by-json')).version).toBe(1)
    expect(wrong.status).toBe(400)
    expect(await wrong.text()).toContain('{ not</textarea>')
  })
})

describe('operators', () => {
  test('are added with a token that is shown once, and whose right is taken by one question', async () => {
    const by = { token: tokens.owner }
    const fields = { name: 'Once', role: 'viewer', email: '' }
    const made = await (await send('/operate/operators', fields, by)).text()
    const [token = '', id = ''] = /ao_([a-z0-9]+)_[\w-]{43}/.exec(made) ?? []
    expect(token).not.toBe('')
    expect((await show('/operate', token)).status).toBe(200)
    expect(await (await show('/operate/operators', tokens.owner)).text()).not.toContain(token)

    expect(await (await show(`/operate/operators/${id}`, tokens.owner)).text()).toContain('Once')
    await send(`/operate/operators/${id}/revoke`, {}, by)
    expect((await show('/operate/watch', token)).status).toBe(401)
  })

  test('with a name or an address that is none are not added, and it is said where', async () => {
    for (const wrong of [{ name: '' }, { email: 'nobody' }]) {
      const fields = { name: 'Right', role: 'viewer', email: '', ...wrong }
      const answer = await send('/operate/operators', fields, { token: tokens.owner })
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('aria-invalid="true"')
    }
  })
})

test('no page holds a token, a place or anything inline, and none is kept by a cache', async () => {
  const room = await roomOf('full')
  const place = await joined(room)
  const rooms = ['', '/settings', '/log', '/report'].map((path) => `/operate/rooms/${room}${path}`)
  const paths = [
    '/operate',
    '/operate/operators',
    '/operate/new',
    `/operate/watch?rooms=${room},no`,
  ]
  for (const path of [...rooms, ...paths]) {
    const answer = await show(path, tokens.owner)
    const html = await answer.text()

    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    for (const secret of [...Object.values(tokens), OPERATOR_KEY, place.token]) {
      expect(html).not.toContain(secret)
    }
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i)
  }
})

test('a room that is not there is said to be none, and one beside it is watched all the same', async () => {
  const room = await roomOf('full')

  expect((await show('/operate/rooms/nowhere', tokens.viewer)).status).toBe(404)
  const html = await (await show(`/operate/watch?rooms=nowhere,${room}`, tokens.viewer)).text()
  expect(html).toContain(say('console.watch.absent', { room: 'nowhere' }))
  expect(html).toContain(`data-sale="${room}"`)
})

test('a sale that is to open says when, and one that is open does not', async () => {
  const [early, open] = [await roomOf('early'), await roomOf('full')]

  const html = await (await show(`/operate/rooms/${early}`, tokens.viewer)).text()
  const running = await (await show(`/operate/rooms/${open}`, tokens.viewer)).text()

  expect(html).toContain(say('sale.until.open'))
  expect(html).toContain('10/2/96, 16:06:40')
  expect(running).not.toContain('data-fact="next"')
})

test('the list is searched, and goes on from page to page', async () => {
  const room = await roomOf('quiet')
  const found = await (await show(`/operate?search=${room}`, tokens.viewer)).text()
  const none = await (await show('/operate?search=nothing-of-the-kind', tokens.viewer)).text()

  expect(found).toContain(`/operate/rooms/${room}?lang=en`)
  expect(none).toContain(say('console.search.none'))
})
