import { expect, test } from 'vitest'
import { newcomersEnvironment } from './newcomers-environment.ts'

const newcomer = { home: '/new/home', npmCache: '/new/cache', npmSettings: undefined }

test('a newcomer has neither our home, our package cache, nor what npm told us', () => {
  const ours = {
    HOME: '/old',
    LANG: 'C',
    npm_config_cache: '/old/.npm',
    npm_package_name: 'admit-one',
    INIT_CWD: '/old/admit-one',
    XDG_CACHE_HOME: '/old/.cache',
  }

  expect(newcomersEnvironment(ours, newcomer)).toEqual({
    HOME: '/new/home',
    LANG: 'C',
    PATH: '',
    npm_config_cache: '/new/cache',
  })
})

test('the programs of this checkout are not on the path', () => {
  const PATH = '/old/node_modules/.bin:/lib/node_modules/npm/node-gyp-bin:/usr/bin:/bin'

  expect(newcomersEnvironment({ PATH }, newcomer)).toMatchObject({ PATH: '/usr/bin:/bin' })
})

test('where packages come from stays as it is on this machine', () => {
  const ours = { npm_config_registry: 'http://127.0.0.1:1/', HTTPS_PROXY: 'http://127.0.0.1:2' }
  const npmSettings = '/old/.npmrc'

  expect(newcomersEnvironment(ours, { ...newcomer, npmSettings })).toMatchObject({
    ...ours,
    npm_config_userconfig: '/old/.npmrc',
  })
})
