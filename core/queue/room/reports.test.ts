import { describe, expect, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { roomWith, said, seatAt, START_MS } from '../fixtures.ts'
import { COALESCE_MS, REVOCATIONS_MAX } from '../limits.ts'
import { hearReport, revocationsAsOfMs, takeReport } from './reports.ts'
import { occupiedSlots, type Room } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { entriesAfter } from './revocation-log.ts'
import { tick } from './tick.ts'

const room: Room = tick(roomWith({ a: [9, 9] }), START_MS).room
const revoked = (...nos: number[]) =>
  nos.map((no) => ({ no, sessionId: `session-${no}`, untilMs: START_MS + 60_000 }))

describe('what a segment says', () => {
  test('R1: frees the slots that came back', () => {
    const heard = hearReport(room, said('a', 0, { sequence: 2, granted: 7, returned: 3 }), START_MS)

    expect(occupiedSlots(heard)).toBe(4)
  })

  test.each([
    ['another epoch', said('a', 0, { epoch: 'epoch-b', returned: 3 })],
    ['a lane that is none', said('b', 0, { returned: 3 })],
    ['a segment that is none', said('a', 2, { returned: 3 })],
  ])('of %s is nothing', (_, report) => {
    expect(hearReport(room, report, START_MS)).toBe(room)
  })

  test.each([
    ['returned-above-granted', said('a', 0, { granted: 7, returned: 8 })],
    ['returned-above-granted', said('a', 0, { granted: 2, returned: 5 })],
    ['segment-saw-more-than-was-granted', said('a', 0, { granted: 8 })],
  ])('that cannot be stops the granting: %s', (halt, report) => {
    const stopped = hearReport(room, report, START_MS)

    expect(stopped).toEqual({ ...room, halt })
  })

  test('after a halt still frees slots, and does not lift it', () => {
    const stopped = hearReport(room, said('a', 0, { granted: 8 }), START_MS)

    const heard = hearReport(stopped, said('a', 0, { sequence: 2, granted: 7, returned: 7 }), 1)

    expect(occupiedSlots(heard)).toBe(0)
    expect(heard.halt).toBe('segment-saw-more-than-was-granted')
  })
})

describe('a report that a segment sends by itself', () => {
  const word = said('a', 0, { sequence: 2, granted: 7, returned: 3, calledUpTo: 6 })

  test('R1: is heard as one that was asked for, and answered with the room’s total', () => {
    const { room: after, answer } = takeReport(room, word, START_MS)

    const { pacing, ...heard } = after
    expect({ ...heard, pacing: room.pacing }).toEqual(hearReport(room, word, START_MS))
    expect(pacing.busyUntilMs).toBeGreaterThan(START_MS)
    expect(answer?.total).toEqual({
      epoch: 'epoch-a',
      granted: 7,
      validUntilMs: seatAt(room, 'a', 0).validUntilMs,
      float: false,
      ask: 0,
      revocationsHeard: 0,
    })
  })

  test('R8: is answered with how far its revocations were heard', () => {
    const { answer } = takeReport(room, { ...word, revocations: revoked(1, 2) }, START_MS)

    expect(answer?.total.revocationsHeard).toBe(2)
  })

  test('is told when the next is welcome: later, the more the room was told', () => {
    const waits: (number | undefined)[] = []
    let now = room
    for (let times = 0; times < 20; times += 1) {
      const taken = takeReport(now, word, START_MS)
      now = taken.room
      waits.push(taken.answer?.againInMs)
    }

    expect([waits[0], waits[4], waits[9], waits[19]]).toEqual([COALESCE_MS, 50, 100, 200])
    expect(takeReport(now, word, START_MS + 300).answer?.againInMs).toBe(COALESCE_MS)
  })

  test('of a segment that is none is answered with nothing', () => {
    expect(takeReport(room, said('b', 0, {}), START_MS).answer).toBeUndefined()
    expect(takeReport(room, said('a', 2, {}), START_MS).answer).toBeUndefined()
  })

  test('R3: says how far the calls have come, which never goes back', () => {
    const late = said('a', 0, { sequence: 3, granted: 7, calledUpTo: 2 })
    const heard = takeReport(takeReport(room, word, START_MS).room, late, START_MS).room

    expect(heard.lanes[0]?.calledUpTo).toBe(6)
  })
})

describe('revocations', () => {
  test('R8: of all segments stand in one sequence, each once, however often it is said', () => {
    const first = said('a', 0, { sequence: 2, revocations: revoked(1, 2) })
    const other = said('a', 1, {
      revocations: [{ no: 1, sessionId: 'x', untilMs: 9e9 }],
    })

    const heard = [first, first, other, first].reduce(
      (now, report) => hearReport(now, report, START_MS),
      room,
    )

    expect(entriesAfter(heard.revocations, 0).map(({ no, sessionId }) => [no, sessionId])).toEqual([
      [1, 'session-1'],
      [2, 'session-2'],
      [3, 'x'],
    ])
    expect(seatAt(heard, 'a', 0).revocationsSeen).toBe(2)
  })

  test('R8: those of a report that was overtaken are heard, those it repeats are not', () => {
    const later = said('a', 0, { sequence: 3, revocations: revoked(1, 2, 3) })
    const early = said('a', 0, { sequence: 2, revocations: revoked(1, 2) })

    const heard = hearReport(hearReport(room, later, START_MS), early, START_MS)

    expect(heard.revocations.last).toBe(3)
  })

  test('R8: one whose token is dead is not told anew when an old report comes again', () => {
    const first = said('a', 0, { sequence: 2, revocations: revoked(1) })
    const untilMs = START_MS + 120_000
    const other = said('a', 1, { revocations: [{ no: 1, sessionId: 'x', untilMs }] })
    const heard = hearReport(hearReport(room, first, START_MS), other, START_MS + 70_000)

    const again = hearReport(heard, first, START_MS + 70_000)

    expect(entriesAfter(again.revocations, 0)).toEqual([{ no: 2, sessionId: 'x', untilMs }])
  })

  test('R10: the log is as old as the oldest word of a segment that may have a session', () => {
    const report = said('a', 0, { sequence: 2, granted: 7, asOfMs: START_MS + 3_000 })
    const heard = hearReport(room, report, START_MS + 3_000)

    expect(revocationsAsOfMs(heard, START_MS + 8_000)).toBe(START_MS + 3_000)
    expect(revocationsAsOfMs(roomWith({ a: [9] }), START_MS + 8_000)).toBe(START_MS + 8_000)
  })

  test('R8, R10: after a restart the log is no younger than a segment that had sessions is heard', () => {
    const over = { granted: 7, returned: 7, asOfMs: START_MS + 6_000 }
    const ended = said('a', 0, { ...over, sequence: 2, revocations: revoked(1) })
    const back = restoreRoom(storedRoom(hearReport(room, ended, START_MS + 6_000)), START_MS)
    sure(back.kind === 'room', 'a room reads what it stored')
    const again = said('a', 0, { ...over, sequence: 2, revocations: revoked(1) })

    const heard = hearReport(back.room, again, START_MS + 7_000)

    expect(revocationsAsOfMs(back.room, START_MS + 7_000)).toBe(0)
    expect(revocationsAsOfMs(heard, START_MS + 7_000)).toBe(START_MS + 7_000)
    expect(entriesAfter(heard.revocations, 0)).toMatchObject([{ sessionId: 'session-1' }])
  })
})

describe('a log of revocations that is full', () => {
  const untilMs = START_MS + 60_000
  const [entry] = revoked(1)
  sure(entry !== undefined, 'one was revoked')
  const holding = (size: number): Room => ({
    ...room,
    bucket: { tokens: 3, atMs: START_MS, extra: 0, extraUntilMs: 0 },
    revocations: {
      batches: [{ entries: Array<typeof entry>(size).fill(entry), untilMs: entry.untilMs }],
      last: size,
      size,
    },
  })
  const word = said('a', 0, {
    sequence: 2,
    granted: 7,
    returned: 7,
    revocations: [{ no: 1, sessionId: 'new', untilMs }],
  })

  test('R8, R10: halts the room, which then takes nothing of the report', () => {
    const full = holding(REVOCATIONS_MAX)

    const heard = hearReport(full, word, START_MS)

    expect(heard.halt).toBe('too-many-revocations')
    expect(heard.lanes).toEqual(room.lanes)
    expect(heard.bucket.tokens).toBe(3)
    expect(heard.revocations.last).toBe(REVOCATIONS_MAX)
    expect(tick(heard, START_MS + 250).room.lanes[0]?.seats.map(({ granted }) => granted)).toEqual([
      7, 0,
    ])
  })

  test('R8: is not full while the last one still fits, or where nothing is added', () => {
    const last = hearReport(holding(REVOCATIONS_MAX - 1), word, START_MS)
    const nothing = hearReport(holding(REVOCATIONS_MAX), { ...word, revocations: [] }, START_MS)

    expect([last.halt, last.revocations.last]).toEqual([undefined, REVOCATIONS_MAX])
    expect([nothing.halt, occupiedSlots(nothing)]).toEqual([undefined, 0])
  })
})
