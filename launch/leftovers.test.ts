import assert from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { endLeftovers, noteRunning } from './leftovers.ts'
import { groupRuns, signalGroup } from './process-group.ts'
import { temporaryFolder } from './temporary-folder.ts'

function sleeper() {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  const leader = child.pid
  assert(leader)
  onTestFinished(() => signalGroup(leader, 'SIGKILL'))
  return { leader, ended: once(child, 'exit') }
}

test('what a killed start left running is ended, once', async () => {
  const folder = temporaryFolder()
  const { leader, ended } = sleeper()
  noteRunning(folder, [{ name: 'edge', leader }])

  expect(await endLeftovers(folder)).toEqual(['edge'])
  await ended
  expect(await endLeftovers(folder)).toEqual([])
})

test('a process that has only got the number of a former child is left alone', async () => {
  const folder = temporaryFolder()
  const { leader } = sleeper()
  noteRunning(folder, [{ name: 'edge', leader }])
  const file = join(folder, 'running.json')
  const noted = readFileSync(file, 'utf8')
  writeFileSync(file, noted.replace(/"start":"[^"]*"/, '"start":"long ago"'))

  expect(await endLeftovers(folder)).toEqual([])
  expect(groupRuns(leader)).toBe(true)
})

test('an account that cannot be read ends nothing', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'running.json'), '[{"leader":')

  expect(await endLeftovers(folder)).toEqual([])
})
