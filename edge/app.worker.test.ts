import { env, exports } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { version } from '../package.json'
import { createApp } from './app.ts'
import { roomOf } from './fixtures.ts'

const site = 'https://room.example'
const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

function ask(path: string, init?: RequestInit): Promise<Response> {
  return exports.default.fetch(new Request(`${site}${path}`, init))
}

/** The app with one more route, which breaks in a way nobody foresaw. */
function failing() {
  const app = createApp()
  app.get('/fails', () => {
    throw new TypeError('secret-key-7 is not a function')
  })
  return app
}

afterEach(() => vi.restoreAllMocks())

describe('health and version', () => {
  const answer = z.strictObject({
    status: z.literal('ok'),
    version: z.literal(version),
    build: z.strictObject({ id: z.string().min(1), tag: z.string().nullable() }),
  })

  test('health says ok, which version and which build, and is never kept', async () => {
    const response = await ask('/healthz')

    expect(response.status).toBe(200)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    answer.parse(await response.json())
  })

  test('version says the same without a judgement', async () => {
    const response = await ask('/version')

    expect(response.headers.get('Cache-Control')).toBe('no-store')
    answer.omit({ status: true }).parse(await response.json())
  })

  test('both answer where no build is known', async () => {
    const bare = { ROOM: env.ROOM }

    const response = await createApp().request('/healthz', {}, bare)

    expect(await response.json()).toEqual({ status: 'ok', version, build: null })
  })
})

describe('what is not there', () => {
  test('is a page for a browser', async () => {
    const response = await ask('/nowhere', { headers: browser })

    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toContain('text/html')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(await response.text()).toContain('이 주소에는 아무것도 없습니다')
  })

  test('is a code and a sentence for everyone else', async () => {
    const response = await ask('/nowhere')

    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      code: 'not-found',
      message: 'There is nothing at this address: check it.',
    })
  })

  test('says that its answer depends on what was asked for', async () => {
    const response = await ask('/nowhere', { headers: browser })

    expect(response.headers.get('Vary')).toBe('Accept, Accept-Language')
  })

  test.for(['/%', '/%E0%A4%A', '/%00', '//other.example/', `/${'a'.repeat(8000)}`])(
    'stays a 404 when the address is nonsense: %s',
    async (path) => {
      expect((await ask(path, { headers: browser })).status).toBe(404)
    },
  )

  test('a page for an address that looks like another host links to no other host', async () => {
    const response = await ask('//other.example/', { headers: browser })

    expect(await response.text()).not.toContain('other.example')
  })
})

describe('a method an address does not take', () => {
  test.for(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    '%s on the landing page is refused, and the answer says what is taken',
    async (method) => {
      const response = await ask('/', { method })

      expect(response.status).toBe(405)
      expect(response.headers.get('Allow')).toBe('GET, HEAD')
      expect(await response.json()).toMatchObject({ code: 'method-not-allowed' })
    },
  )

  test('a browser is told on a page', async () => {
    const response = await ask('/healthz', { method: 'POST', headers: browser })

    expect(response.status).toBe(405)
    expect(await response.text()).toContain('여기서는 그 요청을 받지 않습니다')
  })

  test('is a 404 where there is nothing to take any', async () => {
    expect((await ask('/nowhere', { method: 'POST' })).status).toBe(404)
  })
})

describe('a failure of ours', () => {
  test('is logged whole with the request id, and told without what broke', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})

    const response = await failing().request('/fails', {}, env)

    const body = await response.text()
    expect(response.status).toBe(500)
    expect(body).toContain('"code":"internal"')
    expect(body).not.toContain('secret-key-7')
    const line = JSON.parse(String(log.mock.calls[0]?.[0]))
    expect(line).toMatchObject({
      requestId: response.headers.get('X-Request-Id'),
      method: 'GET',
      path: '/fails',
      what: expect.stringContaining('secret-key-7'),
    })
  })

  test('shows a person the request id to quote, and keeps every security header', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})

    const response = await failing().request('/fails', { headers: browser }, env)

    const id = response.headers.get('X-Request-Id')
    expect(id).not.toBeNull()
    expect(await response.text()).toContain(`<code>${id}</code>`)
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  test('of what is not there is no failure: nothing is logged', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})

    await ask('/nowhere')

    expect(log).not.toHaveBeenCalled()
  })
})

const room = `/rooms/${await roomOf('full')}`

describe('every answer', () => {
  test.for(['/', '/healthz', '/version', '/nowhere', room, `${room}/document`])(
    '%s has an id, and forbids inline code, other hosts and frames',
    async (path) => {
      const { headers } = await ask(path, { headers: browser })

      expect(headers.get('X-Request-Id')).toMatch(/^[\w=-]+$/)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('Referrer-Policy')).toBe('same-origin')
      const policy = headers.get('Content-Security-Policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain("script-src 'self'; worker-src 'self'; connect-src 'self'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
    },
  )

  test('of a room with a picture from elsewhere allows its host pictures, on its page alone', async () => {
    const dressed = `/rooms/${await roomOf('dressed')}`
    const pages = [room, dressed, '/', `${dressed}/nothing`, `${dressed}/look.css`]
    const policies = await Promise.all(
      pages.map(async (path) => {
        const { headers } = await ask(path, { headers: browser })
        return headers.get('Content-Security-Policy') ?? ''
      }),
    )

    const [plain = '', own, ...others] = policies
    expect(own).toBe(plain.replace("img-src 'self'", "img-src 'self' https://images.example:8443"))
    for (const policy of others) expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  test.for(['/', '/healthz', '/version'])('%s answers HEAD without a body', async (path) => {
    const [head, get] = await Promise.all([ask(path, { method: 'HEAD' }), ask(path)])

    expect(head.status).toBe(200)
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'))
    expect(await head.text()).toBe('')
  })

  test("keeps a caller's own request id, but not one that could break a log", async () => {
    const kept = await ask('/healthz', { headers: { 'X-Request-Id': 'trace-42' } })
    const replaced = await ask('/healthz', { headers: { 'X-Request-Id': 'a"b c' } })

    expect(kept.headers.get('X-Request-Id')).toBe('trace-42')
    expect(replaced.headers.get('X-Request-Id')).toMatch(/^[\w-]{36}$/)
  })
})
