import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newsHeard, roomWith, said, seatAt, settingsWith, START_MS } from '../fixtures.ts'
import { ACCOUNT_GRACE_MS, RATE_MAX_PER_SECOND, SEGMENTS_PER_TICK } from '../limits.ts'
import { TICK_MS } from '../limits.ts'
import { roomDocumentOf } from './document.ts'
import { hearReport } from './reports.ts'
import { reservedSlots, changeSettings, command, occupiedSlots, type Room } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { grantTotal } from './grants.ts'
import { tick, type Ticked } from './tick.ts'

const two = [
  { id: 'a', sharePercent: 50 },
  { id: 'b', sharePercent: 50 },
]

/** Slots granted by a tick, by lane and segment. */
function granted(before: Room, { room }: Ticked): Record<string, number> {
  const more: Record<string, number> = {}
  for (const { id, seats } of room.lanes) {
    for (const [index, seat] of seats.entries()) {
      const slots = seat.granted - seatAt(before, id, index).granted
      if (slots > 0) more[`${id} ${index}`] = slots
    }
  }
  return more
}

const ticked = (room: Room, nowMs = START_MS) => granted(room, tick(room, nowMs))

/** So many ticks in which no segment says a word; whom each of them told. */
function unheard(room: Room, ticks: number): { room: Room; told: string[][] } {
  let now = room
  const told: string[][] = []
  for (let at = 0; at < ticks; at += 1) {
    const { room: next, grants } = tick(now, START_MS + at * TICK_MS)
    now = next
    told.push(grants.map(({ lane, index }) => `${lane} ${index}`))
  }
  return { room: now, told }
}

