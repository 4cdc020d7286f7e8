/** The way to a shop elsewhere: by a one-time code, changed for a token, server to server. */
import { env } from 'cloudflare:workers'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { admissionAnswer, admissionRenewAnswer } from '../../core/protocol/admission.ts'
import { holderHash, newHolder } from '../admission/holder.ts'
import {
  ask,
  bearer,
  crash,
  joined,
  operate,
  post,
  problem,
  read,
  roomOf,
  until,
} from '../fixtures.ts'
import { SERVICE_KEY, SHOP } from '../test-rooms.ts'

/** Joins where nobody waits, and goes on to the shop: the address it is sent to. */
async function enteredBy(room: string, token: string, query = ''): Promise<URL> {
  const response = await ask(`/rooms/${room}/enter${query}`, {
    headers: bearer(token),
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
  expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
  return new URL(response.headers.get('Location') ?? '', 'https://room.example')
}

async function codeIn(room: string): Promise<{ code: string; token: string }> {
  // The first who come find nothing ready yet.
  const { token } = await joined(room)
  const url = await until(
    () => enteredBy(room, token),
    ({ searchParams }) => searchParams.has('admit-one-code'),
  )
  return { code: url.searchParams.get('admit-one-code') ?? '', token }
}

function exchange(
  room: string,
  code: string,
  holder: string,
  key = SERVICE_KEY,
): Promise<Response> {
  return post(`/rooms/${room}/admissions`, key, { code, holderHash: holderHash(holder) })
}

describe('a code', () => {
  test('R8: is changed once for a token that is bound to its holder', async () => {
    const room = await roomOf('shop')
    const { code } = await codeIn(room)
    const holder = newHolder()

    const response = await exchange(room, code, holder)

    expect(response.status).toBe(201)
    const { token, session } = await read(response, admissionAnswer)
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'admission+jwt', kid: 'new' })
    const claims = decodeJwt(token)
    expect(claims).toMatchObject({
      iss: 'https://room.example',
      aud: SHOP,
      room,
      jti: session.sessionId,
      cnf: { 'cookie#S256': holderHash(holder) },
    })
    expect((claims.exp ?? 0) * 1_000).toBeLessThanOrEqual(session.tokenUntilMs)
    expect(await problem(await exchange(room, code, newHolder()))).toBe('410 code-used')
    // Its answer may have been lost on the way: the same holder gets the same session.
    const again = await read(await exchange(room, code, holder), admissionAnswer)
    expect(again.session.sessionId).toBe(session.sessionId)
  })

  test('R8: that is older than one that was used is used up, too', async () => {
    const room = await roomOf('shop')
    const { code: older, token } = await codeIn(room)
    const newer = (await enteredBy(room, token)).searchParams.get('admit-one-code') ?? ''

    expect((await exchange(room, newer, newHolder())).status).toBe(201)

    expect(await problem(await exchange(room, older, newHolder()))).toBe('410 code-used')
  })

  test('is taken of who has the key of this room’s shop, and of nobody else', async () => {
    const room = await roomOf('shop')
    const { code } = await codeIn(room)

    for (const key of ['', 'guess', 'a-shop-of-tests-that-has-no-room-here']) {
      expect(await problem(await exchange(room, code, newHolder(), key))).toBe('401 service-only')
    }
  })

  test.each(['', 'a.b.c', 'new.e30.AAAA'])('that we did not sign is none: "%s"', async (code) => {
    const response = await exchange(await roomOf('shop'), code, newHolder())

    expect(response.status).toBe(400)
  })

  test('of another room is none, nor is a place token', async () => {
    const [one, other] = [await roomOf('shop'), await roomOf('shop')]
    const { code, token } = await codeIn(one)
    await joined(other)

    expect(await problem(await exchange(other, code, newHolder()))).toBe('400 code-malformed')
    expect(await problem(await exchange(one, token, newHolder()))).toBe('400 code-malformed')
  })

  test('goes only to addresses that the room lists', async () => {
    const room = await roomOf('shop')
    const { token } = await codeIn(room)
    const cases = [
      ['https://shop.example/tickets/7?seat=a', 'https://shop.example/tickets/7'],
      ['https://shop.example/tickets', 'https://shop.example/tickets'],
      ['https://shop.example/ticketsevil', 'https://shop.example/tickets'],
      ['https://shop.example.evil.example/tickets', 'https://shop.example/tickets'],
      ['https://shop.example@evil.example/tickets', 'https://shop.example/tickets'],
      ['https://user:word@shop.example/tickets', 'https://shop.example/tickets'],
      ['//evil.example/tickets', 'https://shop.example/tickets'],
      ['https://shop.example/tickets/../admin', 'https://shop.example/tickets'],
      ['javascript:alert(1)', 'https://shop.example/tickets'],
      ['http://shop.example/tickets', 'https://shop.example/tickets'],
      ['\\\\evil.example\\tickets', 'https://shop.example/tickets'],
      [
        'https://shop.example/tickets/%0d%0aSet-Cookie:x=1',
        'https://shop.example/tickets/%0d%0aSet-Cookie:x=1',
      ],
    ]
    for (const [asked = '', goes] of cases) {
      const { origin, pathname } = await enteredBy(
        room,
        token,
        `?return=${encodeURIComponent(asked)}`,
      )
      expect({ asked, goes: `${origin}${pathname}` }).toEqual({ asked, goes })
    }
  })

  test('is given to who is in, and who waits comes back to the room’s page', async () => {
    const room = await roomOf('shopFull')
    const { token } = await joined(room)

    expect((await enteredBy(room, token)).pathname).toBe(`/rooms/${room}`)
    expect((await enteredBy(room, 'nonsense')).pathname).toBe(`/rooms/${room}`)
  })
})

