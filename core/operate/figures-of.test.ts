import { describe, expect, test } from 'vitest'
import { roomWith, said, START_MS } from '../queue/fixtures.ts'
import { roomEntry } from '../queue/room/entry.ts'
import { hearReport } from '../queue/room/reports.ts'
import type { Room } from '../queue/room/room.ts'
import { alarmsOf, type Alarming } from './alarms.ts'
import { figures } from './figures.ts'
import { figuresOf } from './figures-of.ts'

const NOW_MS = START_MS + 1_000

function figuresAt(room: Room, nowMs = NOW_MS) {
  const entry = roomEntry.parse({ id: 'demo', title: { en: 'Demo' }, settings: room.settings })
  const described = { entry, version: 2, changedAtMs: START_MS }
  return figures.parse(figuresOf(room, described, { by: 'hand' }, nowMs))
}

describe('the figures of a sale', () => {
  test('count what its segments said, lane by lane', () => {
    const counts = { waiting: 3, present: 5, offered: 2, inside: 4, gone: 6 }
    const report = { counts, granted: 0, turns: 9, lapses: 2, sequence: 2 }
    const heard = hearReport(roomWith({ a: [7, 1] }), said('a', 0, report), NOW_MS)
    // Two of those numbers nobody got: they are out of the line, and no fans.
    const lanes = heard.lanes.map((lane) => ({
      ...lane,
      numbers: { ...lane.numbers, used: 18, unused: 2 },
    }))

    expect(figuresAt({ ...heard, lanes })).toMatchObject({
      room: 'demo',
      version: 2,
      phase: 'open',
      cap: 100,
      lanes: [
        {
          id: 'a',
          joined: 18,
          waitingNear: 4,
          offered: 2,
          inside: 4,
          gone: 4,
          turns: 9,
          lapses: 2,
        },
      ],
      health: { segments: 2, silentSegments: 0 },
      alarms: [],
    })
  })

  test('say how old the oldest count is, and alarm where that is too old', () => {
    const old = figuresAt(roomWith({ a: [7] }), START_MS + 6_000)

    expect(old.health.countsAsOfMs).toBe(START_MS)
    expect(old.alarms).toEqual(['counts-old'])
  })

  test('of a room that has halted say why', () => {
    const room: Room = { ...roomWith({ a: [7] }), halt: 'returned-above-granted' }

    expect(figuresAt(room)).toMatchObject({
      alarms: ['halted'],
      health: { halt: 'returned-above-granted' },
    })
  })
})

describe('an alarm', () => {
  const calm: Alarming = {
    isOpen: true,
    waiting: 10,
    isHalted: false,
    silentSegments: 0,
    countsAgeMs: 5_000,
    revocationsAgeMs: 4_000,
    turns: 100,
    lapses: 30,
    rateReason: 'unused',
  }

  test('is not raised at the bounds', () => {
    expect(alarmsOf(calm)).toEqual([])
  })

  test.each([
    ['halted', { isHalted: true }],
    ['segments-silent', { silentSegments: 1 }],
    ['counts-old', { countsAgeMs: 5_001 }],
    ['revocations-old', { revocationsAgeMs: 4_001 }],
    ['many-lapses', { lapses: 31 }],
    ['shop-silent', { rateReason: 'silent' }],
    ['rate-at-floor', { rateReason: 'at-floor' }],
  ])('%s is raised beyond it', (kind, changes) => {
    expect(alarmsOf({ ...calm, ...changes })).toEqual([kind])
  })

  test('of what only matters while fans wait is not raised when none do', () => {
    const nobody = { ...calm, waiting: 0, countsAgeMs: 60_000, rateReason: 'at-floor' }

    expect(alarmsOf(nobody)).toEqual([])
  })
})
