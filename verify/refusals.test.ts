import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { refusalCases, type RefusalCase } from '../core/token/model/refusal-cases.ts'
import { refusals } from '../core/token/refusals.ts'
import { admitOne, type Outcome } from './index.ts'
import { RoomServer } from './model/room-server.ts'
import { settingsFor } from './model/shop-settings.ts'
import { signJwt } from './model/signing.ts'

const HOLDER = 'h'.repeat(43)
const OTHER = 'o'.repeat(43)
/** A verifier of its own for each case: what one of them learned must not help the next. */
let room: RoomServer

beforeAll(async () => {
  room = await RoomServer.start()
})
afterAll(() => room.close())
afterEach(() => {
  vi.restoreAllMocks()
})

describe('the table of refusals, by real signatures and over real HTTP', () => {
  test.each(refusalCases)('$name: $expected', async (given) => {
    expect(told(await outcomeOf(given))).toBe(given.expected)
  })

  test('no token, or an empty one, is none, and not a malformed one', async () => {
    const shop = admitOne(settingsFor(room))

    for (const token of [undefined, '']) {
      expect(told(await shop.verifyAdmission({ token, holder: HOLDER }))).toBe('admission-needed')
    }
    shop.close()
  })

  test('a refusal carries the status, the step and the sentence of its code', async () => {
    for (const given of refusalCases) {
      const outcome = await outcomeOf(given)
      if (outcome.kind === 'admitted') continue
      const { code, ...rest } = outcome.refusal
      expect(refusals).toHaveProperty([code], rest)
    }
  })
})

async function outcomeOf(given: RefusalCase): Promise<Outcome> {
  const holder = { none: undefined, other: OTHER, right: HOLDER }[given.holder ?? 'right']
  // Sessions are told apart, since what was ended once stays so.
  const jti = given.list === 'has-it' ? 'ended' : 'alive'
  if (given.list === 'has-it') room.end(jti)
  const shop = admitOne(settingsFor(room, { whenBlind: given.policy ?? 'hold' }))
  try {
    if (given.list === 'none') fail(room, 'revocations')
    else await shop.verifyAdmission({ token: undefined, holder: undefined })
    if (given.list === 'old') {
      fail(room, 'revocations')
      const startMs = performance.now()
      vi.spyOn(performance, 'now').mockImplementation(() => startMs + 5_000)
    }
    const token = await given.token({
      nowMs: room.nowMs(),
      header: room.goodHeader(),
      claims: room.claims(HOLDER, { jti }),
      sign: async (by, header, claims) => signJwt(room.signer, by, header, claims),
    })
    return await shop.verifyAdmission({ token, holder })
  } finally {
    shop.close()
    room.failing = undefined
    vi.restoreAllMocks()
  }
}

function fail(room: RoomServer, failingAt: string): void {
  room.failing = 'gone'
  room.failingAt = failingAt
}

function told(outcome: Outcome): string {
  if (outcome.kind === 'refused') return outcome.refusal.code
  return outcome.marked ? 'marked' : 'admitted'
}