async function admitted() {
  const room = await roomOf('shop')
  const { code, token: place } = await codeIn(room)
  const holder = newHolder()
  const { token, session } = await read(await exchange(room, code, holder), admissionAnswer)
  return { room, holder, token, session, place }
}
function renew(room: string, token: string, holder: string): Promise<Response> {
  return post(`/rooms/${room}/admissions/renew`, SERVICE_KEY, { token, holder })
}

describe('the next token', () => {
  test('R8: is for the holder of the last one, by the secret itself', async () => {
    const { room, holder, token, session } = await admitted()

    const next = await read(await renew(room, token, holder), admissionRenewAnswer)

    expect(next.session.sessionId).toBe(session.sessionId)
    expect(decodeJwt(next.token)['cnf']).toEqual(decodeJwt(token)['cnf'])
    expect(await problem(await renew(room, token, newHolder()))).toBe('403 admission-other-holder')
    expect(await problem(await renew(room, `${token.slice(0, -8)}AAAAAAAA`, holder))).toBe(
      '401 admission-bad-signature',
    )
  })

  test('R8: is not for who came in before somebody else did by a newer code', async () => {
    const { room, holder, token, place } = await admitted()
    const newer = (await enteredBy(room, place)).searchParams.get('admit-one-code') ?? ''
    expect((await exchange(room, newer, newHolder())).status).toBe(201)

    expect(await problem(await renew(room, token, holder))).toBe('403 admission-other-holder')
  })

  test('R8: is for nobody once the session has ended, and verifiers hear of that within 5 s', async () => {
    const { room, holder, token, session } = await admitted()
    const endedMs = Date.now()
    const release = () =>
      post(`/rooms/${room}/admissions/release`, SERVICE_KEY, { sessionId: session.sessionId })

    expect(await (await release()).json()).toEqual({ kind: 'ended' })
    expect(await (await release()).json()).toEqual({ kind: 'already-over' })

    expect(await problem(await renew(room, token, holder))).toBe('410 admission-session-over')
    const delta = await until(
      () => revocations(room),
      ({ entries }) => entries.some(({ jti }) => jti === session.sessionId),
      5_000,
    )
    expect(Date.now() - endedMs).toBeLessThan(5_000)
    expect(delta).toMatchObject({ iss: 'https://room.example', room, more: false })
    const later = await revocations(room, delta.to)
    expect(later.entries).toEqual([])
    expect(Date.now() - later.asOfMs).toBeLessThan(5_000)
  })
})

const deltaShape = z.object({
  iss: z.string(),
  room: z.string(),
  to: z.number(),
  more: z.boolean(),
  noLine: z.boolean(),
  asOfMs: z.number(),
  entries: z.array(z.object({ jti: z.string(), untilMs: z.number() })),
})

async function revocations(room: string, after = 0) {
  const response = await ask(`/rooms/${room}/revocations?after=${after}`)
  expect(response.headers.get('Content-Type')).toBe('application/jose')
  return deltaShape.parse(decodeJwt(new TextDecoder().decode(await response.arrayBuffer())))
}

test('the list is fresh though nobody was ever in the shop', async () => {
  const { entries, asOfMs } = await revocations(await roomOf('shopFull'))

  expect(entries).toEqual([])
  expect(Date.now() - asOfMs).toBeLessThan(2_000)
})

test('R8, R10: after a new life, or a rest, of the room the first who asks for the list gets a young one', async () => {
  const room = await roomOf('shop')
  const { code } = await codeIn(room)
  await read(await exchange(room, code, newHolder()), admissionAnswer)
  await revocations(room)

  await crash(env.ROOM.getByName(room))
  await scheduler.wait(6_000)

  const { asOfMs } = await revocations(room)
  expect(Date.now() - asOfMs).toBeLessThan(3_500)
})

test('where there is no line verifiers are told so', async () => {
  expect(await revocations(await roomOf('guardedPass'))).toMatchObject({ noLine: true })
  expect(await revocations(await roomOf('shopFull'))).toMatchObject({ noLine: false })
})

test('keys are published without their private part, the next one before it signs', async () => {
  const response = await ask('/.well-known/jwks.json')

  const { keys } = z
    .object({ keys: z.array(z.record(z.string(), z.string())) })
    .parse(await response.json())
  expect(keys.map(({ kid }) => kid)).toEqual(['new', 'next'])
  for (const key of keys) {
    expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  }
  expect(response.headers.get('Cache-Control')).toBe('public, max-age=300')
})

test('a shop’s report is heard, and one that cannot be is named', async () => {
  const room = await roomOf('shop')
  const report = {
    reporter: 'a',
    atMs: 1,
    windowMs: 5_000,
    requests: 1,
    errors: 0,
    latencyP95Ms: 10,
    inFlight: 0,
  }

  expect((await post(`/rooms/${room}/pressure`, SERVICE_KEY, report)).status).toBe(202)
  expect(
    await problem(await post(`/rooms/${room}/pressure`, SERVICE_KEY, { ...report, windowMs: 1 })),
  ).toBe('400 invalid-request')
})

test('an operator’s revocation ends a token’s renewals, too', async () => {
  const room = await roomOf('shop')
  const { code } = await codeIn(room)
  const holder = newHolder()
  const { token, session } = await read(await exchange(room, code, holder), admissionAnswer)

  await operate(room, 'revoke', { sessionId: session.sessionId })

  const response = await post(`/rooms/${room}/admissions/renew`, SERVICE_KEY, { token, holder })
  expect(await problem(response)).toBe('410 admission-session-over')
})
