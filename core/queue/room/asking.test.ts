import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { roomWith, said, seatAt, START_MS } from '../fixtures.ts'
import { ASK_NEAR_MS, ASK_OCCUPIED_MS, ASK_PASSED_MS, TICK_MS } from '../limits.ts'
import { ASKED_AFTER_RESTART, ASKED_PER_TICK } from '../limits.ts'
import { toAsk } from './asking.ts'
import { hearReport } from './reports.ts'
import { cutRoomBlock, laneOf, withLane, type Room } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { tick } from './tick.ts'

/** A paused room with so many segments heard at the start, of which the first so many are near. */
function roomOf(segments: number, near: number, waiting = 0): Room {
  const room = roomWith({ a: Array.from({ length: segments }, () => waiting) })
  return nearUpTo({ ...room, course: { ...room.course, paused: true } }, near)
}

function nearUpTo(room: Room, segments: number): Room {
  const lane = laneOf(room, 'a')
  sure(lane !== undefined, 'the test made this lane')
  const reach = { ...lane.reach, nearUpTo: segments * room.settings.span }
  return withLane(room, { ...lane, reach })
}

function heardAt(room: Room, index: number, atMs: number): Room {
  const { granted, sequence, counts } = seatAt(room, 'a', index)
  const word = { sequence: sequence + 1, asOfMs: atMs, granted, counts }
  return hearReport(room, said('a', index, word), atMs)
}

/** The same room after it died and came back: no segment was heard in this life. */
function reborn(room: Room): Room {
  const read = restoreRoom(storedRoom(room), START_MS)
  sure(read.kind === 'room', 'a room reads what it stored')
  return read.room
}

const indexes = (keys: string[]) => keys.map((key) => Number(key.split(' ')[1]))

describe('a room asks', () => {
  test('R6: near segments once their word is a second old, and not before', () => {
    const room = roomOf(3, 2)

    expect(toAsk(room, START_MS + ASK_NEAR_MS - 1)).toEqual([])
    expect(toAsk(room, START_MS + ASK_NEAR_MS)).toEqual(['a 0', 'a 1'])
    expect(toAsk(heardAt(room, 0, START_MS + 500), START_MS + ASK_NEAR_MS)).toEqual(['a 1'])
  })

  test('segments beyond near that have no slot, and where nobody waits, ever so seldom', () => {
    expect(toAsk(roomOf(3, 0), START_MS + ASK_PASSED_MS - 1)).toEqual([])
    expect(toAsk(roomOf(3, 0), START_MS + ASK_PASSED_MS)).toEqual(['a 0', 'a 1', 'a 2'])
  })

  test('so also those that the calls have passed as a whole, though near had come to them', () => {
    const passed = said('a', 1, { sequence: 2, calledUpTo: 15 })
    const room = hearReport(roomOf(3, 3), passed, START_MS)

    expect(toAsk(room, START_MS + ASK_NEAR_MS)).toEqual(['a 1', 'a 2'])
  })

  test('R4: segments where somebody waits like near ones, wherever they are', () => {
    const back = said('a', 0, { sequence: 2, waiting: 1, calledUpTo: 25 })
    const room = hearReport(roomOf(4, 3), back, START_MS)

    expect(toAsk(room, START_MS + ASK_NEAR_MS)).toEqual(['a 0', 'a 2'])
    expect(toAsk(roomOf(2, 0, 1), START_MS + ASK_NEAR_MS)).toEqual(['a 0', 'a 1'])
  })

  test('R8: far segments that have slots, more seldom, whose revocations are waited for', () => {
    const granted = nearUpTo(tick(roomWith({ a: [2, 0] }), START_MS).room, 0)
    const room = hearReport(granted, said('a', 0, { sequence: 2, granted: 2 }), START_MS)

    expect(toAsk(room, START_MS + ASK_OCCUPIED_MS - 1)).toEqual([])
    expect(toAsk(room, START_MS + ASK_OCCUPIED_MS)).toEqual(['a 0'])
    const over = said('a', 0, { sequence: 3, granted: 2, returned: 2 })
    expect(toAsk(hearReport(room, over, START_MS), START_MS + ASK_OCCUPIED_MS)).toEqual([])
  })

  test('R6: near segments even while news is told to hundreds of others', () => {
    const room: Room = { ...roomOf(300, 2), news: [{ no: 1, kind: 'opened', atMs: START_MS }] }
    const lane = laneOf(room, 'a')
    sure(lane !== undefined, 'the test made this lane')
    const seats = lane.seats.map((seat, no) => ({ ...seat, newsTold: no < 2 ? 1 : 0 }))

    const asked = toAsk(withLane(room, { ...lane, seats }), START_MS + ASK_NEAR_MS)

    expect(asked).toHaveLength(ASKED_PER_TICK)
    expect(asked).toEqual(expect.arrayContaining(['a 0', 'a 1', 'a 2']))
  })

  test('nobody twice: an increment on its way asks as well', () => {
    const room = tick(roomWith({ a: [2, 2] }), START_MS).room

    expect(toAsk(room, START_MS + ASK_NEAR_MS)).toEqual([])
    const one = hearReport(room, said('a', 1, { sequence: 2, granted: 2 }), START_MS)
    expect(toAsk(one, START_MS + ASK_NEAR_MS)).toEqual(['a 1'])
  })

  test('nothing of a segment that nobody came to: its first fan makes it speak', () => {
    const cut = nearUpTo(cutRoomBlock(roomOf(1, 1), 'a', 10, START_MS).room, 2)

    expect(toAsk(cut, START_MS + 60_000)).toEqual(['a 0'])
  })

  test('so many in a tick, and no more', () => {
    const asked = toAsk(roomOf(60, 60), START_MS + ASK_NEAR_MS)

    expect(indexes(asked)).toEqual(Array.from({ length: ASKED_PER_TICK }, (_, index) => index))
  })

  test('near ones before far ones, and of each the oldest first', () => {
    const full = tick(roomWith({ a: [2, 2, 2, 0] }), START_MS).room
    const ages = [400, 100, 300]
    let room = nearUpTo(full, 2)
    for (const [index, ms] of ages.entries()) {
      const word = { sequence: 2, granted: seatAt(full, 'a', index).granted, asOfMs: START_MS + ms }
      room = hearReport(room, said('a', index, word), START_MS + ms)
    }

    expect(toAsk(room, START_MS + 9_000)).toEqual(['a 1', 'a 0', 'a 2'])
  })
})

