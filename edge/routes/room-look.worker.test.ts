import { describe, expect, test } from 'vitest'
import { ask, roomOf } from '../fixtures.ts'
import { testEntry } from '../test-rooms.ts'
import { lookHref } from '../web/look-style.ts'

function hrefOf(id: string): string {
  return lookHref({ ...testEntry('dressed'), id }) ?? ''
}

describe('the stylesheet of a room’s own colours', () => {
  test('is at the address its page names, and kept for as long as there are caches', async () => {
    const response = await ask(hrefOf(await roomOf('dressed')))

    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(await response.text()).toContain('--desk: #dfe7f0;')
  })

  test.each(['', '?v=', '?v=0123456789abcdef', '?v=undefined'])(
    'is answered by another address too, and not kept: %j',
    async (query) => {
      const response = await ask(`/rooms/${await roomOf('dressed')}/look.css${query}`)

      expect(response.status).toBe(200)
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(await response.text()).toContain('--desk: #dfe7f0;')
    },
  )

  test.each(['', '?v=undefined'])(
    'is empty for a room without, and not kept: %j',
    async (query) => {
      const response = await ask(`/rooms/${await roomOf('full')}/look.css${query}`)

      expect(response.status).toBe(200)
      expect(response.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(await response.text()).toBe('')
    },
  )

  test('is nowhere for a room that is not', async () => {
    expect((await ask('/rooms/nowhere/look.css')).status).toBe(404)
  })

  test('answers HEAD without a body', async () => {
    const response = await ask(hrefOf(await roomOf('dressed')), { method: 'HEAD' })

    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })
})

describe('a room’s page', () => {
  test('links its colours after those all pages share', async () => {
    const room = await roomOf('dressed')
    const html = await (await ask(`/rooms/${room}`)).text()

    const sheets = [...html.matchAll(/rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href)
    expect(sheets[0]).toMatch(/^\/rooms\/-\/styles\/room\.css/)
    expect(sheets.at(-1)).toBe(hrefOf(room))
  })

  test('of a room without colours of its own links none', async () => {
    expect(await (await ask(`/rooms/${await roomOf('full')}`)).text()).not.toContain('look.css')
  })
})
