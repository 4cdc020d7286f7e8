import { expect, onTestFinished, test } from 'vitest'
import type { ChildPlan } from './child.ts'
import { groupRuns, signalGroup } from './process-group.ts'
import { supervise } from './supervisor.ts'

const RUNS = 'echo up; sleep 60'
const atOnce = () => Promise.resolve()
const never = () => new Promise<void>(() => {})

const plan = (name: string, script: string, ready = atOnce): ChildPlan => ({
  name,
  command: 'sh',
  args: ['-c', script],
  env: { GREETING: 'good evening' },
  ready,
})

function run(plans: ChildPlan[], readyWithinMs = 30_000) {
  const printed: string[] = []
  const product = supervise(plans, { print: (line) => void printed.push(line), readyWithinMs })
  const leaders = product.children.flatMap(({ leader }) => leader ?? [])
  onTestFinished(() => leaders.forEach((leader) => signalGroup(leader, 'SIGKILL')))
  return { ...product, printed, leaders }
}

test('the product is ready when all its children are', async () => {
  const origin = Promise.withResolvers<void>()
  const { ready } = run([plan('edge', RUNS), plan('origin', RUNS, () => origin.promise)])

  expect(await Promise.race([ready.then(() => 'ready'), Promise.resolve('not yet')])).toBe(
    'not yet',
  )
  origin.resolve()
  await expect(ready).resolves.toBeUndefined()
})

test('every line carries the name of the child that printed it', async () => {
  const { died, printed } = run([plan('edge', 'echo "$GREETING"; echo oh >&2')])

  await expect(died).rejects.toThrow('edge ended')

  expect(printed.toSorted()).toEqual(['[edge] good evening', '[edge] oh'])
})

test.for([
  [
    'exit 3',
    'edge ended with exit code 3 without a word: its log is in the data folder, under logs.',
  ],
  [
    'kill -9 $$',
    'edge was ended by SIGKILL without a word: its log is in the data folder, under logs.',
  ],
  ['echo alas; exit 1', 'edge ended with exit code 1. Its last words:\n    alas'],
] as const)('a child that runs %j has died: %s', async ([script, reason]) => {
  const { died, ready } = run([plan('origin', RUNS), plan('edge', script, never)])

  await expect(died).rejects.toThrow(reason)
  await expect(ready).rejects.toThrow(reason)
})

test('a child that says it is lost has died, though its process lives', async () => {
  const lost = { ...plan('edge', `echo the runtime crashed; ${RUNS}`), lostWhen: /crashed/ }

  await expect(run([lost]).died).rejects.toThrow('edge is lost. Its last words:')
})

test('only the last lines of a talkative child are repeated', async () => {
  const { died } = run([plan('edge', 'seq 100; exit 1')])

  const reason = await died.catch((error: unknown) => String(error))

  expect(reason).toContain('    93\n    94\n')
  expect(reason).not.toContain('    92\n')
})

test('a command that is not there could not be started', async () => {
  const { died, stop } = run([{ ...plan('edge', ''), command: '/nowhere/at-all' }])

  await expect(died).rejects.toThrow('edge could not be started')
  await stop()
})

test('a companion that dies is told of in a line, and the product goes on', async () => {
  const { accompany, died, printed, stop } = run([plan('edge', RUNS)])

  accompany(plan('crowd', 'echo alas; exit 3'))

  await expect
    .poll(() => printed.at(-1))
    .toBe('crowd ended with exit code 3: the rest goes on without it.')
  expect(printed).toContain('[crowd] alas')
  expect(await Promise.race([died, Promise.resolve('runs')])).toBe('runs')
  await stop()
})

test('a companion ends with the product, and nobody is told', async () => {
  const { accompany, children, printed, stop } = run([plan('edge', RUNS)])
  accompany(plan('crowd', RUNS))
  await expect.poll(() => printed).toContain('[crowd] up')
  const leaders = children.map(({ leader }) => Number(leader))

  await stop()

  expect(leaders.map(groupRuns)).toEqual([false, false])
  expect(printed.filter((line) => line.includes('the rest goes on'))).toEqual([])
})

test('stopping ends every child, and again is the same stop', async () => {
  const { stop, leaders, ready } = run([plan('edge', RUNS), plan('origin', RUNS)])
  await ready

  await Promise.all([stop(), stop()])

  expect(leaders.map(groupRuns)).toEqual([false, false])
})

test('children that are not ready in time are named', async () => {
  const { ready } = run([plan('origin', RUNS), plan('edge', RUNS, never)], 20)

  await expect(ready).rejects.toThrow(
    /^edge did not get ready within 0\.02 s: see the lines above, or try npm start -- --reset\.$/,
  )
})