describe('a tick', () => {
  test('R3: grants to the lowest segments with fans waiting', () => {
    expect(ticked(roomWith({ a: [0, 3, 2, 9] }))).toEqual({ 'a 1': 3, 'a 2': 2, 'a 3': 2 })
  })

  test('R1: grants no more than the cap leaves', () => {
    expect(ticked(roomWith({ a: [9, 9] }, { cap: 4 }))).toEqual({ 'a 0': 4 })
    expect(ticked(roomWith({ a: [9, 9] }, { cap: 0 }))).toEqual({})
  })

  test('R1: what nobody answered counts against the cap, and after the cap was lowered too', () => {
    const { room } = unheard(roomWith({ a: [9, 9] }, { cap: 4 }), 20)
    const lowered = changeSettings(room, settingsWith({ cap: 2 }), START_MS)

    expect(occupiedSlots(room)).toBe(4)
    expect(ticked(lowered.kind === 'changed' ? lowered.room : room, START_MS + 60_000)).toEqual({})
  })

  test('R2: grants no more than the rate allows, and spends it', () => {
    const room = roomWith({ a: [9, 9] })
    const once = tick(room, START_MS)

    expect(granted(room, once)).toEqual({ 'a 0': 7 })
    expect(once.room.bucket.tokens).toBe(0)
    expect(ticked(once.room)).toEqual({})
  })

  test('grants to at most 32 segments, the lowest', () => {
    const room = roomWith({ a: Array(40).fill(1) }, { ratePerSecond: 1_000 })

    const slots = ticked(room)

    expect(Object.keys(slots)).toEqual(Array.from({ length: 32 }, (_, index) => `a ${index}`))
  })

  test('of several lanes grants to at most 32 segments together', () => {
    const many = Array.from({ length: 3 }, (_, n) => ({ id: `lane-${n}`, sharePercent: 33 }))
    const waiting = Object.fromEntries(many.map(({ id }) => [id, Array<number>(40).fill(1)]))

    const slots = ticked(roomWith(waiting, { ratePerSecond: 1_000, lanes: many }))

    expect(Object.keys(slots).length).toBeLessThanOrEqual(SEGMENTS_PER_TICK)
    expect(Object.keys(slots).length).toBeGreaterThanOrEqual(SEGMENTS_PER_TICK - 2)
  })

  test('a crowd in one of eight lanes gets the segments that the others do not need', () => {
    const eight = Array.from({ length: 8 }, (_, n) => ({ id: `lane-${n}`, sharePercent: 12 }))
    const crowd = Array<number>(40).fill(1)
    const waiting = (other: number) =>
      Object.fromEntries(eight.map(({ id }, n) => [id, n === 3 ? crowd : [other]]))
    const settings = { ratePerSecond: 1_000, cap: 1_000, lanes: eight }

    const alone = Object.keys(ticked(roomWith(waiting(0), settings)))
    const shared = Object.keys(ticked(roomWith(waiting(1), settings)))

    expect(alone).toEqual(Array.from({ length: 32 }, (_, index) => `lane-3 ${index}`))
    expect(shared.filter((key) => key.startsWith('lane-3'))).toHaveLength(25)
    expect(shared).toHaveLength(SEGMENTS_PER_TICK)
  })

  // The best of three, since the machine may have had other things to do.
  const quick = { timeout: 1_000, retry: 2 }
  test('at the highest rate takes under 2 ms, for 35,000 slots and eight crowds', quick, () => {
    const eight = Array.from({ length: 8 }, (_, n) => ({ id: `lane-${n}`, sharePercent: 12 }))
    const waiting = Object.fromEntries(eight.map(({ id }) => [id, [2_000, 2_000, 2_000]]))
    const settings = { ratePerSecond: RATE_MAX_PER_SECOND, cap: 100_000, lanes: eight, span: 2_048 }
    const room = roomWith(waiting, settings)

    for (let times = 0; times < 500; times += 1) tick(room, START_MS)

    expect(occupiedSlots(tick(room, START_MS).room)).toBe(35_000)
  })

  test('shares among lanes, each lane’s to its lowest segments', () => {
    const room = roomWith({ a: [2, 9], b: [0, 1, 9] }, { ratePerSecond: 23, lanes: two })

    expect(ticked(room)).toEqual({ 'a 0': 2, 'a 1': 2, 'b 1': 1, 'b 2': 3 })
  })

  test('gives what one lane cannot use to the others', () => {
    const room = roomWith({ a: [9], b: [1] }, { lanes: two, cap: 6 })

    expect(ticked(room)).toEqual({ 'a 0': 5, 'b 0': 1 })
  })

  test('says what is valid until when, and how many to ask "still there?"', () => {
    const { grants } = tick(roomWith({ a: [9] }, { ratePerSecond: 20 }), START_MS)

    expect(grants).toEqual([
      {
        lane: 'a',
        index: 0,
        total: {
          epoch: 'epoch-a',
          granted: 7,
          validUntilMs: START_MS + 400,
          float: false,
          ask: 9,
          revocationsHeard: 0,
        },
      },
    ])
  })

  test('asks only those the next ten seconds of the rate may reach', () => {
    const room = roomWith({ a: [9, 9, 9] }, { ratePerSecond: 1 })

    const asks = [0, 1, 2].map((index) => grantTotal(room, 'a', index)?.ask)

    expect(asks).toEqual([9, 1, 0])
    expect(grantTotal(room, 'a', 3)).toBeUndefined()
    expect(grantTotal(room, 'b', 0)).toBeUndefined()
  })
})

describe('a tick grants nothing', () => {
  const room = roomWith({ a: [9] })
  const early = { ...room, course: { ...room.course, stage: 'lobby' as const } }
  test.each<[string, Room]>([
    ['while the room is paused', command(room, 'pause', START_MS)],
    ['once it is closed', command(room, 'close', START_MS)],
    ['while everybody is let through', { ...room, settings: settingsWith({ mode: 'pass' }) }],
    ['while nobody may join', { ...room, settings: settingsWith({ mode: 'reject' }) }],
    [
      'before the sale opens',
      { ...early, settings: settingsWith({ schedule: { openAtMs: 9e9 } }) },
    ],
    ['after a count that cannot be', hearReport(room, said('a', 0, { returned: 1 }), START_MS)],
  ])('%s', (_, closed) => {
    expect(ticked(room)).toEqual({ 'a 0': 7 })
    expect(tick(newsHeard(closed), START_MS).grants).toEqual([])
  })

  test('R3: in a new life, until the segments were heard again', () => {
    const back = restoreRoom(storedRoom(room), START_MS)
    const heard = hearReport(
      back.kind === 'room' ? back.room : room,
      said('a', 0, { sequence: 9, waiting: 9 }),
      START_MS + 900,
    )

    expect(ticked(heard, START_MS + 1_249)).toEqual({})
    expect(ticked(heard, START_MS + 1_250)).toEqual({ 'a 0': 7 })
  })
})

