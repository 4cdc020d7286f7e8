import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { admitOne, decide, type Answered, type Asked, type Passed, type Shop } from './index.ts'
import { AUDIENCE, hashOf, RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'

const HOLDER = 'h'.repeat(43)

describe('what becomes of a request', () => {
  let room: RoomServer
  let shop: Shop

  beforeAll(async () => {
    room = await RoomServer.start()
  })
  afterAll(() => room.close())
  beforeEach(() => {
    shop = admitOne(settingsFor(room))
  })
  afterEach(() => {
    room.failing = undefined
    room.failingAt = ''
    shop.close()
  })

  test('on https the cookies are this host’s alone', async () => {
    const other = 'https://shop.example'
    shop.close()
    shop = admitOne(settingsFor(room, { audience: other }))

    const answer = await decide(shop, get(`/tickets?admit-one-code=${room.code('way-1')}`))

    expect(headers(answer, 'Location')).toEqual([`${other}/tickets`])
    for (const cookie of headers(answer, 'Set-Cookie')) {
      expect(cookie).toMatch(/^__Host-(?:admission|holder)-finale=/)
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    }
  })

  test('the code leaves the address, and of the rest not a letter is changed', async () => {
    const code = room.code('way-2')
    const path = `/tickets?a=%20b&flag&c=x%2By&admit-one-code=${code}&a=2`

    const answer = await decide(shop, get(path))

    expect(headers(answer, 'Location')).toEqual([`${AUDIENCE}/tickets?a=%20b&flag&c=x%2By&a=2`])
    expect(headers(answer, 'Referrer-Policy')).toEqual(['no-referrer'])
  })

  test('a code is exchanged by GET and HEAD alone, whatever its parameter is spelled like', async () => {
    const code = room.code('way-3')
    const spelled = `/tickets?admit%2Done-code=${code}`

    const posted = await decide(shop, { ...get(spelled), method: 'POST' })
    const gotten = await decide(shop, { ...get(spelled), method: 'HEAD' })

    expect(headers(posted, 'Set-Cookie')).toEqual([])
    expect(headers(gotten, 'Location')).toEqual([`${AUDIENCE}/tickets`])
    expect(headers(gotten, 'Set-Cookie')).toHaveLength(2)
  })

  test('R8: the browser’s holder is kept; one of another shape is replaced', async () => {
    const kept = await decide(
      shop,
      get(`/tickets?admit-one-code=${room.code('way-4')}`, { Cookie: `holder-finale=${HOLDER}` }),
    )
    const replaced = await decide(
      shop,
      get(`/tickets?admit-one-code=${room.code('way-5')}`, { Cookie: 'holder-finale=short' }),
    )

    expect(headers(kept, 'Set-Cookie')[1]).toContain(`holder-finale=${HOLDER};`)
    expect(headers(replaced, 'Set-Cookie')[1]).toMatch(/^holder-finale=[\w-]{43};/)
    expect(headers(replaced, 'Set-Cookie')[1]).not.toContain('short')
  })

  test('an answer that was lost is asked for again with the same code and holder', async () => {
    const again = get(`/tickets?admit-one-code=${room.code('way-6')}`, {
      Cookie: `holder-finale=${HOLDER}`,
    })
    await decide(shop, again)

    const second = await decide(shop, again)

    expect(headers(second, 'Set-Cookie')).toHaveLength(2)
  })

  test('while the room is busy the code stays in the address, and is tried again', async () => {
    room.failing = 'busy'

    const answer = await decide(shop, get(`/tickets?admit-one-code=${room.code('way-7')}`))

    expect(answer).toMatchObject({ kind: 'answer', status: 503 })
    expect(headers(answer, 'Retry-After')).toEqual(['2'])
  })

  test('a token that is still good passes, also where the next cannot be had', async () => {
    const token = room.tokenWithLeft(HOLDER, 20_000, 'way-8')
    room.failing = 'gone'
    room.failingAt = 'renew'

    expect(await decide(shop, get('/tickets', brought(token)))).toMatchObject({
      kind: 'pass',
      admission: { sessionId: 'way-8' },
      setCookies: [],
    })
  })

  test('one that has ended, where the next cannot be had, is asked to try again and keeps it', async () => {
    const token = room.tokenWithLeft(HOLDER, -10_000, 'way-9')
    room.failing = 'gone'
    room.failingAt = 'renew'

    const answer = await decide(shop, get('/tickets', brought(token)))

    expect(answer).toMatchObject({ kind: 'answer', status: 503 })
    expect(headers(answer, 'Set-Cookie')).toEqual([])
  })

  test('headers are asked for as Node keeps them', async () => {
    const token = room.tokenWithLeft(HOLDER, 50_000, 'way-21')
    const kept = new Map([['cookie', brought(token).Cookie]])

    const answer = await decide(shop, {
      method: 'GET',
      url: '/tickets',
      header: (name) => kept.get(name),
    })

    expect(answer.kind).toBe('pass')
  })

  test('a page that is opened opens again by itself, and what was sent is not asked for anew', async () => {
    const token = room.tokenWithLeft(HOLDER, -10_000, 'way-20')
    room.failing = 'gone'
    room.failingAt = 'renew'
    const opened = get('/tickets', { ...brought(token), Accept: 'text/html' })

    const read = await decide(shop, opened)
    const sent = await decide(shop, { ...opened, method: 'POST' })

    expect(read).toMatchObject({
      status: 503,
      body: expect.stringContaining('http-equiv="refresh"'),
    })
    expect(sent).toMatchObject({ status: 503, body: expect.not.stringContaining('http-equiv') })
  })

  test('where its session is over, the fan goes to the waiting room without it', async () => {
    const token = room.tokenWithLeft(HOLDER, -10_000, 'way-10')
    room.end('way-10')

    const answer = await decide(shop, get('/tickets', brought(token)))

    expect(answer).toMatchObject({ kind: 'answer', status: 303 })
    expect(headers(answer, 'Set-Cookie')).toEqual([expect.stringContaining('admission-finale=;')])
  })

  test('two requests at once with a token that has ended both pass', async () => {
    const asked = get('/tickets', brought(room.tokenWithLeft(HOLDER, -10_000, 'way-11')))

    const decisions = await Promise.all([decide(shop, asked), decide(shop, asked)])

    for (const decision of decisions) expect(decision).toMatchObject({ kind: 'pass' })
  })

  test('of two cookies of one name the first counts, and others’ are left alone', async () => {
    const token = room.tokenWithLeft(HOLDER, 50_000, 'way-12')
    const Cookie = `a=1; admission-finale=${token}; holder-finale=${HOLDER}; admission-finale=x`

    expect(await decide(shop, get('/tickets', { Cookie }))).toMatchObject({ kind: 'pass' })
    const refused = await decide(shop, get('/tickets', { Cookie: 'a=1; admission-finale=x; b=2' }))
    expect(headers(refused, 'Set-Cookie').map((cookie) => cookie.split('=')[0])).toEqual([
      'admission-finale',
    ])
  })

  test.each([
    '//',
    '//evil.example/a',
    '/\\evil.example/a',
    'http://evil.example/a',
    '*',
    '/%',
    '',
  ])('whatever address is asked for (%s), the fan comes back to the shop', async (url) => {
    const answer = await decide(shop, get(url))

    const [location = ''] = headers(answer, 'Location')
    const back = new URL(location).searchParams.get('return')
    expect(new URL(back ?? '').origin).toBe(AUDIENCE)
  })

  test('a wrong service key is told to the operator, and never the key', async () => {
    const errors: string[] = []
    const serviceKey = 'another-service-key-0123456789abcdef'
    shop.close()
    shop = admitOne(
      settingsFor(room, { serviceKey, onError: ({ message }) => errors.push(message) }),
    )

    const answer = await decide(shop, get(`/tickets?admit-one-code=${room.code('way-13')}`))

    expect(answer).toMatchObject({ kind: 'answer', status: 502 })
    expect(errors.join('\n')).toContain('service-only')
    expect(errors.join('\n')).not.toContain(serviceKey)
  })

  test('a page that says to wait has no script, and its style is the one that its policy names', async () => {
    room.failing = 'gone'

    const answer = await decide(
      shop,
      get('/tickets', { ...brought(room.token(HOLDER)), 'Accept-Language': 'ja,en;q=0.5' }),
    )

    const body = answer.kind === 'answer' ? answer.body : ''
    expect(body).toContain('<html lang="ja">')
    expect(body).not.toMatch(/<script|https?:|\son\w+=/)
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(body) ?? []
    const digest = Buffer.from(hashOf(style), 'base64url').toString('base64')
    expect(headers(answer, 'Content-Security-Policy')[0]).toContain(`style-src 'sha256-${digest}'`)
  })

  test.each([
    ['fr', 'ko'],
    ['zh-CN,zh;q=0.9', 'zh'],
    [undefined, 'ko'],
  ])('asked in %s, the page speaks %s', async (asked, spoken) => {
    room.failing = 'gone'
    const wanted = asked === undefined ? {} : { 'Accept-Language': asked }

    const answer = await decide(shop, get('/', { ...brought(room.token(HOLDER)), ...wanted }))

    expect(headers(answer, 'Content-Language')).toEqual([spoken])
  })
})

function get(url: string, given: Record<string, string> = {}): Asked {
  const sent = new Headers({ Accept: 'text/html', ...given })
  return { method: 'GET', url, header: (name) => sent.get(name) ?? undefined }
}

function brought(token: string): { Cookie: string } {
  return { Cookie: `admission-finale=${token}; holder-finale=${HOLDER}` }
}

function headers(decision: Passed | Answered, wanted: string): string[] {
  if (decision.kind === 'pass') return []
  return decision.headers.flatMap(([name, value]) => (name === wanted ? [value] : []))
}
