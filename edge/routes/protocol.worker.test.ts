/** The protocol as it is written down, held against what is served: by a client that knows no more. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { claimAnswer } from '../../core/protocol/claim.ts'
import { moveAnswer } from '../../core/protocol/move.ts'
import { pollAnswer } from '../../core/protocol/poll.ts'
import { problemSchema } from '../../core/protocol/problem.ts'
import { messages } from '../../core/protocol/reference/messages.ts'
import { problems } from '../../core/protocol/reference/problems.ts'
import { codesOf, type Route } from '../../core/protocol/reference/route.ts'
import { routes } from '../../core/protocol/reference/routes.ts'
import { transferAnswer } from '../../core/protocol/transfer.ts'
import { CLOSE } from '../../core/protocol/socket-terms.ts'
import {
  ask,
  bearer,
  connected,
  joined,
  operate,
  kinds,
  offered,
  polled,
  post,
  read,
  roomOf,
  until,
} from '../fixtures.ts'

const programs = routes.filter(({ answers }) => answers.every(({ media }) => !isPage(media)))

function isPage(media: string | undefined): boolean {
  return media === 'text/html' || media === 'text/css'
}

function routeNamed(id: string): Route {
  const route = routes.find((one) => one.id === id)
  if (route === undefined) throw new Error(`no route is written down as ${id}`)
  return route
}

/** What a route answered has the status and the shape that are written down for it. */
async function asWritten(id: string, response: Response): Promise<Response> {
  const { answers } = routeNamed(id)
  const body: unknown = await response.clone().json()
  const message = answers.find(({ status }) => status === response.status)?.message
  const schema = message === undefined ? z.never() : messages[message].schema
  expect({ id, body, fault: schema.safeParse(body).error }).toEqual({ id, body, fault: undefined })
  return response
}

type Wrong = { name: string; query?: string; init: (route: Route) => RequestInit }

const wrongs: Wrong[] = [
  { name: 'no token', init: ({ method }) => ({ method: method.toUpperCase() }) },
  { name: 'a token of nobody', init: ({ method }) => withToken(method, 'a.b.c') },
  { name: 'a page of before', query: '?protocol=0', init: ({ method }) => withToken(method, 'a') },
  {
    name: 'a page of tomorrow',
    query: '?protocol=9',
    init: ({ method }) => withToken(method, 'a'),
  },
  {
    name: 'another site’s page',
    init: ({ method }) => {
      return { method: method.toUpperCase(), headers: { Origin: 'https://elsewhere.example' } }
    },
  },
  {
    name: 'no JSON',
    init: ({ method }) => ({ ...withToken(method, ''), ...(method === 'post' && { body: '{' }) }),
  },
  {
    name: 'too much of it',
    init: ({ method }) => {
      return { ...withToken(method, ''), ...(method === 'post' && { body: ' '.repeat(4_097) }) }
    },
  },
]

function withToken(method: string, token: string): RequestInit {
  return { method: method.toUpperCase(), headers: bearer(token) }
}

const room = await roomOf('full')

describe('every refusal', () => {
  test.for(programs)('P62: of $method $path is one that is written down', async (route) => {
    for (const { name, query = '', init } of wrongs) {
      const response = await ask(`/rooms/${room}${route.path}${query}`, init(route))
      if (response.status < 400) continue
      const { code, step } = problemSchema.parse(await response.json())

      const written = problems.find((one) => one.code === code)
      expect({ name, code, step, status: response.status }).toEqual({
        name,
        ...written,
        what: undefined,
      })
      expect({ name, codes: codesOf(route) }).toMatchObject({
        codes: expect.arrayContaining([code]),
      })
    }
  })

  test('P59, P64: of a newer client says when to come back', async () => {
    const response = await ask(`/rooms/${room}/door?protocol=2`)

    expect(response.status).toBe(503)
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
  })

  test('P69: bears the caller’s own request id', async () => {
    const response = await ask(`/rooms/${room}/status`, { headers: { 'X-Request-Id': 'mine-1' } })

    expect(response.headers.get('X-Request-Id')).toBe('mine-1')
  })
})

