import { expect, test } from 'vitest'
import { haveTools, isEnough, type Run, type Tool } from './tools.ts'

test.each<[Tool, string, boolean]>([
  ['Java', 'openjdk version "17.0.15" 2025-04-15', true],
  ['Java', 'openjdk version "21" 2023-09-19', true],
  ['Java', 'java version "1.8.0_402"', false],
  ['Java', 'javac 17.0.15', true],
  ['Java', 'javac 11.0.2', false],
  ['Java', 'spawn javac ENOENT', false],
  ['Maven', '\u001B[1mApache Maven 3.8.7\u001B[m', true],
  ['Maven', 'Apache Maven 3.3.9', false],
  ['Maven', 'Apache Maven 4.0.0', true],
  ['Go', 'go version go1.26.8 linux/amd64', true],
  ['Go', 'go version go1.19.8 linux/amd64', false],
  ['Go', 'go version go1.9 linux/amd64', false],
])('%s that says %s is enough: %s', (tool, said, enough) => {
  expect(isEnough(tool, said)).toBe(enough)
})

/** A machine that answers `command` by `answers`; what apt-get installs it has from then on. */
function machine(answers: Record<string, string>, packages: Record<string, string> = {}) {
  const calls: string[] = []
  const has = { ...answers }
  const run: Run = async (command, args) => {
    calls.push([command, ...args].join(' '))
    if (command === 'apt-get' && args[0] === 'install') Object.assign(has, packages)
    const output = has[command]
    return {
      ok: output !== undefined,
      output: output ?? `spawn ${command} ENOENT`,
      timedOut: false,
    }
  }
  return { run, calls, say: () => {} }
}

const JAVA = { java: 'openjdk version "17.0.1"', javac: 'javac 17.0.1' }
const GO = { go: 'go version go1.26.8 linux/amd64' }

test('nothing is installed while everything is there', async () => {
  const { run, calls, say } = machine({ ...JAVA, ...GO, 'apt-get': 'apt 2.6' })

  await haveTools(['Java', 'Go'], { run, say, isRoot: true })

  expect(calls.filter((call) => call.startsWith('apt-get'))).toEqual([])
})

test('root on Debian gets what is missing, and only that', async () => {
  const { run, calls, say } = machine({ ...GO, 'apt-get': 'apt 2.6' }, JAVA)

  await haveTools(['Java', 'Go'], { run, say, isRoot: true })

  expect(calls.filter((call) => call.startsWith('apt-get'))).toEqual([
    'apt-get --version',
    'apt-get update',
    'apt-get install -y --no-install-recommends default-jdk-headless',
  ])
})

test('a Java without its compiler is missing', async () => {
  const { run, say } = machine({ java: JAVA.java })

  await expect(haveTools(['Java'], { run, say, isRoot: true })).rejects.toThrow(
    'Java 17 or later with its compiler is missing: install what is missing (on Debian: apt-get install default-jdk-headless), and run this again.',
  )
})

test('who is not root is told what to install, and nothing is tried', async () => {
  const { run, calls, say } = machine({ 'apt-get': 'apt 2.6' })

  await expect(haveTools(['Maven', 'Go'], { run, say, isRoot: false })).rejects.toThrow(
    'Maven 3.6 or later and Go 1.21 or later are missing: install what is missing (on Debian: apt-get install maven golang), and run this again.',
  )
  expect(calls).not.toContain('apt-get update')
})

test('a package that is too old is said to be', async () => {
  const old = { go: 'go version go1.19.8 linux/amd64' }
  const { run, say } = machine({ 'apt-get': 'apt 2.6' }, old)

  await expect(haveTools(['Go'], { run, say, isRoot: true })).rejects.toThrow(
    "Go 1.21 or later is missing, and Debian's package is older: install it by hand, and run this again.",
  )
})
