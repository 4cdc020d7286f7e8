import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { statusAt } from './fixtures/answers.ts'
import { socketDoor, type FanSocket, type SocketEars } from './socket-door.ts'

type Line = {
  readonly fan: FanSocket
  /** The server's end. */
  readonly room: WebSocket
  readonly token: string | undefined
  readonly said: unknown[]
  /** Answers when the fan's ears heard the next thing. */
  readonly next: () => Promise<void>
}

/** A fan's socket, open to a room whose end the test holds. */
async function line(): Promise<Line> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  onTestFinished(() => server.close())
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const { ears, said, next } = listening()
  const opened = next()
  const connected = new Promise<Pick<Line, 'room' | 'token'>>((resolve) => {
    server.on('connection', (room, { headers }) => resolve({ room, token: headers.authorization }))
  })
  const fan = socketDoor(`http://127.0.0.1:${port}`, 'demo')('secret', ears)
  const { room, token } = await connected
  onTestFinished(() => room.terminate())
  await opened
  return { fan, room, token, said, next }
}

function listening(): { ears: SocketEars; said: unknown[]; next: () => Promise<void> } {
  const said: unknown[] = []
  let wake: (() => void) | undefined
  const hears = (what: unknown) => {
    said.push(what)
    wake?.()
  }
  const ears: SocketEars = {
    opened: () => hears('opened'),
    heard: hears,
    mismatch: (why) => hears({ why }),
    cut: (code, reason) => hears({ code, reason }),
  }
  const next = () => new Promise<void>((resolve) => (wake = resolve))
  return { ears, said, next }
}

test('the token is shown, and what the room says is read', async () => {
  const { room, token, said, next } = await line()
  const heard = next()
  room.send(JSON.stringify(statusAt(5_000)))
  await heard

  expect(token).toBe('Bearer secret')
  expect(said).toEqual(['opened', statusAt(5_000)])
})

test('what a fan says arrives, and so does a ping; its answer is no message', async () => {
  const { fan, room, said, next } = await line()
  const arrived: string[] = []
  const both = new Promise<void>((resolve) => {
    room.on('message', (data) => {
      if (Buffer.isBuffer(data)) arrived.push(data.toString())
      if (arrived.length === 2) resolve()
    })
  })
  fan.say({ kind: 'present' })
  fan.ping()
  await both
  const heard = next()
  room.send('pong')
  room.send('{"kind":"still-there"}')
  await heard

  expect(arrived).toEqual(['{"kind":"present"}', 'ping'])
  expect(said).toEqual(['opened', { kind: 'still-there' }])
})

test('a message that is none of the protocol is reported, and the socket stays', async () => {
  const { room, said, next } = await line()
  const heard = next()
  room.send('{"kind":"hello"}')
  await heard

  expect(said).toEqual(['opened', { why: expect.stringMatching(/^socket: /) }])
})

test('a close has its code and reason', async () => {
  const { room, said, next } = await line()
  const cut = next()
  room.close(4002, '{"againInMs":5000}')
  await cut

  expect(said).toEqual(['opened', { code: 4002, reason: '{"againInMs":5000}' }])
})

test('a lost socket says nothing to the room, and the fan hears no more of it', async () => {
  const { fan, room, said } = await line()
  const closed = once(room, 'close')
  fan.hangUp('lost')

  expect((await closed)[0]).toBe(1006)
  expect(said).toEqual(['opened'])
})

test('a room that is not there cuts the socket before it opens', async () => {
  const { ears, said, next } = listening()
  const cut = next()
  socketDoor('http://127.0.0.1:9', 'demo')('secret', ears)
  await cut

  expect(said).toEqual([{ code: 1006, reason: '' }])
})
