import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { ConfigProblem } from '../config.ts'
import { listen } from './listen.ts'

test('a port that is taken is one sentence', async () => {
  const taken = await listen(() => new Response('one'), '127.0.0.1', 0)
  const port = Number(new URL(taken.address).port)

  const second = listen(() => new Response('two'), '127.0.0.1', port)

  await expect(second).rejects.toThrow(ConfigProblem)
  await expect(second).rejects.toThrow(`PORT=${port} is taken: end what listens there`)
  await taken.close(1_000)
})

test('a host that is not ours is one sentence', async () => {
  const far = listen(() => new Response(''), '192.0.2.1', 0)

  await expect(far).rejects.toThrow('HOST=192.0.2.1 is not an address of this machine')
})

test('who is being answered is answered before it closes, and nobody new comes in', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<Response>()
  const port = await listen(
    () => {
      asked.resolve()
      return answer.promise
    },
    '127.0.0.1',
    0,
  )

  const asking = fetch(port.address)
  await asked.promise
  const closing = port.close(10_000)
  const late = await fetch(port.address).catch((error: unknown) => error)
  answer.resolve(new Response('answered', { headers: { Connection: 'close' } }))

  expect(await (await asking).text()).toBe('answered')
  expect(late).toBeInstanceOf(TypeError)
  await closing
})

test('who takes too long is cut off', async () => {
  const asked = Promise.withResolvers<void>()
  const port = await listen(
    () => {
      asked.resolve()
      return new Promise(() => {})
    },
    '127.0.0.1',
    0,
  )

  const asking = fetch(port.address).catch((error: unknown) => error)
  await asked.promise
  await port.close(10)

  expect(await asking).toBeInstanceOf(TypeError)
})

test.for<[string, string]>([
  ['said nothing', ''],
  ['said half of a request', 'GET / HTTP/1.1\r\nHos'],
  ['was answered, and has begun the next', 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /'],
])('who %s does not hold up the end', async ([, said]) => {
  const port = await listen(() => new Response('answered'), '127.0.0.1', 0)
  const socket = connect(Number(new URL(port.address).port), '127.0.0.1')
  const cut = once(socket, 'close')
  await once(socket, 'connect')
  socket.write(said)
  if (said.endsWith('/')) await once(socket, 'data')
  // Connections are taken in turn: once this one is answered, that one is known of.
  await fetch(port.address)

  await port.close(60_000)

  expect(await cut).toBeDefined()
})

test('who was promised to be kept is let go with the answer, once it ends', async () => {
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<Response>()
  const port = await listen(
    () => {
      asked.resolve()
      return answer.promise
    },
    '127.0.0.1',
    0,
  )
  const socket = connect(Number(new URL(port.address).port), '127.0.0.1')
  const cut = once(socket.resume(), 'close')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  await asked.promise

  const closing = port.close(60_000)
  answer.resolve(new Response('answered'))
  await closing

  expect(await cut).toEqual([false])
})
