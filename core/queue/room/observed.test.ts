import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { anySignature, LOBBY_MS, OPEN_MS, ROUND_AT_MS, round1000 } from '../draw/fixtures.ts'
import { SEED, times } from '../draw/fixtures.ts'
import { roomWith, said, seatAt, settingsWith, START_MS } from '../fixtures.ts'
import { DRAW_SETTLE_MS } from '../limits.ts'
import { announceDraw, revealDraw } from './drawing.ts'
import { observed } from './observed.ts'
import { hearReport } from './reports.ts'
import { accountRoomNumbers, command, cutRoomBlock, moveCourse, openRoom } from './room.ts'
import type { Room } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { tick } from './tick.ts'

const lanes = [
  { id: 'a', sharePercent: 60 },
  { id: 'b', sharePercent: 40 },
]
const open = roomWith({ a: [3, 4], b: [2] }, { lanes })

describe('what the estimate is shown', () => {
  test('is how many slots were ever granted, and how many came back', () => {
    const granted = tick(open, START_MS).room
    const { granted: held } = seatAt(granted, 'a', 0)
    const word = { sequence: 2, granted: held, returned: 1, calledUpTo: held }

    const seen = observed(hearReport(granted, said('a', 0, word), START_MS), START_MS)

    expect(seen).toMatchObject({ granted: 7, returned: 1, cap: 100, ratePerSecond: 20 })
    expect(seen.lanes).toMatchObject([
      { id: 'a', sharePercent: 60, calledUpTo: held, frontier: 20, presentShare: 1 },
      { id: 'b', sharePercent: 40, calledUpTo: 0, frontier: 10, presentShare: 1 },
    ])
  })

  test('is the longest that a slot is held: a turn, a session, and what verifiers allow', () => {
    expect(observed(open, START_MS).longestHoldMs).toBe(60_000 + 20 * 60_000 + 5_000)
  })

  test('R6: is as many ahead as a fan there is told', () => {
    const counted = {
      ...open,
      lanes: open.lanes.map((lane) => ({ ...lane, reach: { ...lane.reach, countedUpTo: 20 } })),
    }
    const [lane] = observed(counted, START_MS).lanes
    sure(lane !== undefined, 'the room has lanes')

    expect([0, 10, 15, 20].map((position) => lane.aheadOf(position))).toEqual([0, 3, 5, 7])
  })

  test('R6: counts nobody who is gone or holds an offer as still to come', () => {
    const counts = { waiting: 2, present: 4, offered: 2, inside: 0, gone: 3 }
    const room = hearReport(open, said('a', 0, { sequence: 2, counts }), START_MS)
    const [lane] = observed(room, START_MS).lanes

    expect(lane?.aheadOf(10)).toBe(5)
  })
})

const running = (room: Room, nowMs = START_MS) => observed(room, nowMs).isRunning

describe('turns are being given', () => {
  const restored = restoreRoom(storedRoom(open), START_MS)
  sure(restored.kind === 'room', 'a room reads what it stored')
  const { room: reborn } = restored

  test('while the room is open', () => {
    expect(running(open)).toBe(true)
  })

  test.each<[string, Room]>([
    ['paused', command(open, 'pause', START_MS)],
    ['closed', command(open, 'close', START_MS)],
    ['halted', { ...open, halt: 'too-many-revocations' }],
    ['letting everybody through', { ...open, settings: { ...open.settings, mode: 'pass' } }],
  ])('not while it is %s', (_, room) => {
    expect(running(room)).toBe(false)
  })

  test('not in a new life before the segments were heard again', () => {
    expect(running(reborn, reborn.settlingUntilMs - 1)).toBe(false)
    expect(running(reborn, reborn.settlingUntilMs)).toBe(true)
  })

  test('not after a draw before every page had the time to connect', () => {
    const drawn = drawnRoom()

    expect(running(drawn, ROUND_AT_MS + DRAW_SETTLE_MS - 1)).toBe(false)
    expect(running(drawn, ROUND_AT_MS + DRAW_SETTLE_MS)).toBe(true)
  })
})

function drawnRoom(): Room {
  const settings = settingsWith({ order: 'draw', schedule: times })
  const announced = announceDraw(openRoom('epoch-a', settings, 0), SEED, LOBBY_MS - 1)
  sure(announced.kind === 'room', 'the draw is announced in time')
  const lobby = cutRoomBlock(moveCourse(announced.room, LOBBY_MS), 'a', 4, LOBBY_MS).room
  const account = { used: [{ from: 0, to: 4 }], unused: [] }
  const counted = tick(accountRoomNumbers(lobby, 'a', account), OPEN_MS).room
  const drawn = revealDraw(counted, round1000, anySignature, ROUND_AT_MS)
  sure(drawn.kind === 'room', 'the beacon has come')
  return drawn.room
}
