import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { monotonicMs } from '../clock.ts'
import { Crowd } from './crowd.ts'
import { openSpec, pingSpec, type OpenSpec } from './specs.ts'

let server: WebSocketServer
let origin: string
let crowd: Crowd

beforeEach(async () => {
  server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }: { req: IncomingMessage }) => req.url !== '/refused',
  })
  await once(server, 'listening')
  origin = `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`
  crowd = new Crowd()
})

afterEach(() => {
  crowd.close()
  server.close()
})

function open(count: number, changes: Partial<OpenSpec> = {}) {
  const spec = { origin, count, perSecond: 10_000, visitors: [{ path: '/' }], ...changes }
  return crowd.open(openSpec.parse(spec))
}

test('as many sockets open as were asked for', async () => {
  expect(await open(20)).toMatchObject({ open: 20, failed: 0, reasons: {} })
  expect(server.clients.size).toBe(20)
})

test('those that are refused are counted with the reason, and the others stay', async () => {
  const visitors = [{ path: '/' }, { path: '/refused' }]

  const result = await open(10, { visitors })

  expect(result).toMatchObject({ open: 5, failed: 5 })
  expect(result.reasons).toEqual({ 'Unexpected server response: 401': 5 })
})

test('each socket comes with the headers of its visitor', async () => {
  const cookies: unknown[] = []
  server.on('connection', (_, request) => cookies.push(request.headers.cookie))
  const visitors = ['a=1', 'a=2'].map((cookie) => ({ path: '/', headers: { cookie } }))

  await open(2, { visitors })

  expect(new Set(cookies)).toEqual(new Set(['a=1', 'a=2']))
})

test('a message counts once a socket, from the mark, and other messages do not', async () => {
  await open(10)
  crowd.arm('"now"')
  const markMs = monotonicMs()
  for (const socket of server.clients) {
    socket.send('{"kind":"later"}')
    socket.send('{"kind":"now"}')
    socket.send('{"kind":"now"}')
  }

  const result = await crowd.received({ markMs, timeoutMs: 5_000 })

  expect(result).toMatchObject({ reached: 10, missed: 0 })
  expect(result.lastMs).toBeGreaterThanOrEqual(result.medianMs)
  expect(result.lastMs).toBeLessThan(5_000)
})

test('those that hear nothing in time are missed', async () => {
  await open(3)
  crowd.arm('now')
  const markMs = monotonicMs()
  const [first, second] = server.clients
  first?.send('now')
  second?.send('later')

  expect(await crowd.received({ markMs, timeoutMs: 50 })).toMatchObject({ reached: 1, missed: 2 })
})

test('a socket that is lost meanwhile is missed, and not waited for', async () => {
  await open(2)
  crowd.arm('now')
  const markMs = monotonicMs()
  const [first, second] = server.clients
  first?.terminate()
  second?.send('now')

  expect(await crowd.received({ markMs, timeoutMs: 60_000 })).toMatchObject({
    reached: 1,
    missed: 1,
  })
})

test('ping frames are answered by the server itself', async () => {
  await open(5)

  const result = await crowd.ping(pingSpec.parse({ timeoutMs: 5_000, perSecond: 10_000 }))

  expect(result).toMatchObject({ reached: 5, missed: 0 })
})

test('a ping may be a message with its own answer', async () => {
  server.on('connection', (socket) => socket.on('message', () => socket.send('pong')))
  await open(5)
  const message = { send: 'ping', answer: 'pong' }

  const result = await crowd.ping(pingSpec.parse({ timeoutMs: 5_000, perSecond: 10_000, message }))

  expect(result).toMatchObject({ reached: 5, missed: 0 })
})

test('nothing is received that was not listened for', async () => {
  await expect(crowd.received({ markMs: 0, timeoutMs: 10 })).rejects.toThrow('arm first')
})
