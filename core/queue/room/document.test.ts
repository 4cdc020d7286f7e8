import { describe, expect, test } from 'vitest'
import { roomWith, said, START_MS } from '../fixtures.ts'
import { roomDocument, roomDocumentOf } from './document.ts'
import { hearReport } from './reports.ts'
import { accountRoomNumbers, command, tell } from './room.ts'
import { tick } from './tick.ts'

describe('the room’s document', () => {
  test('says how many wait, hold an offer and are gone, by segment', () => {
    const counts = { waiting: 4, present: 6, offered: 2, inside: 1, gone: 3 }
    const room = hearReport(
      roomWith({ a: [5, 7] }),
      said('a', 1, { sequence: 2, counts }),
      START_MS,
    )

    expect(roomDocumentOf(room, START_MS).lanes).toEqual([
      {
        id: 'a',
        frontier: 20,
        unaccounted: 0,
        waiting: [5, 4],
        offered: [0, 2],
        gone: [0, 3],
        float: [],
      },
    ])
  })

  test('R6: is as old as the oldest count of fans in it', () => {
    const heard = hearReport(
      roomWith({ a: [5, 7] }),
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
