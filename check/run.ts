/**
 * `npm run check`: everything that can be told in under a minute. Steps run two at a time, each
 * says how long it took, and one that fails shows what its tool printed.
 * `npm run format` is the same with `--fix`: what a tool can mend, it mends. `-- --static` leaves out
 * the tests.
 */
import { spawn } from 'node:child_process'
import { steps, type Step } from './steps.ts'

const fixing = process.argv.includes('--fix')
const AT_ONCE = 2

const startedMs = performance.now()
const isStatic = process.argv.includes('--static')
const waiting = steps().filter((step) =>
  fixing ? step.fix !== undefined : !(isStatic && step.isOfTests === true),
)
const failed: string[] = []
await Promise.all(Array.from({ length: AT_ONCE }, work))

const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
console.log(
  failed.length === 0
    ? `All good in ${seconds} s.`
    : `Failed after ${seconds} s: ${failed.join(', ')}.`,
)
process.exitCode = failed.length === 0 ? 0 : 1

async function work(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await runStep(step)
}

async function runStep(step: Step): Promise<void> {
  const beganMs = performance.now()
  const { exitCode, output } = await capture(fixing ? (step.fix ?? step.command) : step.command)
  const took = `${((performance.now() - beganMs) / 1000).toFixed(1)} s`
  if (exitCode === 0) console.log(`ok    ${step.name} (${took})`)
  else {
    failed.push(step.name)
    console.log(`FAIL  ${step.name} (${took})\n${output}`)
  }
}

function capture([command = '', ...args]: readonly string[]): Promise<{
  exitCode: number
  output: string
}> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ exitCode: 1, output: error.message }))
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}
