import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { CalledProcess } from './calls.ts'

let called: CalledProcess

beforeEach(() => {
  called = new CalledProcess(
    fileURLToPath(new URL('fixtures/called-process.ts', import.meta.url)),
    'test',
  )
})

afterEach(() => {
  called.stop()
})

test('a call is answered by another process', async () => {
  const pid = await called.call('pid', {}, z.number(), 5_000)

  expect(pid).toBe(called.pid)
  expect(pid).not.toBe(process.pid)
})

test('what is thrown there is thrown here', async () => {
  await expect(called.call('fail', 'so', z.unknown(), 5_000)).rejects.toThrow('failed: so')
})

test('a call nobody answers to is an error', async () => {
  await expect(called.call('nothing', {}, z.unknown(), 5_000)).rejects.toThrow('no call named')
})

test('an answer of another shape is an error', async () => {
  await expect(called.call('pid', {}, z.string(), 5_000)).rejects.toThrow('expected string')
})

test('a process that ends fails the call, and every later one', async () => {
  await expect(called.call('end', 3, z.unknown(), 5_000)).rejects.toThrow(
    'ended by itself (code 3)',
  )
  await expect(called.call('pid', {}, z.number(), 5_000)).rejects.toThrow('has ended')
})

test('a process that stays silent fails the call, and is ended', async () => {
  await expect(called.call('hang', {}, z.unknown(), 20)).rejects.toThrow('within 20 ms')
})
