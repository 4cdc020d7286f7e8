import { expect, test } from 'vitest'
import {
  admissionCookieNames,
  cookiesIn,
  isOwnCookie,
  setCookie,
  withoutCookies,
} from './cookies.ts'

test('of two cookies of one name the first counts, and others are not looked at', () => {
  const cookies = cookiesIn('a=1; b=2; a=3; c; d=x=y', ['a', 'c', 'd', 'e'])

  expect([...cookies]).toEqual([
    ['a', '1'],
    ['c', ''],
    ['d', 'x=y'],
  ])
})

test('ours are taken out of what goes on, and a shop’s own stay as they are', () => {
  const header = '__Host-admission-demo=t; basket=7; holder-demo=h; __Host-place-demo=p; a=b=c'

  expect(withoutCookies(header, isOwnCookie)).toBe('basket=7; a=b=c')
  expect(withoutCookies('__Host-holder-demo=h', isOwnCookie)).toBeUndefined()
  expect(withoutCookies(undefined, isOwnCookie)).toBeUndefined()
})

test('over https no other host of the domain can set them, and no script can read them', () => {
  const { token } = admissionCookieNames('demo', true)

  expect(setCookie(token, 'x', 60, true)).toBe(
    '__Host-admission-demo=x; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
  )
  expect(setCookie(admissionCookieNames('demo', false).holder, 'x', 60, false)).toBe(
    'holder-demo=x; Max-Age=60; Path=/; HttpOnly; SameSite=Lax',
  )
})
