import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bareClone, NPM } from './bare-clone.ts'
import { ensurePackages } from './packages.cjs'

test('a bare clone is installed, and says so, and a second run installs nothing', async () => {
  const clone = bareClone()

  const node = await ensurePackages(clone.root, clone.io)
  await ensurePackages(clone.root, clone.io)

  expect(node).toBe(join(clone.root, 'node_modules/node/bin/node'))
  expect(clone.npmCalls()).toBe(1)
  expect(clone.said).toEqual(['Installing packages (once, about half a minute) …'])
})

test('an installation that was cut off is done again', async () => {
  const clone = bareClone(NPM['is cut off'])

  await expect(ensurePackages(clone.root, clone.io)).rejects.toThrow('npm ci failed')
  clone.npmNow(NPM.installs)
  await ensurePackages(clone.root, clone.io)

  expect(clone.npmCalls()).toBe(2)
})

test('another lock file is installed, whatever its time', async () => {
  const clone = bareClone()
  await ensurePackages(clone.root, clone.io)

  const packages = {
    '': { devDependencies: { node: '24.21.0' } },
    'node_modules/node': { version: '24.22.0' },
  }
  clone.write('package-lock.json', JSON.stringify({ packages }))
  await ensurePackages(clone.root, clone.io)

  expect(clone.npmCalls()).toBe(2)
})

test('another dependency in package.json goes to npm, another script does not', async () => {
  const clone = bareClone()
  await ensurePackages(clone.root, clone.io)

  const devDependencies = { node: '24.21.0' }
  clone.write('package.json', JSON.stringify({ devDependencies, scripts: { start: 'x' } }))
  await ensurePackages(clone.root, clone.io)
  expect(clone.npmCalls()).toBe(1)

  clone.write('package.json', JSON.stringify({ devDependencies: { ...devDependencies, ws: '8' } }))
  await ensurePackages(clone.root, clone.io)
  expect(clone.npmCalls()).toBe(2)
})

test('packages installed by hand that fit are taken as they are', async () => {
  const clone = bareClone()
  await ensurePackages(clone.root, clone.io)
  rmSync(join(clone.root, 'node_modules/.installed'))

  await ensurePackages(clone.root, clone.io)

  expect(clone.npmCalls()).toBe(1)
})

test('packages installed by hand for another platform are replaced', async () => {
  const clone = bareClone()
  await ensurePackages(clone.root, clone.io)
  rmSync(join(clone.root, 'node_modules/.installed'))
  clone.program('node_modules/node/bin/node', 'exit 126')

  await ensurePackages(clone.root, clone.io)

  expect(clone.npmCalls()).toBe(2)
})

test('two commands at once install once', async () => {
  const clone = bareClone()

  await Promise.all([ensurePackages(clone.root, clone.io), ensurePackages(clone.root, clone.io)])

  expect(clone.npmCalls()).toBe(1)
  expect(clone.said).toContain('Another command is installing packages here: waiting for it …')
})

test('an npm that may not run install scripts leaves no Node 24, and the sentence says how', async () => {
  const clone = bareClone(NPM['ignores scripts'])
  const env = { ...clone.io.env, npm_config_ignore_scripts: 'true' }

  await expect(ensurePackages(clone.root, { ...clone.io, env })).rejects.toThrow(
    'run npm ci --ignore-scripts=false',
  )
  await expect(ensurePackages(clone.root, clone.io)).rejects.toThrow('npm rebuild node')
})

test('a clone without its lock file is told how to get it back', async () => {
  const clone = bareClone()
  rmSync(join(clone.root, 'package-lock.json'))

  await expect(ensurePackages(clone.root, clone.io)).rejects.toThrow('git checkout')
})

test('a folder that cannot be written is one sentence', async () => {
  const clone = bareClone()
  clone.write('.build', 'a file where a folder should be')

  await expect(ensurePackages(clone.root, clone.io)).rejects.toThrow(/npm ci failed \(EEXIST/)
})
