/**
 * `npm run faults`: puts each fault of the list into a copy of core, runs the properties, and
 * takes it out again. Writes docs/faults.md: which property found each. A fault that nothing
 * found, or an edit that no longer fits the code, fails the run: a property is missing.
 * `-- 12 23` tries only those, and writes nothing.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { faults, type Fault } from './fault-list.ts'

const copy = mkdtempSync(join(tmpdir(), 'admit-one-faults-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
for (const part of ['core', 'test', 'package.json', 'tsconfig.base.json']) {
  cpSync(part, join(copy, part), { recursive: true })
}
symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))

const sound = runProperties()
if (sound.status === 'found') {
  console.error(`Without a fault the properties fail: ${sound.words}`)
  process.exit(1)
}

const only = process.argv.slice(2).map(Number)
const rows: string[] = []
let missed = 0
for (const [index, fault] of faults.entries()) {
  if (only.length > 0 && !only.includes(index + 1)) continue
  const outcome = tryFault(fault)
  const found = outcome.status === 'found'
  if (!found) missed += 1
  console.log(`${found ? 'found ' : 'MISSED'} ${index + 1}. ${fault.rule} ${fault.what}`)
  console.log(`       ${outcome.words}`)
  const by = found ? outcome.words.replace(/ at \d+:/, ':').replaceAll('|', '\\|') : '**nothing**'
  rows.push(`| ${index + 1} | ${fault.rule} | ${fault.what} | \`${fault.file}\` | ${by} |`)
}
if (only.length === 0) {
  writeFileSync('docs/faults.md', page(rows))
  spawnSync('oxfmt', ['docs/faults.md'])
}
console.log(`${rows.length - missed} of ${rows.length} faults found.`)
process.exitCode = missed === 0 ? 0 : 1

type Outcome = { status: 'found' | 'missed'; words: string }

function tryFault({ file, find, put }: Fault): Outcome {
  const path = join(copy, 'core/queue', file)
  const before = readFileSync(path, 'utf8')
  if (before.split(find).length !== 2) {
    return { status: 'missed', words: `the edit does not fit ${file} exactly once` }
  }
  writeFileSync(
    path,
    before.replace(find, () => put),
  )
  try {
    return runProperties()
  } finally {
    writeFileSync(path, before)
  }
}

function runProperties(): Outcome {
  const args = ['run', '--config', 'core/rules.vitest.config.ts']
  const { status, stdout, stderr } = spawnSync('vitest', args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, EFFORT: 'faults', NO_COLOR: '1', FORCE_COLOR: '0' },
    timeout: 400_000,
  })
  if (status === 0) return { status: 'missed', words: 'every property held' }
  return { status: 'found', words: ruleBroken(stderr + stdout) }
}

/** The sentence in which an observer, or the settling, says which rule broke. */
function ruleBroken(output: string): string {
  const [said] = /R\d(?: is broken at \d+)?: [^\n"\\]+/.exec(output) ?? []
  return said?.trim() ?? 'an assertion of core itself'
}

function page(table: readonly string[]): string {
  return `# Faults put in on purpose

The properties of \`core/queue/rules.test.ts\` are worth what they can find. \`npm run faults\` puts
one fault after the other into a copy of the core, runs the properties (2,000 sales each, until the
first failure), and writes this page. It fails when a fault is not found.

| | rule | fault | file | found by |
|---|---|---|---|---|
${table.join('\n')}
`
}
