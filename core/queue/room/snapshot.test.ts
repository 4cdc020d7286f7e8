import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { roomWith, said, seatAt, START_MS } from '../fixtures.ts'
import { ASKED_AFTER_RESTART, TICK_MS } from '../limits.ts'
import { rowSum, seal } from '../snapshot.ts'
import { hearReport } from './reports.ts'
import { accountRoomNumbers, command, occupiedSlots, tell, type Room } from './room.ts'
import { changedRows, restoreRoom, SETTLING_MS, storedRoom } from './snapshot.ts'
import type { SeatRow, StoredRoom } from './snapshot.ts'
import { entriesAfter } from './revocation-log.ts'
import { tick } from './tick.ts'

const damaged = { kind: 'refused', code: 'snapshot-damaged' }
const lanes = [
  { id: 'a', sharePercent: 60 },
  { id: 'b', sharePercent: 40 },
]

/** A room with grants answered, unanswered and floating, numbers heard of, and news. */
function busyRoom(): Room {
  let room = tick(roomWith({ a: [3, 9], b: [2] }, { lanes }), START_MS).room
  room = hearReport(room, said('a', 0, { sequence: 2, granted: 3, returned: 1 }), START_MS)
  const account = { used: [{ from: 0, to: 3 }], unused: [{ from: 5, to: 7 }] }
  room = accountRoomNumbers(room, 'a', account)
  return tell(room, { kind: 'message', atMs: START_MS, text: { ko: '안녕' } })
}

function restored(room: Room, nowMs = START_MS): Room {
  const read = restoreRoom(storedRoom(room), nowMs)
  sure(read.kind === 'room', 'a room reads what it stored')
  return read.room
}

describe('a room that died', () => {
  const room = busyRoom()
  const back = restored(room, START_MS + 5_000)

  test('comes back with its course, numbers, rate, news and settings', () => {
    const { epoch, settings, course, bucket, news } = room

    expect(back).toMatchObject({ epoch, settings, course, bucket, news, halt: undefined })
    expect(back.lanes.map(({ numbers }) => numbers)).toEqual(room.lanes.map((lane) => lane.numbers))
    expect(back.lanes.map(({ deficit }) => deficit)).toEqual(room.lanes.map((lane) => lane.deficit))
  })

  test('R1: with every slot it had granted, and nothing returned that was not', () => {
    expect(occupiedSlots(back)).toBe(occupiedSlots(room))
    for (const [lane, index] of [
      ['a', 0],
      ['a', 1],
      ['b', 0],
    ] as const) {
      const { granted, returned, answered, validUntilMs } = seatAt(room, lane, index)
      expect(seatAt(back, lane, index)).toMatchObject({ granted, returned, answered, validUntilMs })
    }
  })

  test('R3: grants nothing before its segments were asked, and the last had time to be heard', () => {
    const wide = roomWith({ a: Array.from({ length: ASKED_AFTER_RESTART + 1 }, () => 1) })

    expect(back.settlingUntilMs).toBe(START_MS + 5_000 + TICK_MS + SETTLING_MS)
    expect(restored(wide).settlingUntilMs).toBe(START_MS + 2 * TICK_MS + SETTLING_MS)
    expect(restored(roomWith({ a: [] })).settlingUntilMs).toBe(START_MS + SETTLING_MS)
  })

  test('R3: hears again how far calls had come, and sends nobody away who was near', () => {
    const word = said('a', 1, { sequence: 2, granted: 2, calledUpTo: 12 })
    const called = tick(hearReport(room, word, START_MS), START_MS + 250).room
    const [before, died] = [called, restored(called)].map(({ lanes: [lane] }) => lane)

    const after = tick(hearReport(restored(called), word, START_MS), START_MS).room.lanes[0]

    expect([before?.calledUpTo, died?.calledUpTo, after?.calledUpTo]).toEqual([12, 0, 12])
    expect(before?.reach.nearUpTo).toBeGreaterThan(0)
    expect(died?.reach).toEqual({ ...before?.reach, past: [] })
    expect(after?.reach.nearUpTo).toBe(before?.reach.nearUpTo)
  })

  test('R8: hears the revocations again, and uses no number of its log twice', () => {
    const word = said('a', 0, {
      sequence: 3,
      granted: 3,
      revocations: [{ no: 1, sessionId: 's', untilMs: START_MS + 60_000 }],
    })

    const heard = hearReport(restored(hearReport(room, word, START_MS)), word, START_MS)

    expect(entriesAfter(heard.revocations, 0)).toMatchObject([{ no: 2, sessionId: 's' }])
  })

  test('R2: keeps its floats reserved, and calls them back', () => {
    const floating = tick(roomWith({ a: [0] }), START_MS).room

    const after = tick(restored(floating), START_MS)

    expect(seatAt(restored(floating), 'a', 0).float).toBe(3)
    expect(after.grants).toMatchObject([{ total: { float: false } }])
  })

  test('a halt outlives it', () => {
    expect(restored(hearReport(room, said('a', 0, { returned: 9 }), START_MS)).halt).toBe(
      'returned-above-granted',
    )
  })
})

