import { expect, test } from 'vitest'
import { docFaults, worldAt, type World } from './docs.ts'

const files: Record<string, string> = {
  'README.md': '# Admit One',
  'docs/guide.md': '# A guide\n\n## What `core` may do\n',
}
const world: World = {
  scripts: new Set(['start', 'check']),
  exists: (path) => path in files,
  read: (path) => files[path],
}

const faultsOf = (text: string, path = 'docs/page.md') => docFaults([{ path, text }], world)

test('a command that package.json has, and links that lead somewhere, are no fault', () => {
  const text =
    '`npm start`, `npm run check`, [guide](guide.md#what-core-may-do), [top](../README.md)'

  expect(faultsOf(text)).toEqual([])
})

test('a command that package.json does not have is named with its line', () => {
  expect(faultsOf('first\n`npm run chekc`')).toEqual([
    'docs/page.md:2: package.json has no script "chekc"',
  ])
  expect(faultsOf('npm test')).toHaveLength(1)
})

test('a link to a file that is not there is a fault', () => {
  expect(faultsOf('[gone](gone.md)')).toEqual(['docs/page.md:1: gone.md leads to no file'])
})

test('a link to a heading that is not there is a fault', () => {
  expect(faultsOf('[x](guide.md#nowhere)')).toEqual([
    'docs/page.md:1: docs/guide.md has no heading #nowhere',
  ])
})

test('links to other sites are not followed, and brackets in code are not links', () => {
  expect(faultsOf('[site](https://example.org/x) `[a](b)`\n```\n[c](d)\n```')).toEqual([])
})

test('the world on disk has the scripts of package.json and reads its files', () => {
  const disk = worldAt('.')

  expect(disk.scripts.has('check')).toBe(true)
  expect(disk.exists('package.json')).toBe(true)
  expect(disk.exists('no-such-file')).toBe(false)
  expect(disk.read('package.json')).toContain('"admit-one"')
  expect(disk.read('no-such-file')).toBeUndefined()
})
