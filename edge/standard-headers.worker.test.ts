import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { EdgeEnv } from './settings.ts'
import { policyFor, standardHeaders, withStandardHeaders } from './standard-headers.ts'
import { testEntry } from './test-rooms.ts'

const OURS = 'https://room.example'
const POLICY = 'Content-Security-Policy'

/** `img-src` and the like, each with what it allows. */
function rulesOf(policy: string | undefined | null): Record<string, string> {
  const rules = (policy ?? '').split('; ').map((rule) => {
    const [name = '', ...allowed] = rule.split(' ')
    return [name, allowed.join(' ')]
  })
  return Object.fromEntries(rules)
}

const standard = standardHeaders.find(([name]) => name === POLICY)?.[1]

describe('the policy of a page', () => {
  test('allows files of our own, and nothing else', () => {
    expect(rulesOf(standard)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'worker-src': "'self'",
      'connect-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'manifest-src': "'none'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    })
  })

  test.each([
    [OURS, `'self' wss://room.example`],
    ['http://127.0.0.1:8787', `'self' ws://127.0.0.1:8787`],
  ])('of a room at %s names the sockets of its own host', (origin, allowed) => {
    expect(rulesOf(policyFor(testEntry('full'), origin))).toEqual({
      ...rulesOf(standard),
      'connect-src': allowed,
    })
  })

  test.each(['https://a;img-src', 'https://*', 'https://*.example', "https://'unsafe-inline'"])(
    'names no host that could say more than where it is: %s',
    (origin) => {
      expect(policyFor(testEntry('full'), origin)).toBe(standard)
    },
  )
})

test('a room’s form may end in its shop elsewhere, and nowhere else', () => {
  expect(rulesOf(policyFor(testEntry('shop'), OURS))).toEqual({
    ...rulesOf(policyFor(testEntry('full'), OURS)),
    'form-action': "'self' https://shop.example",
  })
})

describe('a room’s picture', () => {
  test('from elsewhere allows pictures of its host, and changes nothing else', () => {
    expect(rulesOf(policyFor(testEntry('dressed'), OURS))).toEqual({
      ...rulesOf(policyFor(testEntry('full'), OURS)),
      'img-src': "'self' https://images.example:8443",
    })
  })

  test.each([
    ['of our own', { picture: { src: '/https:/images.example/night.webp', decorative: true } }],
    ['that is none', { note: { en: 'Doors at seven' } }],
  ])('%s allows no other host', (_, look) => {
    const policy = policyFor(testEntry('full', look), OURS)

    expect(policy).toBe(policyFor(testEntry('full'), OURS))
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })
})

test('a page that has said its own policy keeps it, and gets every other header', async () => {
  const policy = policyFor(testEntry('dressed'), OURS)
  const app = new Hono<EdgeEnv>()
  app.use(withStandardHeaders)
  app.get('/own', (c) => c.text('', 200, { [POLICY]: policy }))
  app.get('/other', (c) => c.text(''))

  const [own, other] = await Promise.all([app.request('/own'), app.request('/other')])

  expect([own, other].map(({ headers }) => headers.get(POLICY))).toEqual([policy, standard])
  for (const [name, value] of standardHeaders) {
    expect(own.headers.get(name)).toBe(name === POLICY ? policy : value)
  }
})
