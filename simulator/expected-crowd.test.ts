import { describe, expect, test } from 'vitest'
import { roomEntry } from '../core/queue/room/entry.ts'
import { crowdFlags, expectedCrowd, readCrowd } from './expected-crowd.ts'
import { roomScenario } from './room-scenario.ts'
import { scenario } from './scenario.ts'

function roomOf(cap: number) {
  const entry = roomEntry.parse({
    id: 'gala',
    title: { ko: '신년 음악회' },
    settings: {
      cap,
      ratePerSecond: 5,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: 1_900_000_000_000 },
    },
  })
  return { entry, ratePerSecond: 5 }
}

const usual = { fans: 200, withinSeconds: 120, shoppingSeconds: 400, noShowPercent: 10, seed: 1 }

describe('who is expected where nobody says', () => {
  test('ten times the cap come, and half shop no longer than a third of a session', () => {
    expect(expectedCrowd(roomOf(20).entry)).toEqual(usual)
  })

  test.each([0, 1_000_000])('is a crowd that can be rehearsed with a cap of %i, too', (cap) => {
    const room = roomOf(cap)

    expect(scenario.safeParse(roomScenario(room, expectedCrowd(room.entry))).success).toBe(true)
  })
})

function read(typed: Readonly<Record<string, string>>) {
  return readCrowd((name) => typed[name], usual)
}

describe('a crowd that was typed', () => {
  test('is the usual one where nothing was', () => {
    expect(read({ fans: ' ' })).toEqual({ kind: 'crowd', crowd: usual })
  })

  test('is read by the names of the flags', () => {
    const typed = { fans: '30', within: '5', shopping: '60', 'no-show': '2.5', seed: '9' }

    expect(read(typed)).toEqual({
      kind: 'crowd',
      crowd: { fans: 30, withinSeconds: 5, shoppingSeconds: 60, noShowPercent: 2.5, seed: 9 },
    })
  })

  test.each([
    ['fans', '0'],
    ['fans', '2000001'],
    ['fans', '1.5'],
    ['fans', 'many'],
    ['within', '0'],
    ['shopping', 'Infinity'],
    ['no-show', '-1'],
    ['no-show', '101'],
    ['seed', '4294967296'],
  ])('names %s where it is %s', (name, text) => {
    expect(read({ [name]: text })).toMatchObject({ kind: 'wrong', text, flag: { name } })
  })

  test.each(crowdFlags)('may have $name at either of its ends', ({ of, low, high }) => {
    for (const value of [low, high]) {
      const played = roomScenario(roomOf(20), { ...usual, [of]: value })

      expect(scenario.safeParse(played).success).toBe(true)
    }
  })
})
