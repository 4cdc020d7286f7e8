import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { pollAt } from './fixtures/answers.ts'
import { streamDoor, type FanStream, type StreamEars } from './stream-door.ts'

type Line = {
  readonly fan: FanStream
  /** The server's end, and what it was asked. */
  readonly room: ServerResponse
  readonly request: IncomingMessage
  readonly said: unknown[]
  /** Answers once the fan's ears have heard so many things. */
  readonly heard: (count: number) => Promise<unknown[]>
}

const OPENS = { 'content-type': 'text/event-stream; charset=utf-8' }

async function line(): Promise<Line> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const { ears, said, heard } = listening()
  const asked = new Promise<[IncomingMessage, ServerResponse]>((resolve) => {
    server.on('request', (request, response) => resolve([request, response]))
  })
  const fan = streamDoor(`http://127.0.0.1:${port}`, 'demo')('secret', ears)
  const [request, room] = await asked
  return { fan, room, request, said, heard }
}

function listening(): Pick<Line, 'said' | 'heard'> & { ears: StreamEars } {
  const said: unknown[] = []
  let wake: (() => void) | undefined
  const hears = (what: unknown) => {
    said.push(what)
    wake?.()
  }
  const ears: StreamEars = {
    opened: () => hears('opened'),
    told: hears,
    dismissed: (code) => hears({ dismissed: code }),
    mismatch: (why) => hears({ why }),
    cut: (code, retryMs) => hears({ code, retryMs }),
  }
  const heard = async (count: number) => {
    while (said.length < count) await new Promise<void>((resolve) => (wake = resolve))
    return said
  }
  return { ears, said, heard }
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

test('the token is shown, and what the room says is read, wherever it is cut', async () => {
  const { room, request, heard } = await line()
  const text = `:\n\n${event('poll', pollAt(5_000))}`
  room.writeHead(200, OPENS).write(text.slice(0, 40))
  await heard(1)
  room.write(`${text.slice(40)}${event('weather', 'rain')}`)

  expect(await heard(2)).toEqual(['opened', pollAt(5_000)])
  expect([request.url, request.headers.authorization]).toEqual([
    '/rooms/demo/stream',
    'Bearer secret',
  ])
})

test('a stream that the room ends says when to come back', async () => {
  const { room, heard } = await line()
  room.writeHead(200, OPENS).end('retry: 700\n\n')

  expect(await heard(2)).toEqual(['opened', { code: 1000, retryMs: 700 }])
})

test('a problem is the last word, and what stands behind it is not heard', async () => {
  const { room, heard } = await line()
  const problem = { code: 'stream-replaced', message: 'Another page is followed.' }
  room.writeHead(200, OPENS).end(event('problem', problem) + event('poll', pollAt(5_000)))

  expect(await heard(2)).toEqual(['opened', { dismissed: 'stream-replaced' }])
})

test('a refusal gives its status, and when to try again', async () => {
  const { room, heard } = await line()
  room.writeHead(503, { 'retry-after': '2' }).end('{"code":"room-busy","message":"Later."}')

  expect(await heard(1)).toEqual([{ code: 503, retryMs: 2_000 }])
})

test('an event that is none of the protocol is reported, and the stream stays', async () => {
  const { room, heard } = await line()
  room.writeHead(200, OPENS).write('event: poll\ndata: {}\n\nevent: poll\ndata: nonsense\n\n')

  expect(await heard(3)).toEqual([
    'opened',
    { why: expect.stringMatching(/^stream poll: status: /) },
    { why: 'stream poll: not JSON' },
  ])
})

test('a connection that breaks is a cut without a word', async () => {
  const { room, heard } = await line()
  room.writeHead(200, OPENS).write(':\n\n')
  await heard(1)
  room.destroy()

  expect(await heard(2)).toEqual(['opened', { code: 1006, retryMs: undefined }])
})

test('a fan who hangs up is gone for the room, and hears no more', async () => {
  const { fan, room, said, heard } = await line()
  room.writeHead(200, OPENS).write(':\n\n')
  await heard(1)
  const closed = once(room, 'close')
  fan.hangUp()
  await closed

  expect(said).toEqual(['opened'])
})

test('a room that is not there cuts the stream before it opens', async () => {
  const { ears, heard } = listening()
  streamDoor('http://127.0.0.1:9', 'demo')('secret', ears)

  expect(await heard(1)).toEqual([{ code: 1006, retryMs: undefined }])
})
