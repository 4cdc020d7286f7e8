import { describe, expect, test } from 'vitest'
import { roomEntry, type RoomEntry } from '../core/queue/room/entry.ts'
import { rehearse } from './engine/rehearse.ts'
import { roomScenario } from './room-scenario.ts'
import { scenario } from './scenario.ts'

const OPEN = 1_900_000_000_000

function roomWith(settings: Partial<RoomEntry['settings']> = {}) {
  const entry = roomEntry.parse({
    id: 'gala',
    title: { ko: '신년 음악회' },
    desks: 2,
    settings: {
      cap: 200,
      ratePerSecond: 5,
      lanes: [{ id: 'general', sharePercent: 100 }],
      order: 'arrival',
      mode: 'queue',
      schedule: { openAtMs: OPEN },
      ...settings,
    },
  })
  return { entry, ratePerSecond: entry.settings.ratePerSecond }
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

  test('has the rate as it is now, wherever the shop or a hand has moved it', () => {
    const moved = { ...roomWith(), ratePerSecond: 1.5 }

    expect(scenario.parse(roomScenario(moved, crowd)).ratePerSecond).toBe(1.5)
  })

  test('has its closing, who keeps a connection, and how many stand in a segment', () => {
    const schedule = { openAtMs: OPEN, closeAtMs: OPEN + 600_000 }
    const near = { seconds: 60, atLeast: 20 }

    const played = scenario.parse(roomScenario(roomWith({ schedule, near, span: 64 }), crowd))

    expect(played).toMatchObject({ closeAfterSeconds: 600, near, span: 64 })
  })

  test('that closes after any rehearsal has ended is as one that is closed by hand', () => {
    const schedule = { openAtMs: OPEN, closeAtMs: OPEN * 2 }

    const played = scenario.parse(roomScenario(roomWith({ schedule }), crowd))

    expect(played.closeAfterSeconds).toBeUndefined()
  })
})

describe('a room that is rehearsed', () => {
  const some = { fans: 200, withinSeconds: 20, shoppingSeconds: 30, noShowPercent: 10, seed: 1 }
  const play = (settings: Partial<RoomEntry['settings']>) =>
    rehearse(scenario.parse(roomScenario(roomWith({ cap: 10, ...settings }), some)))

  test('closes when it says so, and who still waits is not served', () => {
    const whole = play({})
    const closed = play({ schedule: { openAtMs: OPEN, closeAtMs: OPEN + 120_000 } })

    expect(whole.fans.unserved).toBe(0)
    expect(whole.lastCalledSeconds).toBeGreaterThan(240)
    expect(closed.lastCalledSeconds).toBeLessThanOrEqual(120)
    expect(closed.fans.unserved).toBeGreaterThan(50)
    expect(closed).toMatchObject({ ended: true, violations: [] })
    expect(closed.marks).toEqual([{ atSeconds: 120, text: 'the sale closes' }])
  })

  test('has connections for those who are near, and the others poll', () => {
    const usual = play({})
    const few = play({ near: { seconds: 60, atLeast: 0 } })

    expect(few.requests.polls).toBeGreaterThan(usual.requests.polls)
    expect([usual.violations, few.violations]).toEqual([[], []])
  })

  test('has the segments that its span makes', () => {
    const [one, many] = [play({}), play({ span: 8 })]

    expect(many.calls.segment.total).toBeGreaterThan(one.calls.segment.total * 5)
    expect(many.violations).toEqual([])
  })
})
