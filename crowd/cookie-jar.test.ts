import { expect, test } from 'vitest'
import { CookieJar } from './cookie-jar.ts'

test('a jar sends what it was given, the newest of a name', () => {
  const jar = new CookieJar()
  expect(jar.headers()).toEqual({})

  jar.heed(['place-demo=a.b=; Max-Age=600; Path=/; HttpOnly', 'lang=en'])
  jar.heed(['place-demo=c.d; Path=/'])

  expect(jar.headers()).toEqual({ cookie: 'place-demo=c.d; lang=en' })
})

test('a cookie whose time is over is no more', () => {
  const jar = new CookieJar()
  jar.heed(['place-demo=a', 'nonsense'])

  jar.heed(['place-demo=; Max-Age=0; Path=/'])

  expect(jar.headers()).toEqual({})
})
