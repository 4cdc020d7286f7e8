import { env, exports } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { MeasuresAnswer } from '../../core/operate/measures.ts'
import { ask, bearer, hold, joined, post, roomOf, SITE, until } from '../fixtures.ts'
import { deskStub, roomStub } from '../objects/stubs.ts'
import { OPERATOR_KEY } from '../test-rooms.ts'

const holdDesk = (room: string, ms: number) => hold(deskStub(env, room, 0), ms)

async function deskCalls(room: string): Promise<number> {
  const response = await ask(`/operate/api/rooms/${room}/measures`, {
    headers: bearer(OPERATOR_KEY),
  })
  const { desks }: MeasuresAnswer = await response.json()
  return desks[0]?.calls ?? 0
}

describe('joining without asking anybody', () => {
  test('costs the desk a call or two, however many join at once', async () => {
    const room = await roomOf('full')
    await joined(room)
    const before = await deskCalls(room)

    const fans = await Promise.all(Array.from({ length: 60 }, () => joined(room)))

    expect(new Set(fans.map(({ number }) => number)).size).toBe(60)
    expect((await deskCalls(room)) - before).toBeLessThan(12)
  })

  test('R3: who joins later has a higher number', async () => {
    const room = await roomOf('full')
    const numbers: number[] = []
    for (let more = 0; more < 8; more += 1) {
      numbers.push((await joined(room)).number)
      await scheduler.wait(80)
    }

    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  })

  test('several rooms and lanes do not wait for each other', async () => {
    const [slow, quick] = [await roomOf('two'), await roomOf('two')]
    await Promise.all([joined(slow), joined(quick)])
    await scheduler.wait(400)
    const held = holdDesk(slow, 1_500)
    const late = joined(slow)

    const beganAtMs = Date.now()
    const [general, members] = await Promise.all([
      joined(quick),
      joined(quick, { lane: 'members' }),
    ])

    expect([general.lane, members.lane]).toEqual(['general', 'members'])
    expect(Date.now() - beganAtMs).toBeLessThan(1_000)
    await Promise.all([held, late])
  })

  test('hardly a number is void: what an isolate did not hand out, its desk hears of', async () => {
    const room = await roomOf('full')
    await Promise.all(Array.from({ length: 5 }, () => joined(room)))

    const document = await until(
      async () => JSON.parse((await roomStub(env, room).exchange(room, nothing)).document),
      ({ lanes: [lane] }) => lane.waiting[0] === 5,
    )

    expect(document.lanes[0]).toMatchObject({ unaccounted: 0 })
  })
})

const nothing = { epoch: undefined, accounts: [], wants: [] }

describe('a request whose client hangs up', () => {
  test('takes along nobody who waited for the same call, nor anybody after', async () => {
    const room = await roomOf('full')
    await joined(room)
    await scheduler.wait(400)
    const held = holdDesk(room, 400)
    const hangingUp = new AbortController()
    const request = new Request(`${SITE}/rooms/${room}/join`, {
      method: 'POST',
      signal: hangingUp.signal,
    })
    const beganAtMs = Date.now()
    const leader = exports.default.fetch(request).catch(() => 'hung up')
    await scheduler.wait(20)
    const followers = [post(`/rooms/${room}/join`), post(`/rooms/${room}/join`)]
    await scheduler.wait(20)

    hangingUp.abort()

    expect(await leader).toBe('hung up')
    const answers = await Promise.all(followers)
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    // Its call went on: nobody had to find out by a deadline that it was lost.
    expect(Date.now() - beganAtMs).toBeLessThan(2_000)
    await held
    expect((await post(`/rooms/${room}/join`)).status).toBe(201)
  })

  test('while a document is fetched, either', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    await scheduler.wait(1_100)
    const held = holdDesk(room, 400)
    const hangingUp = new AbortController()
    const request = new Request(`${SITE}/rooms/${room}/status`, {
      headers: bearer(token),
      signal: hangingUp.signal,
    })
    const beganAtMs = Date.now()
    const leader = exports.default.fetch(request).catch(() => 'hung up')
    await scheduler.wait(20)
    const follower = ask(`/rooms/${room}/status`, { headers: bearer(token) })
    await scheduler.wait(20)

    hangingUp.abort()

    expect(await leader).toBe('hung up')
    expect((await follower).status).toBe(200)
    expect(Date.now() - beganAtMs).toBeLessThan(1_500)
    await held
  })
})

describe('R10: a desk that does not answer', () => {
  test('is a 503 that says when to try again, and the place is kept', async () => {
    const room = await roomOf('full')
    const fan = await joined(room)
    await scheduler.wait(400)
    const held = holdDesk(room, 6_000)

    const response = await post(`/rooms/${room}/join`)

    expect(response.status).toBe(503)
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
    await held
    expect((await joined(room, {}, fan.token)).number).toBe(fan.number)
  })
})
