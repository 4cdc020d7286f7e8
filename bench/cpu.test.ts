import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import {
  cpuMsFromStat,
  cpuMsOf,
  residentBytesFromStatus,
  residentBytesOf,
  watchCpu,
} from './cpu.ts'

test('the processor time is found behind a name with blanks and brackets', () => {
  const stat = '42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 250 30 5 5 20 0 9 0 1 2 3'

  expect(cpuMsFromStat(stat)).toBe(2_800)
})

test('what is no such file gives no figure', () => {
  expect(cpuMsFromStat('')).toBeUndefined()
  expect(residentBytesFromStatus('Name: x\n')).toBeUndefined()
})

test('the resident memory is read in bytes', () => {
  expect(residentBytesFromStatus('Name:\tx\nVmRSS:\t    2048 kB\nThreads: 3\n')).toBe(2_097_152)
})

test('our own work is a share of the cores there are; a process that is not there has none', () => {
  const since = watchCpu(2 ** 30)
  let work = 0
  for (let step = 0; step < 10_000_000; step++) work += Math.sqrt(step)

  const { client, server, others } = since()

  expect(work).toBeGreaterThan(0)
  // How much of a core we got in the time depends on who else is at work.
  expect(client).toBeGreaterThan(0)
  expect(client).toBeLessThan(availableParallelism() + 1)
  expect(server).toBeUndefined()
  expect(others).toBeGreaterThanOrEqual(0)
})

test.runIf(process.platform === 'linux')('a process that runs has used time and memory', () => {
  expect(cpuMsOf(process.pid)).toBeGreaterThan(0)
  expect(residentBytesOf(process.pid)).toBeGreaterThan(10_000_000)
})
