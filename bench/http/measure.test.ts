import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { bareServer } from './bare-server.ts'
import { measure } from './measure.ts'
import { runSpec, type RunSpec } from './run-spec.ts'

let server: Server
let spec: RunSpec

beforeEach(async () => {
  server = bareServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  spec = {
    origin: `http://127.0.0.1:${port}`,
    scenario: { request: { method: 'GET', path: '/' } },
    connections: 4,
    seconds: 5,
    maxRequests: 200,
    serverPid: process.pid,
    loop: { kind: 'closed' },
  }
})

afterEach(() => {
  server.close()
})

test('a closed loop counts what a real server answered, and stops by itself', async () => {
  const result = await measure(spec)

  expect(result.loop).toMatchObject({ okCount: 200, otherStatuses: {}, failures: {} })
  expect(result.reconnects).toBe(0)
  expect(result.clientCpuShare).toBeGreaterThan(0)
})

test('an open loop sends at its rate', async () => {
  const loop = { kind: 'open', perSecond: 1_000 } as const

  const result = await measure({ ...spec, loop, maxRequests: 50 })

  expect(result.loop).toMatchObject({ dueCount: 50, okCount: 50, droppedCount: 0 })
  expect(result.loop.elapsedMs).toBeGreaterThanOrEqual(49)
})

test('a scenario comes from a module, which counts what it likes', async () => {
  const module = new URL('fixtures/numbered-scenario.ts', import.meta.url).href

  const result = await measure({ ...spec, scenario: { module, options: { prefix: '/n' } } })

  expect(result.reported).toEqual({ asked: 200, answered: 200 })
})

test('a module without a scenario is said to have none', async () => {
  const module = new URL('tally.ts', import.meta.url).href

  await expect(measure({ ...spec, scenario: { module } })).rejects.toThrow('named scenario')
})

test('a server that is not there is said to be not there', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const { port } = z.object({ port: z.number() }).parse(nobody.address())
  await new Promise((closed) => nobody.close(closed))

  const origin = `http://127.0.0.1:${port}`

  await expect(measure({ ...spec, origin })).rejects.toThrow('4 of 4 connections')
})

test.each([
  'http://example.com:80',
  'http://localhost:8787',
  'http://127.0.0.1.example.com:80',
  'http://127.0.0.1@example.com:80',
  'https://127.0.0.1:8787',
  'http://0.0.0.0:8787',
  'http://127.0.0.1',
  'nonsense',
])('%s is not measured: it is not this machine, or does not say where on it', (origin) => {
  expect(runSpec.safeParse({ ...spec, origin }).success).toBe(false)
})

test.each([
  { connections: 0 },
  { connections: 15_001 },
  { seconds: 0 },
  { seconds: 601 },
  { maxRequests: 50_000_001 },
  { loop: { kind: 'open', perSecond: 100_001 } },
])('%j is beyond the limits', (change) => {
  expect(runSpec.safeParse({ ...spec, ...change }).success).toBe(false)
})