describe('a segment that does not answer', () => {
  const room = roomWith({ a: [9, 9] }, { cap: 10 })

  test('R3: is waited for, and R4: after two misses passed over', () => {
    const perTick: Record<string, number>[] = []
    let now = room
    for (let at = 0; at < 4; at += 1) {
      const next = tick(now, START_MS + at * TICK_MS)
      perTick.push(granted(now, next))
      now = next.room
    }

    expect(perTick).toEqual([{ 'a 0': 7 }, {}, { 'a 1': 3 }, {}])
  })

  test('R1: is told the same total again, valid no longer than at first', () => {
    const first = tick(room, START_MS)
    const again = tick(first.room, START_MS + TICK_MS)

    expect(again.grants).toEqual(first.grants)
  })

  test('is told once a second when it is silent, so that it can come back', () => {
    const { told } = unheard(roomWith({ a: [9] }, { cap: 7 }), 14)

    const when = told.flatMap((keys, at) => (keys.length > 0 ? [at] : []))
    expect(when).toEqual([0, 1, 4, 8, 12])
  })

  test('R4: takes its turn again, before later segments, with its first answer', () => {
    const silent = unheard(room, 4).room
    const answer = said('a', 0, { sequence: 2, granted: 7, returned: 7, waiting: 2 })

    const back = hearReport(silent, answer, START_MS + 60_000)

    expect(ticked(back, START_MS + 60_000)).toMatchObject({ 'a 0': 2 })
  })

  test('R4: leaves its lane’s slots to other segments and lanes once it is silent', () => {
    const silent = unheard(roomWith({ a: [9], b: [9] }, { lanes: two, cap: 12 }), 3).room
    const freed = said('b', 0, { sequence: 2, granted: 3, returned: 3, waiting: 9 })

    const room = hearReport(silent, freed, START_MS + 600)

    expect(ticked(room, START_MS + 3 * TICK_MS)).toEqual({ 'b 0': 7 })
  })

  test('R4: of one lane holds up no other lane', () => {
    const first = tick(roomWith({ a: [9], b: [9] }, { lanes: two }), START_MS).room
    const heard = hearReport(
      first,
      said('b', 0, { sequence: 2, granted: 3, waiting: 6 }),
      START_MS + 50,
    )

    expect(ticked(heard, START_MS + TICK_MS)).toEqual({ 'b 0': 5 })
  })
})

test('R9: numbers nobody spoke for are counted though nobody joins any more', () => {
  const room = roomWith({ a: [1, 1] })
  const overMs = START_MS - 10_000 + 500 + 2 * ACCOUNT_GRACE_MS

  const unaccounted = [overMs, overMs + 1].map(
    (nowMs) => roomDocumentOf(tick(room, nowMs).room, nowMs).lanes[0]?.unaccounted,
  )

  expect(unaccounted).toEqual([0, 20])
})

test('R1, R2: no sequence of reports, true, stale or missing, passes the cap or the rate', () => {
  const report = fc.record({
    index: fc.nat(2),
    waiting: fc.nat(10),
    back: fc.nat(4),
    stale: fc.boolean(),
    silent: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(report, { maxLength: 60 }), fc.nat(20), (reports, cap) => {
      let room = roomWith({ a: [5, 5, 5] }, { cap })
      const offeredAt: number[] = []
      for (const [at, { index, waiting, back, stale, silent }] of reports.entries()) {
        const nowMs = START_MS + at * TICK_MS
        const before = room
        room = tick(room, nowMs).room
        for (const more of Object.values(granted(before, { room, grants: [] }))) {
          offeredAt.push(...Array<number>(more).fill(nowMs))
        }
        expect(occupiedSlots(room)).toBeLessThanOrEqual(cap)
        expect(room.bucket.tokens).toBeGreaterThanOrEqual(0)
        expect(room.bucket.tokens).toBeGreaterThanOrEqual(reservedSlots(room) - 1e-9)
        if (silent) continue
        const seat = seatAt(room, 'a', index)
        const seen = stale ? seat.answered : seat.granted
        const returned = Math.min(seen, seat.returned + back)
        const word = { sequence: at + 2, asOfMs: nowMs, granted: seen, returned, waiting }
        room = hearReport(room, said('a', index, word), nowMs + 50)
      }
      for (const [first, fromMs] of offeredAt.entries()) {
        const seconds = ((offeredAt.at(-1) ?? 0) - fromMs) / 1_000
        expect(offeredAt.length - first).toBeLessThanOrEqual(20 * (seconds + 1))
      }
    }),
  )
})
