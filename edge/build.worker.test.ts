import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { version } from '../package.json'
import { assetUrl, buildOf } from './build.ts'

const upload = { id: 'a/b', tag: 'v0.1.0', timestamp: '2026-11-21T00:00:00Z' }

test('an upload with a tag is known by both', () => {
  const build = buildOf({ ...env, VERSION: upload })

  expect(build).toEqual({ version, build: { id: 'a/b', tag: 'v0.1.0' } })
})

test('an upload without a tag has none, rather than an empty one', () => {
  expect(buildOf({ ...env, VERSION: { ...upload, tag: '' } }).build?.tag).toBeNull()
})

test("a file's address cannot be broken by the build in it", () => {
  expect(assetUrl('page.css', buildOf({ ...env, VERSION: upload }))).toBe(
    '/rooms/-/page.css?v=a%2Fb',
  )
})
