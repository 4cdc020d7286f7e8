import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bareClone } from './bare-clone.ts'
import { explain, installPackages, npmCommand, npmEnv } from './npm.cjs'

const LOG = 'npm error A complete log of this run can be found in: /home/a/.npm/_logs/1-debug-0.log'

test.for([
  ['npm error code ENOTFOUND\nnpm error network request failed', 'registry cannot be reached'],
  ['npm ERR! code EAI_AGAIN', 'registry cannot be reached (EAI_AGAIN)'],
  ['npm error code ECONNREFUSED', 'registry cannot be reached'],
  ['npm error code ETIMEDOUT', 'registry cannot be reached'],
  ['npm error command sh -c node x\nnpm error npm error errno ENETUNREACH', 'cannot be reached'],
  ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device', 'disk is full'],
  ['npm error code 1\ntar: write error: No space left on device', 'disk is full'],
  [
    'npm error code EUSAGE\nnpm error Missing: ms@2.1.3 from lock file',
    'does not fit package.json',
  ],
  ['npm ERR! `npm ci` can only install packages when …', 'does not fit package.json'],
  ['npm error code EACCES\nnpm error syscall mkdir', 'may not write'],
  [
    `npm error code E404\nnpm error 404 Not Found: ms@9\n${LOG}`,
    'npm ci failed (404 Not Found: ms@9): its log is /home/a/.npm/_logs/1-debug-0.log.',
  ],
  ['', 'npm ci failed (it said nothing): run npm ci by itself to see why.'],
] as const)('npm printing %j is told as: … %s …', ([output, sentence]) => {
  expect(explain(output)).toContain(sentence)
  expect(explain(output).split('\n')).toHaveLength(1)
})

test('the npm that runs us installs, by the Node it was started with', () => {
  const npm = '/opt/lib/npm/bin/npm-cli.js'
  const env = { npm_execpath: npm, npm_node_execpath: process.execPath }

  expect(npmCommand(env, '/clone')).toEqual([process.execPath, npm])
  expect(npmCommand({ npm_execpath: '/opt/bin/npm' }, '/clone')).toEqual(['/opt/bin/npm'])
})

test('the Node that is about to be replaced does not run npm', () => {
  const clone = bareClone()
  const ours = clone.program('node_modules/node/bin/node', '')
  const env = { npm_execpath: '/opt/npm-cli.js', npm_node_execpath: ours }

  expect(npmCommand(env, clone.root)[0]).not.toBe(ours)
  expect(npmEnv({ PATH: '/clone/node_modules/.bin:/usr/bin' }, '/clone').PATH).toBe('/usr/bin')
})

test('without npm, or under another package manager, npm is looked for in PATH', () => {
  expect(npmCommand({}, '/clone')).toEqual(['npm'])
  expect(npmCommand({ npm_execpath: '/opt/pnpm.cjs' }, '/clone')).toEqual(['npm'])
})

test('an npm that is not there is one sentence', async () => {
  const clone = bareClone()
  const env = { PATH: clone.root, npm_execpath: join(clone.root, 'bin/npm') }

  await expect(installPackages(clone.root, { ...clone.io, env })).rejects.toThrow(
    /npm ci failed .*ENOENT/,
  )
})

test('without the npm that runs us, or with something else in its place, npm is found by name', () => {
  expect(npmCommand({}, '/p')).toEqual(['npm'])
  expect(npmCommand({ npm_execpath: '/opt/yarn.js' }, '/p')).toEqual(['npm'])
  expect(npmCommand({ npm_execpath: '/opt/npm' }, '/p')).toEqual(['/opt/npm'])
})

test('npm does not find the commands of the folder it is about to empty', () => {
  expect(npmEnv({ PATH: '/p/node_modules/.bin:/usr/bin' }, '/p')['PATH']).toBe('/usr/bin')
  expect(npmEnv({}, '/p')['PATH']).toBe('')
})
