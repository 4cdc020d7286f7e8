import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { isGuarded, isListed, pathRule } from './path-rules.ts'

const rules = {
  paths: ['/tickets/*', '/pay'],
  exempt: ['/tickets/assets/*', '/tickets/health', '*.css'],
  ignoreCase: false,
}

describe('a path', () => {
  test.each([
    ['/tickets', true],
    ['/tickets/', true],
    ['/tickets/7', true],
    ['/pay', true],
    ['/pay/', true],
    ['/pay/more', false],
    ['/ticketsandmore', false],
    ['/', false],
    ['/Tickets', false],
    ['/tickets/assets/a.js', false],
    ['/tickets/health', false],
    ['/tickets/style.css', false],
  ])('%s is guarded: %s', (path, is) => {
    expect(isGuarded(rules, 'GET', path)).toBe(is)
  })

  test('is guarded in any case, where the shop’s own are one', () => {
    const ignoring = { ...rules, ignoreCase: true }

    expect(isGuarded(ignoring, 'GET', '/TICKETS/7')).toBe(true)
    expect(isGuarded(ignoring, 'GET', '/Tickets/Assets/a.js')).toBe(false)
  })

  test('is not exempt by its ending from what is sent there', () => {
    expect(isGuarded(rules, 'POST', '/tickets/pay.css')).toBe(true)
    expect(isGuarded(rules, 'HEAD', '/tickets/pay.css')).toBe(false)
  })

  test.each([
    '/tickets/assets/../7',
    '/tickets/assets/..%2f7',
    '/tickets/assets/%2e%2e/7',
    '/tickets/assets/..;x=1/7',
    '/tickets/assets/..%5c7',
    '/tickets/assets/..%252f7',
    '//tickets//7',
    '/%74ickets/7',
    '/about/../tickets/7',
    '/about/..%2ftickets%2f7',
    '/tickets/7;.css',
    '/tickets/7%3f.css',
    '/tickets/7%23.css',
    '/tickets/%00/../7%',
  ])('%s, which some servers read otherwise, is guarded', (path) => {
    expect(isGuarded(rules, 'GET', path)).toBe(true)
  })

  test('that is listed is the shop’s, and nothing else of a shared host', () => {
    expect(isListed(rules, '/tickets/assets/a.js')).toBe(true)
    expect(isListed(rules, '/style.css')).toBe(false)
    expect(isListed(rules, '/rooms/demo')).toBe(false)
  })

  test('is guarded however often its letters are encoded, and nothing of it breaks', () => {
    const paths = fc.array(
      fc.constantFrom(
        '/',
        '.',
        '..',
        '%2e',
        '%2f',
        '%252e',
        ';',
        '\\\\',
        'tickets',
        '%',
        '%zz',
        '?',
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(paths, (parts) => {
        const path = `/${parts.join('')}`
        expect(typeof isGuarded(rules, 'GET', path)).toBe('boolean')
        expect(
          isGuarded(rules, 'GET', `/tickets${encodeURI(path)}`.replace('/tickets/assets', '')),
        ).toEqual(expect.any(Boolean))
      }),
      { numRuns: inject('runs') },
    )
  })
})

test.each(['/', '/*', '/a/*', '/a', '*.css', '/a-b_c~d/é'])('"%s" is a rule', (rule) => {
  expect(pathRule.safeParse(rule).success).toBe(true)
})

test.each([
  '',
  'a',
  '/a*',
  '/*/a',
  '*',
  '*.',
  '/a//b',
  '/a/../b',
  '/a/.',
  '/a?b',
  '/a%20b',
  '/a;b',
  '/a b',
])('"%s" is none', (rule) => {
  expect(pathRule.safeParse(rule).success).toBe(false)
})
