import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { joinAnswer } from '../../core/protocol/join.ts'
import { problemSchema } from '../../core/protocol/problem.ts'
import { renewAnswer } from '../../core/protocol/session.ts'
import { claimAnswer } from '../../core/protocol/claim.ts'
import { moveAnswer } from '../../core/protocol/move.ts'
import {
  ask,
  bearer,
  joined,
  offered,
  operate,
  polled,
  post,
  problem,
  read,
  roomOf,
  SITE,
  steer,
  until,
} from '../fixtures.ts'
import { placeKeys } from '../tokens/place-keys.ts'
import { signPlace } from '../tokens/place-token.ts'

describe('joining', () => {
  test('gives a number, a place that is kept, and how things stand', async () => {
    const room = await roomOf('full')

    const response = await post(`/rooms/${room}/join`)
    const answer = await read(response, joinAnswer)

    expect(response.status).toBe(201)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('Set-Cookie')).toMatch(
      /^__Host-place-full-\d+=new\.[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(answer).toMatchObject({ kind: 'placed', place: { number: 0, position: 0 } })
  })

  test('R5: joining again, by cookie or by token, answers the same place', async () => {
    const room = await roomOf('full')
    const first = await joined(room)
    const cookie = `__Host-place-${room}=${first.token}`

    const byToken = await joined(room, {}, first.token)
    const byCookie = await ask(`/rooms/${room}/join`, {
      method: 'POST',
      headers: { Cookie: cookie },
    })

    expect(byToken.number).toBe(first.number)
    expect(byCookie.status).toBe(200)
    expect(await read(byCookie, joinAnswer)).toMatchObject({ place: { number: first.number } })
  })

  test('takes the lane it names, and refuses one there is not', async () => {
    const room = await roomOf('two')

    const [general, members] = await Promise.all([joined(room), joined(room, { lane: 'members' })])
    const none = await post(`/rooms/${room}/join`, undefined, { lane: 'press' })

    expect([general.lane, members.lane]).toEqual(['general', 'members'])
    expect(await read(none, problemSchema)).toMatchObject({
      code: 'invalid-request',
      field: 'lane',
    })
  })

  test('before the sale is refused, and without a queue everybody is let through', async () => {
    expect(await problem(await post(`/rooms/${await roomOf('early')}/join`))).toBe(
      '409 join-too-early',
    )
    expect(await read(await post(`/rooms/${await roomOf('pass')}/join`), joinAnswer)).toEqual({
      kind: 'let-through',
      marked: false,
    })
  })

  test('R5: where a reload costs the place, it takes one new number for each reloaded page', async () => {
    const room = await roomOf('requeue')
    const first = await joined(room)

    const reloaded = await joined(room, { reloaded: 'document-one' }, first.token)
    const again = await joined(room, { reloaded: 'document-one' }, reloaded.token)
    const without = await joined(room, {}, reloaded.token)

    expect(reloaded.number).toBeGreaterThan(first.number)
    expect([again.number, without.number]).toEqual([reloaded.number, reloaded.number])
  })

  test('R5: where it does not, a reload keeps the place', async () => {
    const room = await roomOf('full')
    const first = await joined(room)

    const reloaded = await joined(room, { reloaded: 'document-one' }, first.token)

    expect(reloaded.number).toBe(first.number)
  })
})

describe('a turn', () => {
  test('R8: is claimed once, claimed again it is the same session, and renewed while it lasts', async () => {
    const room = await roomOf('small')
    const { token } = await joined(room)
    const { offer } = await offered(room, token)

    const first = await post(`/rooms/${room}/claim`, token)
    const again = await post(`/rooms/${room}/claim`, token)
    const { session } = await read(first, claimAnswer)
    const renewed = await post(`/rooms/${room}/renew`, token, { sessionId: session.sessionId })

    expect(offer?.deadlineMs).toBeGreaterThan(Date.now())
    expect([first.status, again.status]).toEqual([201, 200])
    expect(await read(again, claimAnswer)).toMatchObject({
      again: true,
      session: { sessionId: session.sessionId },
    })
    expect((await read(renewed, renewAnswer)).session.untilMs).toBe(session.untilMs)
    expect((await polled(room, token)).session?.sessionId).toBe(session.sessionId)
  })

  test('that has not come is 409, and one whose session was released is over', async () => {
    const [room, other] = [await roomOf('small'), await roomOf('full')]
    const { token } = await joined(room)
    await offered(room, token)
    const { session } = await read(await post(`/rooms/${room}/claim`, token), claimAnswer)
    const released = await post(`/rooms/${room}/release`, token, { sessionId: session.sessionId })

    expect(await released.json()).toEqual({ kind: 'ended' })
    const again = await post(`/rooms/${room}/release`, token, { sessionId: session.sessionId })
    expect(await again.json()).toEqual({ kind: 'already-over' })
    const renewed = await post(`/rooms/${room}/renew`, token, { sessionId: session.sessionId })
    expect(await problem(renewed)).toBe('410 admission-session-over')
    expect(await problem(await post(`/rooms/${room}/claim`, token))).toBe('410 place-gone')
    const waiting = await joined(other)
    expect(await problem(await post(`/rooms/${other}/claim`, waiting.token))).toBe('409 no-offer')
  })

  test('R4: missed, is 410 with the place kept, and "I’m here" brings the next one', async () => {
    const room = await roomOf('small')
    const { token } = await joined(room)
    await offered(room, token)

    const lapsed = await until(
      () => polled(room, token),
      ({ status }) => status.standing === 'lapsed',
      12_000,
    )
    const late = await problem(await post(`/rooms/${room}/claim`, token))
    await post(`/rooms/${room}/here`, token)

    expect(lapsed.offer).toBeUndefined()
    expect(late).toBe('410 offer-lapsed')
    expect((await offered(room, token)).offer).toBeDefined()
  })

  test('R8: a session an operator revokes is over', async () => {
    const room = await roomOf('small')
    const { token } = await joined(room)
    await offered(room, token)
    const { session } = await read(await post(`/rooms/${room}/claim`, token), claimAnswer)

    await operate(room, 'revoke', { sessionId: session.sessionId })

    const renewed = await post(`/rooms/${room}/renew`, token, { sessionId: session.sessionId })
    expect(await problem(renewed)).toBe('410 admission-session-over')
  })

  test('of somebody else is not to be had: the session must be the place’s own', async () => {
    const room = await roomOf('small')
    const [one, two] = [await joined(room), await joined(room)]
    await offered(room, one.token)
    const { session } = await read(await post(`/rooms/${room}/claim`, one.token), claimAnswer)

    const renewed = await post(`/rooms/${room}/renew`, two.token, { sessionId: session.sessionId })
    const released = await post(`/rooms/${room}/release`, two.token, {
      sessionId: session.sessionId,
    })

    expect(await problem(renewed)).toBe('410 admission-session-over')
    expect(await released.json()).toEqual({ kind: 'already-over' })
    expect((await polled(room, one.token)).session).toBeDefined()
  })
})

describe('leaving and moving', () => {
  test('who leaves has no place, and joins again behind', async () => {
    const room = await roomOf('full')
    const first = await joined(room)

    const left = await post(`/rooms/${room}/leave`, first.token)

    expect(await left.json()).toEqual({ kind: 'left' })
    expect(left.headers.get('Set-Cookie')).toContain('Max-Age=0')
    expect(await problem(await post(`/rooms/${room}/claim`, first.token))).toBe('410 place-gone')
    await until(
      () => joined(room, {}, first.token),
      ({ number }) => number > first.number,
    )
  })

  test('R5: a place that moved keeps its number, and its old token is superseded', async () => {
    const room = await roomOf('full')
    const first = await joined(room)

    const { place, token } = await read(await post(`/rooms/${room}/move`, first.token), moveAnswer)

    expect(place).toMatchObject({ number: first.number, generation: 1 })
    expect(await problem(await post(`/rooms/${room}/claim`, first.token))).toBe(
      '410 place-superseded',
    )
    expect((await joined(room, {}, token)).number).toBe(first.number)
    const status = await until(
      () => ask(`/rooms/${room}/status`, { headers: bearer(first.token) }),
      ({ status }) => status === 410,
    )
    expect(await problem(status)).toBe('410 place-superseded')
  })
})

describe('what is refused', () => {
  test('a room there is not, under any of its addresses', async () => {
    for (const path of ['', '/status', '/socket', '/document']) {
      expect((await ask(`/rooms/nowhere${path}`)).status).toBe(404)
    }
    for (const path of ['', '/join', '/claim', '/leave']) {
      expect((await post(`/rooms/nowhere${path}`)).status).toBe(404)
    }
    expect((await ask(`/rooms/${'x'.repeat(500)}/status`)).status).toBe(404)
  })

  test('a place that is forged, foreign, of another key or none at all, each with its code', async () => {
    const [room, other] = [await roomOf('full'), await roomOf('full')]
    const { token } = await joined(room)
    const stranger = await joined(other)
    const [key = '', payload = '', signature = ''] = token.split('.')
    const flipped = signature.startsWith('A') ? 'B' : 'A'
    const status = async (given: string) =>
      problem(await ask(`/rooms/${room}/status`, { headers: bearer(given) }))

    expect(await status(`${key}.${payload}.${flipped}${signature.slice(1)}`)).toBe(
      '401 place-bad-signature',
    )
    expect(await status(`${key}.${payload.slice(0, -2)}AA.${signature}`)).toBe(
      '401 place-bad-signature',
    )
    expect(await status(`old.${payload}.${signature}`)).toBe('401 place-bad-signature')
    expect(await status(`other.${payload}.${signature}`)).toBe('503 place-unknown-key')
    expect(await status(stranger.token)).toBe('401 place-other-room')
    expect(await status('nonsense')).toBe('401 place-malformed')
    expect(await status('x'.repeat(5_000))).toBe('401 place-malformed')
    expect(await problem(await ask(`/rooms/${room}/status`))).toBe('401 no-place')
  })

  test('a place of an earlier life of the room, of a newer clock, or of a lane not known yet', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const [, payload = ''] = token.split('.')
    const { e: epoch }: { e: string } = JSON.parse(atob(payload))
    const keys = await placeKeys(env)
    const place = {
      room,
      epoch,
      lane: 'general',
      number: 0,
      generation: 0,
      issuedAtMs: Date.now(),
      subject: undefined,
    }
    const status = async (changes: Partial<typeof place>) => {
      const forged = await signPlace(keys, { ...place, ...changes })
      return problem(await ask(`/rooms/${room}/status`, { headers: bearer(forged) }))
    }

    expect(await status({ epoch: 'an-earlier-life' })).toBe('410 place-other-epoch')
    expect(await status({ issuedAtMs: Date.now() + 3_600_000 })).toBe('503 place-from-the-future')
    expect(await status({ lane: 'press' })).toBe('503 place-unknown-lane')
  })

  test('a body that is wrong, with the field and the reason; fields nobody knows are let be', async () => {
    const room = await roomOf('full')
    const send = (body: string) => ask(`/rooms/${room}/join`, { method: 'POST', body })

    expect(await read(await send('{"lane":7}'), problemSchema)).toMatchObject({
      code: 'invalid-request',
      field: 'lane',
      reason: 'a text',
    })
    expect(await read(await send('{"reloaded":"a b"}'), problemSchema)).toMatchObject({
      field: 'reloaded',
    })
    expect(await read(await send('not json'), problemSchema)).toMatchObject({ field: 'body' })
    expect(await problem(await send(`{"lane":"${'x'.repeat(5_000)}"}`))).toBe('413 body-too-large')
    expect((await send('{"colour":"red"}')).status).toBe(201)
  })

  test('a body without a length is not read past its limit', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(1_000))
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(chunk)
        if (sent >= 1_000) controller.close()
      },
    })

    const response = await ask(`/rooms/${await roomOf('full')}/join`, { method: 'POST', body })

    expect(await problem(response)).toBe('413 body-too-large')
    expect(sent).toBeLessThan(100)
  })

  test('a form or a fetch from another site’s page, where a cookie would go along', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)
    const from = (origin: string) =>
      ask(`/rooms/${room}/leave`, {
        method: 'POST',
        headers: { Origin: origin, Cookie: `__Host-place-${room}=${token}` },
      })

    expect(await problem(await from('https://evil.example'))).toBe('403 other-origin')
    expect(await problem(await from('null'))).toBe('403 other-origin')
    expect((await from(SITE)).status).toBe(200)
  })
})

describe('steering', () => {
  test('a cap that is raised lets people in', async () => {
    const room = await roomOf('full')
    const { token } = await joined(room)

    await steer(room, { cap: 1 })

    expect((await offered(room, token)).offer).toBeDefined()
  })

  test('the document says what everybody may know, and may be kept for a second', async () => {
    const room = await roomOf('full')
    await joined(room)

    const response = await ask(`/rooms/${room}/document`)

    expect(response.headers.get('Cache-Control')).toBe('public, max-age=1')
    expect(await response.json()).toMatchObject({ phase: 'open', lanes: [{ id: 'general' }] })
  })
})
