import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { Ask, Outcome } from './fan-events.ts'
import { pollAt, sessionUntil, statusAt } from './fixtures/answers.ts'
import { httpDoor, outcomeOf, type HttpDoor } from './http-door.ts'

type Seen = {
  method: string | undefined
  url: string | undefined
  token: string | undefined
  body: string
}

/** A door to a server that always answers the same, and what that server was asked. */
async function doorTo(status: number, answer: unknown): Promise<{ door: HttpDoor; seen: Seen[] }> {
  const seen: Seen[] = []
  const answers = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bodyOf(request)
    const { method, url, headers } = request
    seen.push({ method, url, token: headers.authorization, body })
    response.writeHead(status, { 'retry-after': '4' }).end(JSON.stringify(answer))
  }
  const server = createServer((request, response) => void answers(request, response))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const door = httpDoor(`http://127.0.0.1:${port}`, 'demo', 'general')
  onTestFinished(() => {
    door.close()
    server.close()
  })
  return { door, seen }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
  return body
}

test('a join names the lane and nobody', async () => {
  const { place } = statusAt(5_000)
  const answer = { kind: 'placed', place, token: 'secret', poll: pollAt(5_000) }
  const { door, seen } = await doorTo(201, answer)

  expect(await door.ask({ what: 'join' }, undefined)).toEqual({ kind: 'joined', answer })
  expect(seen).toEqual([
    { method: 'POST', url: '/rooms/demo/join', token: undefined, body: '{"lane":"general"}' },
  ])
})

test('a poll shows the token, and has no body', async () => {
  const { door, seen } = await doorTo(200, pollAt(5_000))

  expect(await door.ask({ what: 'status' }, 'secret')).toEqual({
    kind: 'told',
    answer: pollAt(5_000),
  })
  expect(seen).toEqual([
    { method: 'GET', url: '/rooms/demo/status', token: 'Bearer secret', body: '' },
  ])
})

test('a session is renewed by its id', async () => {
  const session = sessionUntil(9)
  const { door, seen } = await doorTo(200, { kind: 'renewed', session })

  expect(await door.ask({ what: 'renew', sessionId: 's' }, 'secret')).toMatchObject({ session })
  expect(seen[0]?.body).toBe('{"sessionId":"s"}')
})

test.each<[Ask, unknown, Outcome]>([
  [
    { what: 'claim' },
    { kind: 'admitted', session: sessionUntil(9), again: true },
    { kind: 'admitted', session: sessionUntil(9), again: true },
  ],
  [{ what: 'here' }, { kind: 'here' }, { kind: 'here' }],
  [{ what: 'leave' }, { kind: 'already-over' }, { kind: 'left' }],
  [{ what: 'release', sessionId: 's' }, { kind: 'ended' }, { kind: 'released' }],
])('what is answered to %j is read', async (ask, answer, outcome) => {
  const { door } = await doorTo(200, answer)

  expect(await door.ask(ask, 'secret')).toEqual(outcome)
})

test('a refusal has its code, and when to come again', async () => {
  const { door } = await doorTo(503, { code: 'room-busy', message: 'Try again.' })

  expect(await door.ask({ what: 'claim' }, 'secret')).toEqual({
    kind: 'refused',
    status: 503,
    code: 'room-busy',
    retryAfterMs: 4_000,
  })
})

test('a server that is not there is an outcome, not an error', async () => {
  const door = httpDoor('http://127.0.0.1:9', 'demo', undefined)

  expect(await door.ask({ what: 'status' }, 'secret')).toEqual({
    kind: 'unreachable',
    why: 'ECONNREFUSED',
  })
})

test('a document that cannot be read is none', async () => {
  const { door } = await doorTo(200, { orderWindowMs: 'soon' })

  expect(await door.read('document', z.object({ orderWindowMs: z.number() }))).toBeUndefined()
  expect(await door.read('document', z.object({ orderWindowMs: z.string() }))).toEqual({
    orderWindowMs: 'soon',
  })
})

test.each([
  ['not JSON', 200, '<html>', /^status 200: not JSON$/],
  [
    'a field of another kind',
    200,
    JSON.stringify({ ...pollAt(5_000), news: 'none' }),
    /^status 200: news: /,
  ],
  ['a refusal without a code', 500, '{"error":"no"}', /^status 500: code: /],
])('%s is none of the protocol, and it is said what is wrong', (_, status, body, why) => {
  expect(outcomeOf('status', { status, retryAfter: undefined, body })).toEqual({
    kind: 'mismatch',
    why: expect.stringMatching(why),
  })
})
