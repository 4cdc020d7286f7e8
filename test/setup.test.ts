import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** An npm that "installs" by pointing at what is installed here. */
const QUICK_NPM = `
const fs = require('node:fs')
const from = ${JSON.stringify(join(root, 'node_modules'))}
fs.appendFileSync('npm-calls', 'x')
fs.mkdirSync('node_modules', { recursive: true })
for (const name of fs.readdirSync(from)) {
  if (name !== '.installed') fs.symlinkSync(from + '/' + name, 'node_modules/' + name)
}
`

let clone = ''
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'admit-one-clone-'))
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0')
  for (const file of files) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(clone, file))
  }
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

/** `npm start -- --help` in the clone: everything is set up, and nothing is served. */
function startHelp(env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync('npm', ['start', '--', '--help'], {
    cwd: clone,
    // The command that runs these tests has said many things about npm that a person's shell has not.
    env: { ...withoutNpm(process.env), ...env },
    encoding: 'utf8',
    timeout: 110_000,
  })
  const said = stderr.split('\n').filter((line) => line !== '' && !/^npm (warn|error)/.test(line))
  return { status, stdout, said }
}

function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)))
}

/** Runs setup as an npm of our own making would. */
function setUp(
  npm: string,
  args = ['launch/start.ts', '--help'],
  env: Record<string, string> = {},
) {
  const npmFile = join(clone, '.build', 'npm-cli.cjs')
  mkdirSync(dirname(npmFile), { recursive: true })
  writeFileSync(npmFile, npm)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(clone, 'setup/run.cjs'), ...args],
    {
      cwd: clone,
      env: { ...process.env, npm_execpath: npmFile, ...env },
      encoding: 'utf8',
      timeout: 60_000,
    },
  )
  return { status, stdout, said: stderr.trim().split('\n') }
}

const calls = () => readFileSync(join(clone, 'npm-calls'), 'utf8').length

test('a fresh clone sets itself up and runs; a second run installs nothing and is quick', () => {
  const first = setUp(QUICK_NPM)
  expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining('npm start') })
  expect(first.said).toEqual(['Installing packages (once, about half a minute) …'])

  const beganAtMs = performance.now()
  const second = setUp(QUICK_NPM)
  const tookMs = performance.now() - beganAtMs

  expect(second).toMatchObject({ status: 0, said: [''] })
  expect(calls()).toBe(1)
  expect(tookMs).toBeLessThan(5000)
})

test.for([
  ["console.error('npm error code ENOTFOUND')", /^The package registry cannot be reached \(ENOTF/],
  ["console.error('npm error code ENOSPC')", /^The disk is full, /],
  ["console.error('npm error code EUSAGE')", /^package-lock\.json does not fit package\.json: /],
  ["console.error('npm error 404 no such thing')", /^npm ci failed \(404 no such thing\): /],
] as const)('an npm that fails by %s ends it with one sentence', ([line, sentence]) => {
  const { status, said } = setUp(`${line}; process.exit(1)`)

  expect(status).toBe(1)
  expect(said).toHaveLength(2)
  expect(said[1]).toMatch(sentence)
})

test('the real npm, without a network', () => {
  // Nothing listens on port 1, and an empty cache has nothing to fall back on.
  const npm_config_cache = join(clone, '.build', 'cache')

  const { status, said } = startHelp({
    npm_config_cache,
    npm_config_registry: 'http://127.0.0.1:1/',
  })

  expect(status).not.toBe(0)
  expect(said.at(-1)).toMatch(/^The package registry cannot be reached \(ECONNREFUSED\): /)
})

test('in CI a browser that cannot be had is a failure, not a skip', () => {
  setUp(QUICK_NPM)

  const env = { CI: 'true', CHROMIUM: '/nowhere/chromium' }
  const { status, said } = setUp('process.exit(9)', ['--browser', 'test/run.ts'], env)

  expect(status).toBe(1)
  expect(said).toEqual([
    'CHROMIUM=/nowhere/chromium does not start: set it to a Chromium or Chrome that does, or leave it out.',
  ])
})
