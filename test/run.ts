/**
 * `npm test`: every suite in turn that runs anywhere, each within its budget, then one line for the
 * whole. `npm run test:services` is the one that needs real servers.
 * `-- --long` runs the larger sizes, `-- core edge` only those suites, and `-- --fast` the small
 * sizes without coverage, which is what `npm run check` asks for.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { reportFile } from './reporting.ts'
import { suites, type Suite } from './suites.ts'
import {
  closingLine,
  runnerReport,
  suiteRow,
  tally,
  type RunnerReport,
  type SuiteOutcome,
} from './tally.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean' }, fast: { type: 'boolean' } },
})
const effort = values.long ? 'long' : values.fast ? 'fast' : 'normal'

const unknown = positionals.find((name) => !suites.some((suite) => suite.name === name))
if (unknown !== undefined) {
  const names = suites.map((suite) => suite.name).join(', ')
  console.error(`There is no suite "${unknown}": choose from ${names}.`)
  process.exit(2)
}
const chosen = suites.filter(({ name, onlyNamed }) =>
  positionals.length === 0 ? onlyNamed !== true : positionals.includes(name),
)

/** The leader of the group that runs now: whoever stops us stops it too. */
let running: number | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    endGroup(running)
    process.exit(1)
  })
}

const outcomes: SuiteOutcome[] = []
for (const suite of chosen) outcomes.push(await runSuite(suite))

const sum = tally(outcomes)
console.log('')
for (const [index, outcome] of outcomes.entries()) {
  const suite = chosen[index]
  if (suite !== undefined) console.log(suiteRow(outcome, budgetOf(suite)))
}
console.log(closingLine(sum))
process.exitCode = sum.green ? 0 : 1

function budgetOf(suite: Suite): number {
  return effort === 'long' ? suite.longBudgetSeconds : suite.budgetSeconds
}

async function runSuite(suite: Suite): Promise<SuiteOutcome> {
  const file = reportFile(suite.name)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  const startedMs = performance.now()
  const { exitCode, overBudget } = await runVitest(suite)
  const seconds = (performance.now() - startedMs) / 1000
  return { name: suite.name, exitCode, seconds, overBudget, report: readReport(file) }
}

function runVitest(suite: Suite): Promise<{ exitCode: number; overBudget: boolean }> {
  console.log(`\n── ${suite.name} (at most ${budgetOf(suite)} s)`)
  const coverage = suite.coverage && effort !== 'fast' ? ['--coverage'] : []
  const args = ['run', '--config', suite.config, ...coverage]
  // In a group of its own, so that a suite that is stopped leaves no worker behind.
  const child = spawn('vitest', args, {
    stdio: 'inherit',
    detached: true,
    env: { ...process.env, EFFORT: effort },
  })
  running = child.pid
  let overBudget = false
  const timer = setTimeout(
    () => {
      overBudget = true
      console.error(`${suite.name} is over its budget of ${budgetOf(suite)} s and is stopped.`)
      endGroup(child.pid)
    },
    budgetOf(suite) * 1000,
  )
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      clearTimeout(timer)
      running = undefined
      resolve({ exitCode: overBudget ? 1 : (code ?? 1), overBudget })
    })
  })
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

function readReport(file: string): RunnerReport | undefined {
  try {
    return runnerReport.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
