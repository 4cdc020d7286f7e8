import { afterEach, beforeEach, expect, test } from 'vitest'
import { BareServer } from './bare-server.ts'
import { HttpClient } from './http-client.ts'
import { SocketClient } from './socket-client.ts'

const stops: (() => void)[] = []

beforeEach(() => {
  stops.length = 0
})

afterEach(() => {
  for (const stop of stops) stop()
})

function stopped<Started extends { stop: () => void }>(started: Started): Started {
  stops.push(() => started.stop())
  return started
}

test('the HTTP client measures a server in another process, from another process', async () => {
  const server = stopped(new BareServer('http'))
  const client = stopped(new HttpClient())

  const result = await client.measure({
    origin: await server.listen(),
    scenario: { request: { method: 'GET', path: '/' } },
    connections: 2,
    seconds: 10,
    maxRequests: 100,
    serverPid: server.pid,
    loop: { kind: 'closed' },
  })

  expect(result.loop).toMatchObject({ okCount: 100, failures: {}, otherStatuses: {} })
})

test('the HTTP client refuses another host before anything is sent', () => {
  const client = stopped(new HttpClient())

  expect(() =>
    client.measure({
      origin: 'http://example.com:80',
      scenario: { request: { method: 'GET', path: '/' } },
      connections: 1,
      seconds: 1,
      loop: { kind: 'closed' },
    }),
  ).toThrow('Only http://127.0.0.1')
})

test('the socket client opens, pings and hears what is said to all', async () => {
  const server = stopped(new BareServer('sockets'))
  const client = stopped(new SocketClient())
  const origin = await server.listen()

  const opened = await client.open({ origin, count: 30, visitors: [{ path: '/' }] })
  const pinged = await client.ping({ timeoutMs: 5_000 })
  const heard = await client.broadcast(() => server.say('now'), {
    contains: 'now',
    timeoutMs: 5_000,
  })
  await client.close()

  expect(opened).toMatchObject({ open: 30, failed: 0 })
  expect(pinged).toMatchObject({ reached: 30, missed: 0 })
  expect(heard).toMatchObject({ reached: 30, missed: 0 })
})
