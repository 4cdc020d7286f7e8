import { describe, expect, test } from 'vitest'
import { roomWith, said, seatAt, settingsWith, START_MS } from '../fixtures.ts'
import { CLOCK_SKEW_MS, FLOAT_MAX, FLOAT_VALID_MS } from '../limits.ts'
import { hearReport } from './reports.ts'
import {
  reservedSlots,
  changeSettings,
  command,
  cutRoomBlock,
  occupiedSlots,
  type Room,
} from './room.ts'
import { tick } from './tick.ts'

/** The room after a tick and the segment's answer: its float lies ready, unused. */
function floating(room: Room, index = 0): Room {
  const granted = tick(room, START_MS).room
  const held = seatAt(granted, 'a', index).granted
  return hearReport(
    granted,
    said('a', index, { sequence: 2, granted: held, spare: held }),
    START_MS,
  )
}

const quiet = roomWith({ a: [0, 0] })
const ready = floating(quiet, 1)
const kept = (room: Room, nowMs: number) =>
  tick(room, nowMs).grants.map(({ index, total }) => [index, total.float])

describe('while nobody waits', () => {
  test('half the burst lies granted ahead at the newest segment', () => {
    const { room, grants } = tick(quiet, START_MS)

    expect(grants).toMatchObject([{ index: 1, total: { granted: 3, float: true } }])
    expect(grants[0]?.total.validUntilMs).toBe(START_MS + FLOAT_VALID_MS)
    expect(reservedSlots(room)).toBe(3)
  })

  test('R1, R3: no more than the cap leaves for who is unheard of, and no more than the limit', () => {
    // Ten numbers are out, and whoever holds one may turn up.
    const small = tick(roomWith({ a: [0] }, { cap: 12 }), START_MS).room
    const large = tick(roomWith({ a: [0] }, { cap: 9_000, ratePerSecond: 5_000 }), START_MS).room

    expect(occupiedSlots(small)).toBe(2)
    expect(occupiedSlots(large)).toBe(FLOAT_MAX)
  })

  test('it is shared among lanes, one slot each at the least', () => {
    const lanes = [
      { id: 'a', sharePercent: 50 },
      { id: 'b', sharePercent: 50 },
    ]
    const wide = tick(roomWith({ a: [0], b: [0] }, { lanes, ratePerSecond: 40 }), START_MS).room
    const slow = tick(roomWith({ a: [0], b: [0] }, { lanes, ratePerSecond: 6 }), START_MS).room

    expect(['a', 'b'].map((lane) => seatAt(wide, lane, 0).float)).toEqual([3, 3])
    expect(['a', 'b'].map((lane) => seatAt(slow, lane, 0).float)).toEqual([1, 1])
  })

  test('it is renewed when half its time is over, and not before', () => {
    const half = START_MS + FLOAT_VALID_MS / 2

    const [young, old] = [half, half + 1].map((nowMs) => tick(ready, nowMs))

    // Both segments are near, and asked again by then: of the float it says what it said.
    const asked = { granted: 3, float: true, validUntilMs: START_MS + FLOAT_VALID_MS }
    expect(young?.grants).toMatchObject([{ index: 0 }, { index: 1, total: asked }])
    const renewed = { ...asked, validUntilMs: half + 1 + FLOAT_VALID_MS }
    expect(old?.grants).toMatchObject([{ index: 0 }, { index: 1, total: renewed }])
    expect(old && seatAt(old.room, 'a', 1).floatUntilMs).toBe(renewed.validUntilMs)
  })

  test('it is filled up again when a newcomer took of it', () => {
    const used = said('a', 1, { sequence: 3, granted: 3, spare: 1 })
    const room = hearReport(ready, used, START_MS + 100)

    const after = tick(room, START_MS + 2 * 250).room

    expect(seatAt(after, 'a', 1)).toMatchObject({ float: 3, granted: 5 })
  })

  test('it follows the frontier to the next segment, and the old one is called back', () => {
    const room = cutRoomBlock(ready, 'a', 10, START_MS).room

    expect(kept(room, START_MS + 250)).toEqual([
      [1, false],
      [2, true],
    ])
  })

  test('what is on its way is not renewed: it keeps the validity it was sent with', () => {
    const sent = tick(quiet, START_MS)

    const again = tick(sent.room, START_MS + 1_500)

    // The other segment is near, and asked again.
    const [asked, ...floats] = again.grants
    expect(asked).toMatchObject({ index: 0, total: { granted: 0, float: false } })
    expect(floats).toEqual(sent.grants)
  })

  test('there is none where no number was given out yet', () => {
    expect(tick(roomWith({ a: [] }), START_MS).grants).toEqual([])
  })
})

