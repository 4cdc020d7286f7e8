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
