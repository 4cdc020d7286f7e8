import { expect, test } from 'vitest'
import { refused } from './fixtures/answers.ts'
import { Tally } from './tally.ts'

const away = { kind: 'unreachable', why: 'ECONNREFUSED' } as const

test('the server is away from the first failure to the next answer', () => {
  const tally = new Tally()
  tally.answered('status', { kind: 'here' }, 1_000)
  tally.answered('status', away, 1_400)
  tally.answered('claim', away, 2_000)
  expect(tally.isAway).toBe(true)

  tally.answered('status', refused(503, 'room-busy'), 4_000)

  expect(tally.isAway).toBe(false)
  expect(tally.outages).toEqual([{ fromMs: 1_000, toMs: 4_000 }])
})

test('failures are counted by kind, and the first mismatches kept in words', () => {
  const tally = new Tally()
  tally.answered('claim', refused(410, 'offer-lapsed'), 0)
  tally.answered('status', away, 0)
  tally.mismatched('status 200: news: wrong')
  tally.mismatched('status 200: news: wrong')
  tally.cut('socket', 4005, undefined)

  expect(Object.fromEntries(tally.errors)).toEqual({
    'offer-lapsed (claim)': 1,
    'unreachable: ECONNREFUSED': 1,
    'not of the protocol': 2,
    'socket closed: 4005': 1,
  })
  expect(tally.mismatches).toEqual(['status 200: news: wrong'])
})
