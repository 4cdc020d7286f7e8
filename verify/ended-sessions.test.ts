import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { admitOne, type Shop, type ShopSettings } from './index.ts'
import { MovedTime } from './model/moved-time.ts'
import { RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'

const HOLDER = 'h'.repeat(43)
const LIST = 'revocations'

describe('which sessions were ended', () => {
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
    vi.useRealTimers()
    vi.restoreAllMocks()
    await room.close()
  })

  function reopened(changes: Partial<ShopSettings> = {}): void {
    shop.close()
    shop = admitOne(settingsFor(room, changes))
  }

  async function told(sessionId: string): Promise<string> {
    const token = room.token(HOLDER, { jti: sessionId })
    const outcome = await shop.verifyAdmission({ token, holder: HOLDER })
    if (outcome.kind === 'refused') return outcome.refusal.code
    return outcome.marked ? 'marked' : 'admitted'
  }

  test('R8: one that is ended is dead here with the next look, a second later', async () => {
    expect(await told('one')).toBe('admitted')
    room.end('one')

    await expect.poll(() => told('one'), { timeout: 3_000 }).toBe('admission-revoked')
    expect(await told('another')).toBe('admitted')
  })

  test('a list of many pages is read to its end before anything is believed', async () => {
    for (let number = 0; number < 10; number += 1) room.end(`ended-${number}`)

    expect(await told('ended-9')).toBe('admission-revoked')
    expect(await told('alive')).toBe('admitted')
    expect(room.timesAsked(LIST)).toBe(4)
  })

  test('however many check at once, the room is asked once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, number) => told(`session-${number}`)))

    expect(room.timesAsked(LIST)).toBe(1)
  })

  test('a room that begins anew is read anew, and its epoch is the one that counts', async () => {
    room.end('ended')
    expect(await told('ended')).toBe('admission-revoked')
    room.epoch = 'epoch-3'
    room.aheadMs += 10
    time.pass(4_500)

    expect(await told('ended')).toBe('admission-revoked')
    expect(await told('new')).toBe('admitted')
  })

  test('one who answers and is behind others is not asked in a circle, and takes nothing away', async () => {
    for (let number = 0; number < 9; number += 1) room.end(`ended-${number}`)
    expect(await told('ended-8')).toBe('admission-revoked')
    const askedBefore = room.timesAsked(LIST)
    room.heardOfEnded = 7
    time.pass(4_500)

    expect(await told('ended-8')).toBe('admission-revoked')
    expect(room.timesAsked(LIST)).toBe(askedBefore + 1)
  })

  test.each(['gone', 'slow', 'rubbish', 'oversized', 'busy'] as const)(
    'R10: while it cannot be read (%s) what is known serves for five seconds, and no longer',
    async (failing) => {
      room.end('ended')
      expect(await told('alive')).toBe('admitted')
      room.failing = failing
      room.failingAt = LIST
      time.pass(4_200)
      expect(await told('alive')).toBe('admitted')
      expect(await told('ended')).toBe('admission-revoked')
      time.pass(1_000)

      expect(await told('alive')).toBe('admission-held')
      expect(await told('ended')).toBe('admission-revoked')
    },
  )

  test('R10: a list that stands still is as old as it says, however often it is told', async () => {
    expect(await told('alive')).toBe('admitted')
    room.standsStillAtMs = room.nowMs()
    room.aheadMs += 6_000
    time.pass(6_000)

    expect(await told('alive')).toBe('admission-held')
  })

  test('R8: one who answers by a slow clock does not turn time back', async () => {
    expect(await told('alive')).toBe('admitted')
    room.aheadMs = -1_000
    room.end('ended')
    time.pass(4_500)
    expect(await told('ended')).toBe('admission-revoked')
    room.failing = 'gone'
    room.failingAt = LIST
    time.pass(600)

    expect(await told('alive')).toBe('admission-held')
  })

  test('R10: a list that was long on its way is as old as when it was asked for', async () => {
    reopened({
      fetch: async (asked, init) => {
        const response = await fetch(asked, init)
        if (new Request(asked).url.includes(LIST)) time.pass(3_000)
        return response
      },
    })
    expect(await told('alive')).toBe('admitted')
    room.failing = 'gone'
    room.failingAt = LIST
    time.pass(2_100)

    expect(await told('alive')).toBe('admission-held')
  })

  test('while the room is gone checks do not wait for it, and do not ask it one by one', async () => {
    reopened({ whenBlind: 'open' })
    room.failing = 'gone'
    room.failingAt = LIST

    for (let check = 0; check < 50; check += 1) expect(await told('alive')).toBe('marked')

    expect(room.timesAsked(LIST)).toBeLessThanOrEqual(2)
  })

  test('once the room is back, so is the list', async () => {
    room.failing = 'gone'
    room.failingAt = LIST
    expect(await told('alive')).toBe('admission-held')
    room.failing = undefined

    await expect.poll(() => told('alive'), { timeout: 3_000 }).toBe('admitted')
  })

  test.each([-3_600_000, 3_600_000])(
    'the room’s clock is the one that counts, also where this machine’s is wrong by %d ms',
    async (aheadMs) => {
      room.aheadMs = aheadMs
      room.end('ended')

      expect(await told('alive')).toBe('admitted')
      expect(await told('ended')).toBe('admission-revoked')
      const iat = Math.floor(room.nowMs() / 1_000) - 70
      const old = room.token(HOLDER, { iat, exp: iat + 60 })
      expect(await shop.verifyAdmission({ token: old, holder: HOLDER })).toMatchObject({
        refusal: { code: 'admission-expired' },
      })
    },
  )

  test('a list of another room, or signed by nobody we know, changes nothing', async () => {
    const other = await RoomServer.start()
    reopened({
      fetch: (asked, init) => {
        const { url } = new Request(asked)
        return fetch(url.includes(LIST) ? url.replace(room.issuer, other.issuer) : url, init)
      },
    })

    expect(await told('alive')).toBe('admission-held')
    await other.close()
  })

  test('where there is no line, who has no token passes, marked', async () => {
    const nobody = { token: undefined, holder: undefined }
    expect(await shop.verifyAdmission(nobody)).toMatchObject({
      refusal: { code: 'admission-needed' },
    })
    room.noLine = true
    time.pass(4_500)

    expect(await shop.verifyAdmission(nobody)).toEqual({
      kind: 'admitted',
      admission: undefined,
      marked: true,
    })
  })

  test('it is looked at each second, and no more after a minute in which nobody checks', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await told('alive')
    await afterAllSent(900)
    expect(room.timesAsked(LIST)).toBe(1)
    await afterAllSent(100)
    expect(room.timesAsked(LIST)).toBe(2)
    time.pass(61_000)

    await afterAllSent(1_000)

    expect(room.timesAsked(LIST)).toBe(2)
    expect(await told('alive')).toBe('admitted')
    expect(room.timesAsked(LIST)).toBe(3)
  })

  test('once it is closed, nothing is asked any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await told('alive')

    shop.close()

    await afterAllSent(5_000)
    expect(room.timesAsked(LIST)).toBe(1)
  })

  /** Timers so much later, and what they sent has been answered: this question is the last. */
  async function afterAllSent(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms)
    for (let question = 0; question < 3; question += 1) await fetch(room.issuer)
  }
})
