import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { admitOne, type Shop } from './index.ts'
import { MovedTime } from './model/moved-time.ts'
import { RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'
import { newKey, signJwt } from './model/signing.ts'

const HOLDER = 'h'.repeat(43)
const KEYS = 'jwks.json'

describe('the waiting room’s keys', () => {
  let room: RoomServer
  let shop: Shop
  let time: MovedTime

  beforeEach(async () => {
    room = await RoomServer.start()
    shop = admitOne(settingsFor(room))
    time = new MovedTime()
  })
  afterEach(async () => {
    shop.close()
    vi.restoreAllMocks()
    await room.close()
  })

  async function told(token: string): Promise<string> {
    const outcome = await shop.verifyAdmission({ token, holder: HOLDER })
    return outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind
  }

  test('are asked for once, by however many checks', async () => {
    const tokens = Array.from({ length: 20 }, () => room.token(HOLDER))

    const outcomes = await Promise.all(tokens.map(told))

    expect(new Set(outcomes)).toEqual(new Set(['admitted']))
    expect(room.timesAsked(KEYS)).toBe(1)
  })

  test('a rotation is noticed by the first token of the new key, and the old one still serves', async () => {
    const before = room.token(HOLDER)
    expect(await told(before)).toBe('admitted')
    room.rotate()
    time.pass(5_000)

    expect(await told(room.token(HOLDER))).toBe('admitted')
    expect(await told(before)).toBe('admitted')
    expect(room.timesAsked(KEYS)).toBe(2)
  })

  test('while keys rotate under load nobody who was admitted is refused, and the room is hardly asked', async () => {
    await told(room.token(HOLDER))
    const answered: string[] = []
    for (let rotation = 0; rotation < 3; rotation += 1) {
      const before = Array.from({ length: 50 }, () => room.token(HOLDER))
      room.rotate()
      time.pass(5_000)
      const after = Array.from({ length: 50 }, () => room.token(HOLDER))
      const mixed = before.flatMap((token, number) => [after[number] ?? '', token])
      answered.push(...(await Promise.all(mixed.map(told))))
    }

    expect(answered).toHaveLength(300)
    expect(new Set(answered)).toEqual(new Set(['admitted']))
    expect(room.timesAsked(KEYS)).toBeLessThanOrEqual(4)
  })

  test('of a kind that is not known here are left alone, and hide none of the others', async () => {
    room.otherKeys = [
      { kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'of-later' },
      { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'on-no-curve' },
      { kid: 7 },
    ]

    expect(await told(room.token(HOLDER))).toBe('admitted')
  })

  test('tokens of keys that are made up ask the room once in five seconds, not once each', async () => {
    await told(room.token(HOLDER))
    const madeUp = Array.from({ length: 200 }, (_, number) => {
      const header = { ...room.goodHeader(), kid: `made-up-${number}` }
      return signJwt(room.signer, 'stranger', header, room.claims(HOLDER))
    })
    time.pass(4_000)
    expect(await told(madeUp[0] ?? '')).toBe('admission-unknown-key')
    expect(room.timesAsked(KEYS)).toBe(1)
    time.pass(1_000)

    for (const token of madeUp) expect(await told(token)).toBe('admission-unknown-key')

    expect(room.timesAsked(KEYS)).toBe(2)
  })

  test('a key that was taken out is gone with the next word', async () => {
    const stolen = room.token(HOLDER)
    expect(await told(stolen)).toBe('admitted')
    room.keys = [newKey('after')]
    time.pass(5_000)

    expect(await told(room.token(HOLDER))).toBe('admitted')
    expect(await told(stolen)).toBe('admission-unknown-key')
  })

  test('a key that was taken out is gone in minutes, also where nobody brings the next', async () => {
    await shop.verifyAdmission({ token: room.token(HOLDER), holder: HOLDER })
    room.rotate()
    time.pass(5 * 60_000 + 1_000)

    await told(room.token(HOLDER, {}))

    await expect.poll(() => room.timesAsked(KEYS)).toBeGreaterThan(1)
  })

  test.each(['gone', 'slow', 'rubbish', 'oversized', 'busy'] as const)(
    'where they cannot be had (%s), those of before stay',
    async (failing) => {
      expect(await told(room.token(HOLDER))).toBe('admitted')
      room.failing = failing
      room.failingAt = KEYS
      time.pass(5 * 60_000 + 1_000)
      const header = { ...room.goodHeader(), kid: 'made-up' }
      const madeUp = signJwt(room.signer, 'stranger', header, room.claims(HOLDER))

      expect(await told(madeUp)).toBe('admission-unknown-key')
      expect(await told(room.token(HOLDER))).toBe('admitted')
      expect(room.timesAsked(KEYS)).toBe(2)
    },
  )

  test('the way to them is not followed elsewhere, and what went wrong names no token', async () => {
    const errors: string[] = []
    shop.close()
    const token = room.token(HOLDER)
    shop = admitOne(settingsFor(room, { onError: ({ message }) => errors.push(message) }))
    room.failing = 'rubbish'

    expect(await told(token)).toBe('admission-unknown-key')

    expect(errors.length).toBeGreaterThan(0)
    expect(errors.join(' ')).not.toContain(token.slice(0, 20))
    expect(errors.join(' ')).not.toContain(HOLDER)
  })
})
