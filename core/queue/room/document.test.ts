import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { roomWith, said, START_MS } from '../fixtures.ts'
import { roomDocument, roomDocumentOf } from './document.ts'
import { hearReport } from './reports.ts'
import { accountRoomNumbers, command, cutRoomBlock, tell, type Room } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { tick } from './tick.ts'

/** The same room when near has come so far in each lane, and half of it was counted. */
function nearUpTo(room: Room, positions: number): Room {
  const reach = { nearUpTo: positions, countedUpTo: positions / 2, presentShare: 0.8, past: [] }
  return { ...room, lanes: room.lanes.map((lane) => ({ ...lane, reach })) }
}

describe('the room’s document', () => {
  test('says how many wait, hold an offer and are gone, by segment', () => {
    const counts = { waiting: 4, present: 6, offered: 2, inside: 1, gone: 3 }
    const word = said('a', 1, { sequence: 2, counts, calledUpTo: 13 })
    const room = nearUpTo(hearReport(roomWith({ a: [5, 7] }), word, START_MS), 40)

    expect(roomDocumentOf(room, START_MS).lanes).toEqual([
      {
        id: 'a',
        frontier: 20,
        unaccounted: 0,
        calledUpTo: 13,
        nearUpTo: 40,
        countedUpTo: 20,
        presentShare: 0.8,
        waiting: [5, 4],
        offered: [0, 2],
        gone: [0, 3],
        float: [],
      },
    ])
  })

  test('R6: is as old as the oldest count of near fans in it', () => {
    const heard = hearReport(
      nearUpTo(roomWith({ a: [5, 7] }), 20),
      said('a', 1, { sequence: 2, waiting: 7, asOfMs: START_MS + 900 }),
      START_MS + 900,
    )
    const both = hearReport(
      heard,
      said('a', 0, { sequence: 2, waiting: 5, asOfMs: START_MS + 950 }),
      START_MS + 950,
    )

    expect(roomDocumentOf(heard, START_MS + 1_000).asOfMs).toBe(START_MS)
    expect(roomDocumentOf(both, START_MS + 1_000).asOfMs).toBe(START_MS + 900)
  })

  test('R6: is not aged by segments that near has not come to, while nobody is counted there', () => {
    const later = { sequence: 2, asOfMs: START_MS + 900 }
    const heard = hearReport(roomWith({ a: [7, 0] }), said('a', 0, later), START_MS + 900)

    const ages = [0, 10, 11].map(
      (positions) => roomDocumentOf(nearUpTo(heard, positions), START_MS + 1_000).asOfMs,
    )

    expect(ages).toEqual([START_MS + 1_000, START_MS + 900, START_MS])
  })

  test('R6: is not aged by segments that the calls have passed, until somebody comes back there', () => {
    const nowMs = START_MS + 1_000
    const later = said('a', 1, { sequence: 2, asOfMs: nowMs, calledUpTo: 10 })
    const passed = hearReport(nearUpTo(roomWith({ a: [0, 0] }), 20), later, nowMs)
    const back = hearReport(passed, said('a', 0, { sequence: 2, waiting: 1 }), nowMs)

    expect([passed, back].map((room) => roomDocumentOf(room, nowMs).asOfMs)).toEqual([
      nowMs,
      START_MS,
    ])
  })

  test('R6: is as old as the last word of a near segment in which nobody waited', () => {
    const quiet = nearUpTo(roomWith({ a: [0, 0] }), 20)

    expect(roomDocumentOf(quiet, START_MS + 60_000).asOfMs).toBe(START_MS)
  })

  test('R6: after a restart does not say that nobody waits where nobody was heard', () => {
    const back = restoreRoom(storedRoom(roomWith({ a: [9, 9] })), START_MS + 7_000)
    sure(back.kind === 'room', 'a room reads what it stored')
    const half = hearReport(back.room, said('a', 0, { waiting: 9 }), START_MS + 7_000)
    const whole = hearReport(half, said('a', 1, { waiting: 9 }), START_MS + 7_000)

    const ages = [back.room, half, whole].map((room) => roomDocumentOf(room, START_MS + 7_000))

    expect(ages.map(({ asOfMs }) => asOfMs)).toEqual([0, 0, START_MS])
  })

  test('R6: after a restart does not say so of segments beyond those that are taken for near', () => {
    const near = { seconds: 300, atLeast: 0 }
    const stored = storedRoom(roomWith({ a: [9, 9] }, { near, ratePerSecond: 0.01 }))
    const back = restoreRoom(stored, START_MS + 7_000)
    sure(back.kind === 'room', 'a room reads what it stored')
    const half = hearReport(tick(back.room, START_MS + 7_000).room, said('a', 0, { waiting: 9 }), 1)

    // Only the second segment can say that the calls had long passed the first.
    expect(half.lanes[0]?.reach.nearUpTo).toBe(3)
    expect(roomDocumentOf(half, START_MS + 7_000).asOfMs).toBe(0)
    const whole = hearReport(half, said('a', 1, { asOfMs: START_MS + 7_000 }), START_MS + 7_000)
    expect(roomDocumentOf(whole, START_MS + 7_000).asOfMs).toBe(START_MS)
  })

  test('R6: is not aged by a segment that all its fans have left, nor by one just cut', () => {
    const nowMs = START_MS + 900
    const counts = { waiting: 0, present: 0, offered: 0, inside: 0, gone: 10 }
    const near = nearUpTo(roomWith({ a: [1] }), 20)
    const over = hearReport(near, said('a', 0, { sequence: 2, counts }), START_MS)
    const left = { ...counts, gone: 9 }
    const nearly = hearReport(over, said('a', 0, { sequence: 3, counts: left }), START_MS)

    const ages = [over, nearly].map((room) =>
      roomDocumentOf(cutRoomBlock(room, 'a', 1, nowMs).room, nowMs),
    )

    expect(ages.map(({ asOfMs }) => asOfMs)).toEqual([nowMs, START_MS])
  })

  test('R6: is not aged by a near segment that nobody ever came to', () => {
    const nowMs = START_MS + 60_000
    const near = nearUpTo(roomWith({ a: [1] }), 20)
    const cut = cutRoomBlock(near, 'a', 1, START_MS).room
    const heard = hearReport(cut, said('a', 0, { sequence: 2, asOfMs: nowMs }), nowMs)

    expect(roomDocumentOf(heard, nowMs).asOfMs).toBe(nowMs)
  })

  test('R6: says how long the waits are by how many are ahead, and how past ranges came out', () => {
    const document = roomDocumentOf(tick(roomWith({ a: [5] }), START_MS).room, START_MS)

    expect(document.nearMs).toBe(300_000)
    expect(Object.keys(document.waits.lanes)).toEqual(['a'])
    expect(document.waits.lanes['a']?.length).toBeGreaterThan(0)
  })

  test('names the segments where slots lie ready, and not once they are called back', () => {
    const ready = tick(roomWith({ a: [0, 0] }), START_MS).room
    const paused = tick(command(ready, 'pause', START_MS), START_MS).room

    expect(roomDocumentOf(ready, START_MS).lanes[0]?.float).toEqual([1])
    expect(roomDocumentOf(paused, START_MS).lanes[0]?.float).toEqual([])
  })

  test('R3: publishes the window within which two joins may be inverted', () => {
    expect(roomDocumentOf(roomWith({ a: [] }), START_MS).orderWindowMs).toBe(500)
  })

  test('R6: carries the phase and the news', () => {
    const told = tell(roomWith({ a: [] }), {
      kind: 'message',
      atMs: START_MS,
      text: { ko: '곧 시작합니다', en: 'We begin soon' },
    })

    const document = roomDocumentOf(command(told, 'pause', START_MS + 1), START_MS + 2)

    expect(document.phase).toBe('paused')
    expect(document.news.map(({ no, kind }) => [no, kind])).toEqual([
      [1, 'opened'],
      [2, 'message'],
      [3, 'paused'],
    ])
  })

  test('is what its own schema says', () => {
    const account = { used: [{ from: 0, to: 3 }], unused: [{ from: 3, to: 5 }] }
    const room = tick(accountRoomNumbers(roomWith({ a: [5, 7] }), 'a', account), START_MS).room

    const document = roomDocumentOf(room, START_MS)

    expect(roomDocument.parse(JSON.parse(JSON.stringify(document)))).toEqual(document)
  })
})