describe('every answer', () => {
  test('P10, P38, P43, P44: from the door through the shop is as written down', async () => {
    const room = await roomOf('small')
    const { token } = await joined(room)
    await offered(room, token)
    const at = `/rooms/${room}`

    await asWritten('door', await ask(`${at}/door`))
    await asWritten('document', await ask(`${at}/document`))
    await asWritten('join', await post(`${at}/join`, token))
    await asWritten('status', await ask(`${at}/status`, { headers: bearer(token) }))
    const first = await asWritten('claim', await post(`${at}/claim`, token))
    const again = await asWritten('claim', await post(`${at}/claim`, token))
    const { sessionId } = (await read(first, claimAnswer)).session
    expect((await read(again, claimAnswer)).session.sessionId).toBe(sessionId)
    await asWritten('renew', await post(`${at}/renew`, token, { sessionId }))
    await operate(room, 'revoke', { sessionId })
    const released = await asWritten('release', await post(`${at}/release`, token, { sessionId }))
    expect(await released.json()).toEqual({ kind: 'already-over' })
    await asWritten('leave', await post(`${at}/leave`, token))
  })

  test('P46, P48, P49: of a move to another device is as written down', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const at = `/rooms/${room}`

    await asWritten('here', await post(`${at}/here`, token))
    const offer = await asWritten('transfer', await post(`${at}/transfer`, token))
    const { code } = await read(offer, transferAnswer)
    const redeem = { code, claimant: 'another-device' }
    // A place so young is not known everywhere yet.
    const taken = await until(
      () => post(`${at}/redeem`, undefined, redeem),
      ({ status }) => status !== 503,
    )
    const first = await asWritten('redeem', taken)
    const second = await asWritten('redeem', await post(`${at}/redeem`, undefined, redeem))
    const { place, token: next } = await read(first, moveAnswer)
    expect((await read(second, moveAnswer)).place).toEqual(place)
    await asWritten('move', await post(`${at}/move`, next))
    expect((await post(`${at}/claim`, token)).status).toBe(410)
  })
})

describe('a client', () => {
  test('P2: may bring cookie and token: the token counts', async () => {
    const room = await roomOf('full')
    const [one, other] = [await joined(room), await joined(room)]

    const response = await ask(`/rooms/${room}/status`, {
      headers: { Cookie: `__Host-place-${room}=${one.token}`, ...bearer(other.token) },
    })

    const { status } = await read(response, pollAnswer)
    expect(status.place.number).toBe(other.number)
  })

  test('P3, P56: is given a short token, though it says what nobody knows', async () => {
    const { token } = await joined(await roomOf('full'), { colour: 'red' })

    expect(token.length).toBeLessThanOrEqual(1_024)
  })

  test('P22: is told on connect how it stands and what happened', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const page = await connected(room, token)

    await until(
      () => kinds(page),
      (heard) => heard.includes('status') && heard.includes('news'),
    )
    page.socket.close()
    expect((await polled(room, token)).next.kind).toBe('connect')
  })

  test.for([
    ['what is no message', ['{"kind":"sing"}'], CLOSE.badMessage],
    ['more than 256 characters', [`{"kind":"present","x":"${'x'.repeat(256)}"}`], CLOSE.badMessage],
    ['21 messages', Array.from({ length: 21 }, () => '{"kind":"present"}'), CLOSE.flooded],
  ] as const)('P33: is closed for %s', async ([, said, code]) => {
    const room = await roomOf('full')
    const page = await connected(room, (await joined(room)).token)

    // Pings are not counted, however many.
    for (let ping = 0; ping < 30; ping += 1) page.socket.send('ping')
    for (const text of said) page.socket.send(text)

    expect(await until(page.closed, (closed) => closed !== undefined)).toMatchObject({ code })
  })
})
