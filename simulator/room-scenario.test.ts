import { describe, expect, test } from 'vitest'
import { roomEntry, type RoomEntry } from '../core/queue/room/entry.ts'
import { expectedCrowd, roomScenario } from './room-scenario.ts'
import { scenario } from './scenario.ts'

function roomWith(settings: Partial<RoomEntry['settings']> = {}): RoomEntry {
  return roomEntry.parse({
    id: 'gala',
    title: { ko: '신년 음악회' },
    desks: 2,
    settings: {
      cap: 200,
      ratePerSecond: 5,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: 1_900_000_000_000 },
      ...settings,
    },
  })
}

const crowd = { fans: 3_000, withinSeconds: 60, shoppingSeconds: 90, noShowPercent: 25, seed: 7 }

describe('the scenario of a room', () => {
  test('has the room’s settings and the crowd, and its schema takes it', () => {
    const terms = { offerMs: 30_000, sessionMs: 900_000, tokenMs: 60_000 }

    expect(scenario.parse(roomScenario(roomWith({ terms }), crowd))).toMatchObject({
      name: 'gala',
      seed: 7,
      fans: 3_000,
      cap: 200,
      ratePerSecond: 5,
      order: 'arrival',
      lanes: [{ id: 'general', sharePercent: 100, fans: 1 }],
      offerSeconds: 30,
      sessionSeconds: 900,
      arrivals: { withinSeconds: 60 },
      crowd: { noShow: 0.25, shopping: { medianSeconds: 90 } },
      machines: { desks: 2 },
    })
  })

  test('divides the fans among the lanes as their shares are, also where those are not 100', () => {
    const lanes = [
      { id: 'fan-club', sharePercent: 20 },
      { id: 'general', sharePercent: 60 },
    ]

    const { lanes: joined } = scenario.parse(roomScenario(roomWith({ lanes }), crowd))

    expect(joined.map(({ fans }) => fans)).toEqual([0.25, 0.75])
  })

  test('of a room that lets nobody in has one slot, since there is no sale with none', () => {
    expect(scenario.parse(roomScenario(roomWith({ cap: 0 }), crowd)).cap).toBe(1)
  })
})

describe('who is expected where nobody says', () => {
  test('ten times the cap come, and half shop no longer than a third of a session', () => {
    expect(expectedCrowd(roomWith())).toEqual({
      fans: 2_000,
      withinSeconds: 120,
      shoppingSeconds: 400,
      noShowPercent: 10,
      seed: 1,
    })
  })

  test.each([0, 1_000_000])('is a crowd that can be rehearsed with a cap of %i, too', (cap) => {
    const room = roomWith({ cap })

    expect(scenario.safeParse(roomScenario(room, expectedCrowd(room))).success).toBe(true)
  })
})
