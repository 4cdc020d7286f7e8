import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { SocketLine, type Outcome } from './line.ts'

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A line to a server that says what the test wants when it has heard something. */
async function lineTo(heard: (socket: Socket, text: string) => void, timeoutMs = 5_000) {
  const server = createServer((socket) => {
    socket.on('data', (bytes) => heard(socket, bytes.toString()))
    socket.on('error', () => socket.destroy())
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  return new SocketLine({ port, host: `127.0.0.1:${port}`, timeoutMs })
}

function get(line: SocketLine): Promise<Outcome> {
  return new Promise((resolve) => line.exchange({ method: 'GET', path: '/' }, resolve))
}

test('one connection carries one exchange after another', async () => {
  const line = await lineTo((socket) => socket.write(OK))

  await get(line)
  const second = await get(line)
  line.close()

  expect(second).toMatchObject({ kind: 'answer', response: { status: 200 } })
  expect(line.connects).toBe(1)
})

test('after an answer that closes the connection the next exchange opens a new one', async () => {
  const closing = OK.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')
  const line = await lineTo((socket) => socket.end(closing))

  await get(line)
  const second = await get(line)
  line.close()

  expect(second.kind).toBe('answer')
  expect(line.connects).toBe(2)
})

test('an answer that only the end of the connection ends is an answer', async () => {
  const line = await lineTo((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nwhole'))

  const outcome = await get(line)

  expect(outcome.kind === 'answer' && outcome.response.body.toString()).toBe('whole')
})

test('garbage is a failure of its own', async () => {
  const line = await lineTo((socket) => socket.write('220 mail.example ESMTP\r\n'))

  expect(await get(line)).toMatchObject({ kind: 'failed', reason: 'garbage' })
})

test('bytes beyond the answer spoil the answer', async () => {
  const line = await lineTo((socket) => socket.write(`${OK}${OK}`))

  expect(await get(line)).toMatchObject({ kind: 'failed', reason: 'garbage' })
})

test('a connection that ends instead of an answer is a failure, and the line goes on', async () => {
  let times = 0
  const line = await lineTo((socket) => (times++ === 0 ? socket.end() : socket.write(OK)))

  expect(await get(line)).toMatchObject({ kind: 'failed', reason: 'closed' })
  expect(await get(line)).toMatchObject({ kind: 'answer' })
  line.close()
})

test('a connection that is reset is a failure', async () => {
  const line = await lineTo((socket) => socket.resetAndDestroy())

  expect(await get(line)).toMatchObject({ kind: 'failed', reason: 'closed' })
})

test('silence is a failure when the time is over', async () => {
  const line = await lineTo(() => {}, 20)

  expect(await get(line)).toMatchObject({ kind: 'failed', reason: 'timeout' })
})

test('a server that is not there cannot be opened and cannot be asked', async () => {
  const line = await lineTo(() => {})
  for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed))

  expect(await line.open()).toBe(false)
  expect(await get(line)).toMatchObject({ kind: 'failed', reason: 'connect' })
})

test('a line that was closed says nothing more', async () => {
  const line = await lineTo((socket) => socket.write(OK))
  let said = false
  line.exchange({ method: 'GET', path: '/' }, () => {
    said = true
  })

  line.close()
  const next = await get(line)
  line.close()

  expect([said, next.kind]).toEqual([false, 'answer'])
})

test('a second exchange before the first has ended is a mistake', async () => {
  const line = await lineTo((socket) => socket.write(OK))
  const first = get(line)

  expect(() => line.exchange({ method: 'GET', path: '/' }, () => {})).toThrow('one exchange')
  await first
  line.close()
})