describe('what a tick has to store', () => {
  test('is the rows it granted to, and applied to the old ones they are the new room', () => {
    const before = roomWith({ a: [3, 0, 9], b: [2] }, { lanes })
    const after = tick(before, START_MS).room

    const rows = changedRows(before, after)

    expect(rows.map(([lane, index]) => `${lane} ${index}`)).toEqual(['a 0', 'a 2', 'b 0'])
    expect(rows).toEqual(storedRoom(after).rows)
  })

  test('is no row where nothing was granted', () => {
    const room = command(roomWith({ a: [3] }), 'pause', START_MS)

    expect(changedRows(room, tick(room, START_MS).room)).toEqual([])
  })

  test('is no row of a segment that was heard and never granted to', () => {
    const before = roomWith({ a: [3, 0] })
    const after = hearReport(before, said('a', 1, { sequence: 2, waiting: 4 }), START_MS)

    expect(seatAt(after, 'a', 1)).not.toBe(seatAt(before, 'a', 1))
    expect(changedRows(before, after)).toEqual([])
    expect(storedRoom(after).rows).toEqual([])
  })

  test('is every row of a lane that is new', () => {
    const before = roomWith({ a: [3] }, { lanes })
    const after = tick(roomWith({ a: [3], b: [2] }, { lanes }), START_MS).room

    expect(changedRows({ ...before, lanes: [] }, after)).toHaveLength(2)
  })
})

/** The row of a segment with so many slots granted, none of them answered. */
function summed(lane: string, index: number, slots: number): SeatRow {
  const fields = [slots, 0, 0, 0, 0, 0] as const
  return [lane, index, ...fields, rowSum([lane, index, ...fields])]
}

describe('a stored room that is damaged', () => {
  const stored = storedRoom(busyRoom())
  const body: unknown = JSON.parse(stored.frame.replace(/^\d+:\d+:/, ''))
  const resealed = (changes: object, version = 1) => seal(version, Object.assign({}, body, changes))

  test('in any one character of its frame is refused', () => {
    fc.assert(
      fc.property(
        fc.nat(stored.frame.length - 1),
        fc.constantFrom('0', '7', '"', 'A'),
        (at, letter) => {
          fc.pre(stored.frame[at] !== letter)
          const frame = stored.frame.slice(0, at) + letter + stored.frame.slice(at + 1)

          expect(restoreRoom({ ...stored, frame }, START_MS).kind).toBe('refused')
        },
      ),
    )
  })

  test('by being of another version is refused with a code of its own', () => {
    expect(restoreRoom({ ...stored, frame: resealed({}, 2) }, START_MS)).toEqual({
      kind: 'refused',
      code: 'snapshot-of-another-version',
    })
  })

  // Rows of a 0, a 1 and b 0, granted 3, 2 and 2. Where a row is written anew its sum is right,
  // and where it can be so are the totals: each is refused for what its name says alone.
  const [first, second, third] = stored.rows
  sure(first !== undefined && second !== undefined && third !== undefined, 'three were granted to')
  const [, , granted, returned, answered, untilMs, , , sum] = first
  const [, , ...ofThird] = third
  const withRows = (...rows: SeatRow[]): StoredRoom => ({ ...stored, rows })

  const spoilt: [string, StoredRoom][] = [
    ['a row has a negative value', withRows(summed('a', 0, -3), second, third)],
    ['a row has another lane', withRows(first, third, ['a', 1, ...ofThird])],
    [
      'more came back in a row',
      withRows(['a', 0, granted, returned + 1, answered, untilMs, 0, 0, sum], second, third),
    ],
    [
      'a row is valid for longer',
      withRows(['a', 0, granted, returned, answered, untilMs + 1, 0, 0, sum], second, third),
    ],
    [
      'a row’s sum is another',
      withRows(['a', 0, granted, returned, answered, untilMs, 0, 0, sum + 1], second, third),
    ],
    ['a row is missing', withRows(second, third)],
    ['a row is missing, and one is too large', withRows(summed('a', 0, 5), third)],
    ['a row is there twice', withRows(first, second, second)],
    ['a row is of no segment', withRows(first, second, summed('b', 77, 2))],
    ['a row is of no lane', withRows(first, second, summed('c', 0, 2))],
    ['a row is of an earlier tick', withRows(first, summed('a', 1, 1), third)],
    ['settings are none a room may have', { ...stored, frame: resealed({ settings: {} }) }],
    ['the stage is none', { ...stored, frame: resealed({ course: { stage: 'sold' } }) }],
    ['the halt is none', { ...stored, frame: resealed({ halt: 'no' }) }],
  ]
  test.each(spoilt)('so that %s is refused', (_, damage) => {
    expect(restoreRoom(stored, START_MS).kind).toBe('room')
    expect(restoreRoom(damage, START_MS)).toEqual(damaged)
  })
})

test('R1: a row that returned more than it was granted is refused, though its sum is right', () => {
  const room = hearReport(
    tick(roomWith({ a: [2] }), START_MS).room,
    said('a', 0, { sequence: 2, granted: 2, returned: 1 }),
    START_MS,
  )
  const returned = room.lanes.map((lane) => ({
    ...lane,
    seats: lane.seats.map((seat) => ({ ...seat, returned: seat.granted + 1 })),
  }))

  const restored = restoreRoom(storedRoom({ ...room, lanes: returned }), START_MS)

  expect(restored).toEqual({ kind: 'refused', code: 'snapshot-damaged' })
})
