import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { admitOne, verifyAdmission, type Shop } from './index.ts'
import { hashOf, RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'

const HOLDER = 'h'.repeat(43)
const OTHER = 'o'.repeat(43)

describe('what a shop asks of its waiting room', () => {
  let room: RoomServer
  let shop: Shop

  beforeEach(async () => {
    room = await RoomServer.start()
    shop = admitOne(settingsFor(room))
  })
  afterEach(async () => {
    shop.close()
    await room.close()
  })

  test('a code for a token of this holder, once', async () => {
    const code = room.code()

    const admitted = await shop.exchange(code, HOLDER)

    expect(admitted).toMatchObject({ kind: 'admitted', sessionUntilMs: expect.any(Number) })
    const token = admitted.kind === 'admitted' ? admitted.token : ''
    expect(await verifyAdmission(shop, { token, holder: HOLDER })).toMatchObject({
      kind: 'admitted',
      admission: { sessionId: 'session-1' },
    })
    expect(await shop.exchange(code, OTHER)).toMatchObject({ refusal: { code: 'code-used' } })
    expect(await shop.exchange('none', HOLDER)).toMatchObject({
      refusal: { code: 'code-malformed' },
    })
  })

  test('R8: the room hears the holder’s hash, and not the holder', async () => {
    const sent: unknown[] = []
    shop.close()
    shop = admitOne(
      settingsFor(room, {
        fetch: (asked, init) => {
          sent.push(init?.body)
          return fetch(asked, init)
        },
      }),
    )

    await shop.exchange(room.code(), HOLDER)

    expect(sent.join('')).toContain(hashOf(HOLDER))
    expect(sent.join('')).not.toContain(HOLDER)
  })

  test('the next token, for its holder alone', async () => {
    const token = room.tokenWithLeft(HOLDER, -60_000)

    expect(await shop.renew({ token, holder: HOLDER })).toMatchObject({ kind: 'renewed' })
    expect(await shop.renew({ token, holder: OTHER })).toMatchObject({
      refusal: { code: 'admission-other-holder', step: 'waiting-room' },
    })
  })

  test('R8: a session’s end, after which its tokens are dead here within two seconds', async () => {
    const token = room.tokenWithLeft(HOLDER, 50_000)
    expect(await shop.verifyAdmission({ token, holder: HOLDER })).toMatchObject({
      kind: 'admitted',
    })

    expect(await shop.release('session-1')).toEqual({ kind: 'ended' })

    await expect
      .poll(() => shop.verifyAdmission({ token, holder: HOLDER }), { timeout: 2_000 })
      .toMatchObject({ refusal: { code: 'admission-revoked' } })
    expect(await shop.release('session-1')).toEqual({ kind: 'already-over' })
    expect(await shop.renew({ token, holder: HOLDER })).toMatchObject({
      refusal: { code: 'admission-session-over' },
    })
  })

  test('to hear how the shop fares', async () => {
    const report = {
      reporter: 'shop-1',
      atMs: 1_900_000_000_000,
      windowMs: 5_000,
      requests: 10,
      errors: 1,
      latencyP95Ms: 40,
      inFlight: 2,
    }

    expect(await shop.reportPressure(report)).toEqual({ kind: 'heard' })

    expect(room.reports).toEqual([report])
  })

  test.each(['gone', 'slow', 'rubbish', 'oversized'] as const)(
    'what is not answered (%s) is to be tried again, and throws nothing',
    async (failing) => {
      room.failing = failing

      const outcomes = [
        await shop.exchange('code', HOLDER),
        await shop.renew({ token: 'token', holder: HOLDER }),
        await shop.release('session-1'),
      ]

      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ refusal: { code: 'room-unreachable', step: 'retry' } })
      }
    },
  )

  test('whether the key is right, before the shop opens', async () => {
    const wrong = admitOne(
      settingsFor(room, { serviceKey: 'another-service-key-0123456789abcdef' }),
    )
    const { serviceKey: _, ...keyless } = settingsFor(room)
    const missing = admitOne(keyless)

    await expect(wrong.ready()).rejects.toThrow('serviceKey is not one that the waiting room knows')
    await expect(missing.ready()).rejects.toThrow('serviceKey is missing')
    expect(await missing.release('session-1')).toMatchObject({ refusal: { code: 'service-only' } })
    for (const one of [wrong, missing]) one.close()
  })

  test('whether it is there at all, before the shop opens', async () => {
    await shop.ready()

    room.failing = 'rubbish'
    const other = admitOne(settingsFor(room))
    await expect(other.ready()).rejects.toThrow('not the waiting room’s keys')
    other.close()
  })
})
