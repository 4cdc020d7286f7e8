import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bareClone, NPM } from './bare-clone.ts'
import { readCommand } from './command.cjs'

const folder = import.meta.dirname

/** Runs setup/run.cjs of a bare clone, as an npm script would. */
function runIn(clone: ReturnType<typeof bareClone>, args: string[], nodeArgs: string[] = []) {
  cpSync(folder, join(clone.root, 'setup'), {
    recursive: true,
    filter: (file) => !file.endsWith('.ts'),
  })
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...nodeArgs, join(clone.root, 'setup/run.cjs'), ...args],
    { env: { ...process.env, ...clone.io.env }, encoding: 'utf8', timeout: 30_000 },
  )
  return { status, stdout, stderr }
}

test('a bare clone is set up, and the file runs in the Node that was installed', () => {
  const { status, stdout } = runIn(bareClone(), ['launch/start.ts', '--reset'])

  expect({ status, stdout }).toEqual({ status: 0, stdout: 'ran launch/start.ts --reset\n' })
})

test('what keeps it from going on is one sentence and an exit code', () => {
  const clone = bareClone("console.error('npm error code ENOTFOUND'); process.exit(1)")

  const { status, stderr } = runIn(clone, ['launch/start.ts'])

  expect(status).toBe(1)
  expect(stderr.trim().split('\n').at(-1)).toMatch(/^The package registry cannot be reached/)
})

test('an old Node is told what it is and what is needed', () => {
  const clone = bareClone()
  clone.write('old.cjs', "Object.defineProperty(process, 'version', { value: 'v16.20.2' })")

  const old = ['--require', join(clone.root, 'old.cjs')]
  const { status, stderr } = runIn(clone, ['launch/start.ts'], old)

  expect(status).toBe(1)
  expect(stderr).toBe('Admit One needs Node 18 or later, not v16.20.2: update Node.\n')
})

test('the entry keeps to syntax that Node 0.12 reads', () => {
  const source = readFileSync(join(folder, 'run.cjs'), 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')

  expect(source).not.toMatch(/=>|\b(let|const|class|async|await)\b|`(?=[^'])|\?\.|\?\?|\.\.\./)
  // A comma before the closing bracket of a call is newer than it looks.
  expect(source).not.toMatch(/,\s*\)/)
})

test('--browser stands before the file, and everything after the file is its own', () => {
  expect(readCommand(['--browser', 'test/run.ts', '--long'])).toEqual({
    browser: true,
    file: 'test/run.ts',
    args: ['--long'],
  })
  expect(readCommand(['test/run.ts', '--browser']).browser).toBe(false)
  expect(() => readCommand(['--browser'])).toThrow('Nothing to run')
})

test('--browser hands the path of the browser on', () => {
  const clone = bareClone(
    `${NPM.installs}; fs.writeFileSync('node_modules/node/bin/node', '#!/bin/sh\\nif [ "$1" = --version ]; then echo v24.21.0; else echo $CHROMIUM; fi')`,
  )
  const CHROMIUM = clone.program('chromium', 'echo Chromium 156.0.1')
  // A machine with fonts: nothing is installed on the one that the tests run on.
  clone.program('bin/fc-list', 'echo Noto Sans CJK KR')
  const env = { ...clone.io.env, CHROMIUM, PATH: `${clone.root}/bin:${clone.io.env.PATH}` }

  const { stdout } = runIn({ ...clone, io: { ...clone.io, env } }, ['--browser', 'test/run.ts'])

  expect(stdout).toBe(`${CHROMIUM}\n`)
})