/** The float that lies ready, after the rate was changed to this. */
function readyAt(ratePerSecond: number): Room {
  const changed = changeSettings(ready, settingsWith({ ratePerSecond }), START_MS)
  return changed.kind === 'changed' ? changed.room : ready
}

describe('a float is called back', () => {
  const waits = hearReport(ready, said('a', 0, { sequence: 2, waiting: 99 }), START_MS)
  const lowered = changeSettings(ready, settingsWith({ cap: 0 }), START_MS)
  test.each<[string, Room]>([
    ['as soon as a tick leaves anybody waiting (R3)', waits],
    ['when the room is paused', command(ready, 'pause', START_MS)],
    ['when the room is closed', command(ready, 'close', START_MS)],
    ['when everybody is let through', { ...ready, settings: settingsWith({ mode: 'pass' }) }],
    ['when the cap is exceeded (R1)', lowered.kind === 'changed' ? lowered.room : ready],
    ['after a count that cannot be', hearReport(ready, said('a', 0, { granted: 9 }), START_MS)],
  ])('%s, and told so until it is', (_, room) => {
    expect(kept(room, START_MS + 250)).toContainEqual([1, false])

    const once = tick(room, START_MS + 250).room
    expect(kept(once, START_MS + 500)).toContainEqual([1, false])

    const back = said('a', 1, { sequence: 3, granted: 3, returned: 3, spare: 0 })
    const over = hearReport(once, back, START_MS + 600)
    expect(kept(over, START_MS + 750)).not.toContainEqual([1, expect.anything()])
    expect(reservedSlots(over)).toBe(0)
  })

  test('R2: when a lowered rate leaves fewer tokens than are reserved, and not before', () => {
    const [enough, fewer] = [readyAt(8), readyAt(7)]

    expect([enough, fewer].map(({ bucket }) => bucket.tokens)).toEqual([3, 2.75])
    expect(kept(enough, START_MS + 250)).toEqual([])
    expect(kept(fewer, START_MS + 250)).toEqual([[1, false]])
    expect(kept(tick(fewer, START_MS + 250).room, START_MS + 500)).toEqual([[1, false]])
  })

  test('R2: what left it counts as spent, since it may have been offered', () => {
    const back = said('a', 1, { sequence: 3, granted: 3, returned: 3, spare: 0 })

    const before = ready.bucket.tokens
    const after = hearReport(ready, back, START_MS).bucket.tokens

    expect(before - after).toBe(3)
  })

  test('R2: of a segment that says nothing, it counts as spent when its time is surely over', () => {
    const lastMs = START_MS + FLOAT_VALID_MS + CLOCK_SKEW_MS
    const paused = command(ready, 'pause', START_MS)

    const early = tick(paused, lastMs).room
    const late = tick(paused, lastMs + 1).room

    expect([reservedSlots(early), reservedSlots(late)]).toEqual([3, 0])
    expect(early.bucket.tokens - late.bucket.tokens).toBe(3)
    expect(occupiedSlots(late)).toBe(3)
  })
})

test('R2: a float and the crowd that follows it share one burst', () => {
  const crowd = hearReport(ready, said('a', 0, { sequence: 2, waiting: 9 }), START_MS)

  const after = tick(crowd, START_MS).room

  expect(seatAt(after, 'a', 0).granted).toBe(4)
})