describe('in a new life', () => {
  test('R3: asks every segment, the lowest first, so many a tick', () => {
    const room = reborn(roomOf(300, 300))
    const first = toAsk(room, START_MS)

    expect(indexes(first)).toEqual(Array.from({ length: ASKED_AFTER_RESTART }, (_, index) => index))
    const heard = first.reduce((now, key) => heardAt(now, indexes([key])[0] ?? 0, START_MS), room)
    expect(indexes(toAsk(heard, START_MS))[0]).toBe(ASKED_AFTER_RESTART)
  })

  test('R6: a segment that stays silent keeps nobody from asking the others', () => {
    let room = nearUpTo(reborn(roomOf(4, 4)), 3)
    for (const index of [0, 1, 2]) room = heardAt(room, index, START_MS)

    expect(toAsk(room, START_MS + ASK_NEAR_MS - 1)).toEqual(['a 3'])
    expect(toAsk(room, START_MS + ASK_NEAR_MS)).toEqual(['a 3', 'a 0', 'a 1', 'a 2'])
  })
})

describe('whatever was heard when', () => {
  const ages = fc.array(fc.nat(5_000), { minLength: 1, maxLength: 120 })

  test('a tick asks no more than it may, and never anybody twice', () => {
    fc.assert(
      fc.property(ages, fc.nat(120), (heard, near) => {
        const room = heard.reduce(
          (now, ms, index) => heardAt(now, index, START_MS + ms),
          roomOf(heard.length, near),
        )
        const asked = toAsk(room, START_MS + 5_000)

        expect(asked.length).toBeLessThanOrEqual(ASKED_PER_TICK)
        expect(new Set(asked).size).toBe(asked.length)
        const late = heard.filter((ms, index) => index < near && ms <= 4_000)
        expect(asked).toHaveLength(Math.min(ASKED_PER_TICK, late.length))
      }),
      { numRuns: Math.ceil(inject('runs') / 10) },
    )
  })

  test('R6: near segments that answer within a tick are heard in turn, and none is left out', () => {
    fc.assert(
      fc.property(ages, (heard) => {
        let room = heard.reduce(
          (now, ms, index) => heardAt(now, index, START_MS + ms),
          roomOf(heard.length, heard.length),
        )
        const turnMs = TICK_MS * Math.ceil(heard.length / ASKED_PER_TICK)
        for (let ms = 5_000; ms <= 9_000; ms += TICK_MS) {
          for (const index of indexes(toAsk(room, START_MS + ms))) {
            room = heardAt(room, index, START_MS + ms)
          }
          if (ms < 5_000 + turnMs) continue
          const oldestMs = Math.min(...heard.map((_, index) => seatAt(room, 'a', index).asOfMs))
          expect(START_MS + ms - oldestMs).toBeLessThan(ASK_NEAR_MS + turnMs)
        }
      }),
      { numRuns: Math.ceil(inject('runs') / 40) },
    )
  })
})

test('R8: whoever holds sessions that are to end is asked at once, wherever they are', () => {
  const granted = nearUpTo(tick(roomWith({ a: [2, 0] }), START_MS).room, 0)
  const room = hearReport(granted, said('a', 0, { sequence: 2, granted: 2 }), START_MS)
  const ending = { ...room, endedBeforeMs: START_MS + 50 }

  expect(indexes(toAsk(room, START_MS + 100))).toEqual([])
  expect(indexes(toAsk(ending, START_MS + 100))).toEqual([0])
  expect(indexes(toAsk(heardAt(ending, 0, START_MS + 60), START_MS + 100))).toEqual([])
})
