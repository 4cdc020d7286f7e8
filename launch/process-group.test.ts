import assert from 'node:assert'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { endGroup, groupRuns, signalGroup, startOf } from './process-group.ts'

/** A shell leading a group of its own, once it has said its first word. */
async function group(script: string): Promise<number> {
  const leader = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const { pid } = leader
  assert(pid)
  onTestFinished(() => signalGroup(pid, 'SIGKILL'))
  await once(leader.stdout, 'data')
  return pid
}

test('a group ends when it is asked to', async () => {
  const leader = await group('sleep 60 & echo up; wait')

  await endGroup(leader)

  expect(groupRuns(leader)).toBe(false)
})

test('a group that does not listen is made to end', async () => {
  const leader = await group(`trap '' TERM; echo up; while :; do sleep 1; done`)

  await endGroup(leader, 50)

  expect(groupRuns(leader)).toBe(false)
})

test('what is left of a group whose leader is gone ends too', async () => {
  const leader = await group('sleep 60 & echo up')
  expect(groupRuns(leader)).toBe(true)

  await endGroup(leader)

  expect(groupRuns(leader)).toBe(false)
})

test('a group that is not there is no error', async () => {
  const leader = await group('echo up')
  await endGroup(leader)

  expect(() => signalGroup(leader, 'SIGTERM')).not.toThrow()
})

test('when a process started tells it from a later one of the same number', () => {
  expect(startOf(process.pid)).toBe(startOf(process.pid))
  expect(startOf(process.pid)).not.toBe(startOf(process.ppid))
  expect(startOf(2 ** 30)).toBeFalsy()
})
