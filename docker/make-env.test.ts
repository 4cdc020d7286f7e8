import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { madeEnv, read } from './compose-files.ts'

const script = resolve(import.meta.dirname, 'make-env.sh')

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'admit-one-env-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const run = (...args: string[]) => spawnSync(script, args, { encoding: 'utf8' })

test('it writes all that compose asks for, and nothing else', () => {
  const asked = new Set(
    [...read('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name),
  )

  expect(new Set(Object.keys(madeEnv(folder())))).toEqual(asked)
})

test('every secret is long, and never the same twice', () => {
  const [one, other] = [madeEnv(folder()), madeEnv(folder())]
  const secrets = Object.entries(one).filter(([name]) => name !== 'EDGE_URL')

  const bad = secrets.filter(
    ([name, value = '']) =>
      value.length <= 20 || other[name] === undefined || other[name] === value,
  )
  expect(bad.map(([name]) => name)).toEqual([])
  const values = secrets.map(([, value]) => value)
  expect(new Set(values).size).toBe(values.length)
})

test('a cluster of Kafka gets an id that Kafka takes: 16 bytes, and no dash in front', () => {
  const { KAFKA_CLUSTER_ID: id = '' } = madeEnv(folder())

  expect(Buffer.from(id, 'base64url').length).toBe(16)
  expect(id).toMatch(/^A[\w-]{21}$/)
})

test('nobody else may read it', () => {
  const where = folder()
  madeEnv(where)

  expect(statSync(join(where, '.env')).mode & 0o077).toBe(0)
})

test('it never writes over one that is there', () => {
  const where = folder()
  writeFileSync(join(where, '.env'), 'KEPT=yes\n')

  const { status, stderr } = run('https://queue.example', where)

  expect(status).toBe(1)
  expect(stderr).toContain('There is an .env already')
  expect(readFileSync(join(where, '.env'), 'utf8')).toBe('KEPT=yes\n')
})

test.each([[[]], [['queue.example']], [['https://queue.example/$(date)']]])(
  'without an address it says which one it wants: %j',
  (args) => {
    const { status, stderr } = run(...args)

    expect(status).toBe(1)
    expect(stderr).toContain('https://queue.example')
  },
)

test('where git would commit it, it is not written', () => {
  const where = folder()
  execFileSync('git', ['init', '-q', where])

  expect(run('https://queue.example', where).stderr).toContain('add it to .gitignore first')
  writeFileSync(join(where, '.gitignore'), '.env\n')
  expect(run('https://queue.example', where).status).toBe(0)
})
