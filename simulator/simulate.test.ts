import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelResult } from './model-result.ts'
import type { Result } from './result.ts'
import { simulate } from './simulate.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'))
  mkdirSync(join(folder, 'there'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command over a rehearsal that only answers, and says what came out of it. */
async function run(line: string, changes: Partial<Result> = {}) {
  let out = ''
  let errors = ''
  let rehearsals = 0
  const code = await simulate(line === '' ? [] : line.split(' '), {
    rehearse: (scenario, onProgress) => {
      rehearsals += 1
      onProgress?.({ doneShare: 0.5, saleSeconds: 10, admitted: 1, waiting: 2 })
      return modelResult({ scenario, ...changes })
    },
    folder,
    print: (text) => (out += `${text}\n`),
    errors: { write: (text) => (errors += text) },
    nowMs: () => 0,
  })
  return { code, out, errors, rehearsals }
}

test('a rehearsal prints its table and ends well', async () => {
  const { code, out, errors } = await run('small-sale --fans 300')

  expect(code).toBe(0)
  expect(out).toContain('300 fans by arrival, cap 120')
  expect(errors).toBe('')
})

test('--json prints the result and nothing else', async () => {
  const { out } = await run(`small-sale --json --html page.html`)

  expect(JSON.parse(out)).toMatchObject({ scenario: { name: 'small-sale' }, violationCount: 0 })
})

test('a broken rule is printed in full and ends with 1', async () => {
  const violations = [{ rule: 'R1', atMs: 5, what: 'one slot too many' }]
  const { code, out } = await run('--html broken.html', { violations, violationCount: 1 })

  expect(code).toBe(1)
  expect(out).toContain('one slot too many')
  expect(readFileSync(join(folder, 'broken.html'), 'utf8')).toContain('one slot too many')
})

describe('what is wrong ends with 2 before anything is rehearsed', () => {
  test.each([
    ['--fans -5', '--fans'],
    ['--rate 0', '--rate'],
    ['--no-show 120%', '--no-show'],
    ['--fans 1.5', '--fans'],
    ['--isolates 4', '--isolates'],
    ['nowhere', 'nowhere'],
    ['--quick', '--quick'],
    ['--html nowhere/page.html', '--html nowhere/page.html: there is no folder'],
    ['--html there', '--html there: this is a folder'],
  ])('%s', async (line, named) => {
    const { code, out, errors, rehearsals } = await run(line)

    expect({ code, out, rehearsals }).toEqual({ code: 2, out: '', rehearsals: 0 })
    expect(errors).toContain(named)
  })
})

test('looking whether a page can be written leaves nothing behind', async () => {
  await run('--html unwritten.html --fans 0')

  expect(existsSync(join(folder, 'unwritten.html'))).toBe(false)
})

test.each([
  ['--help', 'npm run simulate -- [SCENARIO] [flags]'],
  ['--list', 'opening-night\n    The usual evening'],
  ['--schema', '"ratePerSecond"'],
])('%s answers without a rehearsal', async (line, text) => {
  const { code, out, rehearsals } = await run(line)

  expect({ code, rehearsals }).toEqual({ code: 0, rehearsals: 0 })
  expect(out).toContain(text)
})

test('the help fits a terminal', async () => {
  const { out } = await run('--help')

  expect(out.split('\n').filter((line) => line.length > 88)).toEqual([])
})
