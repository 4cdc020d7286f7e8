import { describe, expect, test } from 'vitest'
import { roomWith, START_MS } from '../queue/fixtures.ts'
import { EXTRA_MS } from '../queue/limits.ts'
import { roomEntry } from '../queue/room/entry.ts'
import { command, occupiedSlots, openRoom, type Room } from '../queue/room/room.ts'
import { tick } from '../queue/room/tick.ts'
import { act, type Act, type Acted, type Held } from './act.ts'

const NOW_MS = START_MS + 1_000
const pressure = { floorPerSecond: 1, ceilingPerSecond: 50 }

function heldWith(room: Room, more: object = {}): Held {
  const plain = { id: 'demo', title: { en: 'Demo' }, settings: room.settings }
  const entry = roomEntry.parse({ ...plain, ...more })
  return { room, described: { entry, version: 3, changedAtMs: START_MS } }
}

const open = heldWith(roomWith({ a: [4, 4] }))
const acted = (held: Held, deed: Act, isOwner = false, nowMs = NOW_MS) =>
  act(held, deed, isOwner, nowMs)
const changed = (patch: unknown, held = open, version = 3): Acted =>
  acted(held, { kind: 'change', version, patch })

function taken(outcome: Acted): Acted & { kind: 'acted' } {
  if (outcome.kind !== 'acted') throw new Error(JSON.stringify(outcome))
  return outcome
}

describe('a word to a room', () => {
  test('pauses it, and says what it was before', () => {
    const { held, changes } = taken(acted(open, { kind: 'pause' }))

    expect(held.room.course).toMatchObject({ stage: 'open', paused: true })
    expect(changes).toEqual([{ field: 'paused', before: false, after: true }])
  })

  test('said again changes nothing', () => {
    const { held } = taken(acted(open, { kind: 'pause' }))

    expect(taken(acted(held, { kind: 'pause' })).changes).toEqual([])
  })

  test.each(['open', 'pause', 'resume'] as const)('to %s a closed sale is refused', (kind) => {
    const closed = heldWith(command(open.room, 'close', NOW_MS))

    expect(acted(closed, { kind })).toMatchObject({ kind: 'not-now' })
    expect(taken(acted(closed, { kind: 'close' })).changes).toEqual([])
  })

  test('that is news reaches everybody, and is in the log', () => {
    const text = { ko: '곧 엽니다', en: 'Soon' }
    const { held, changes } = taken(acted(open, { kind: 'message', text }))

    expect(held.room.news.at(-1)).toMatchObject({ kind: 'message', text, atMs: NOW_MS })
    expect(changes).toEqual([{ field: 'news', after: text }])
  })
})

describe('a change', () => {
  test('raises the version, and says each field before and after', () => {
    const { held, changes } = taken(changed({ settings: { cap: 7, ratePerSecond: 9 } }))

    expect(held.described).toMatchObject({ version: 4, changedAtMs: NOW_MS })
    expect(held.room.settings).toMatchObject({ cap: 7, ratePerSecond: 9 })
    expect(changes).toEqual([
      { field: 'settings.cap', before: 100, after: 7 },
      { field: 'settings.ratePerSecond', before: 20, after: 9 },
    ])
  })

  test('by who saw another version is refused, whatever it says', () => {
    expect(changed({ settings: { cap: 7 } }, open, 2)).toEqual({ kind: 'conflict' })
  })

  test('that changes nothing raises nothing', () => {
    const { held, changes } = taken(changed({ settings: { cap: 100 } }))

    expect([held.described.version, changes]).toEqual([3, []])
  })

  test('notes from which text it came, though it says nothing new', () => {
    const deed = { kind: 'change', version: 3, patch: {}, source: 'abc' } as const
    const { held } = taken(acted(open, deed))

    expect(held.described).toMatchObject({ version: 3, source: 'abc' })
  })

  test.each([
    ['settings.lanes', { settings: { lanes: [{ id: 'b', sharePercent: 100 }] } }],
    ['settings.span', { settings: { span: 11 } }],
    ['settings.terms', { settings: { terms: { offerMs: 5_000 } } }],
    ['settings.schedule.openAtMs', { settings: { schedule: { openAtMs: NOW_MS + 9_000 } } }],
    ['settings.ratePerSecond', { settings: { ratePerSecond: -1 } }],
    ['settings.cap', { settings: { cap: null } }],
  ])('of %s that cannot be is refused by its field, and nothing is changed', (field, patch) => {
    expect(changed(patch)).toMatchObject({ kind: 'invalid', field })
  })

  test('of the rate of a room that follows its shop is by hand, within the bounds', () => {
    const held = heldWith(open.room, { pressure })

    expect(taken(changed({ settings: { ratePerSecond: 30 } }, held)).rate).toEqual({
      kind: 'by-hand',
      ratePerSecond: 30,
    })
    expect(changed({ settings: { ratePerSecond: 51 } }, held)).toMatchObject({
      field: 'settings.ratePerSecond',
    })
  })

  test('of anything else leaves the rate where the shop has moved it', () => {
    const moved = { ...open.room, settings: { ...open.room.settings, ratePerSecond: 5 } }
    const { described } = heldWith(open.room, { pressure })
    const after = taken(changed({ settings: { cap: 7 } }, { room: moved, described }))

    expect(after.held.room.settings).toMatchObject({ cap: 7, ratePerSecond: 5 })
    expect(after.changes).toEqual([{ field: 'settings.cap', before: 100, after: 7 }])
  })
})

test('a rate that follows no shop cannot be let go', () => {
  expect(acted(open, { kind: 'follow' })).toMatchObject({ kind: 'not-now' })
  const held = heldWith(open.room, { pressure })
  expect(taken(acted(held, { kind: 'follow' })).rate).toEqual({ kind: 'follow' })
})

function grantedAt(held: Held, nowMs: number): number {
  return occupiedSlots(tick(held.room, nowMs).room)
}

describe('fans admitted beyond the rate', () => {
  const slow = heldWith(roomWith({ a: [8, 8] }, { ratePerSecond: 1, cap: 6 }))

  test('R1, R2: are called at once, as far as the cap has room, and the rate goes on', () => {
    const { held } = taken(acted(slow, { kind: 'admit', count: 20 }, false, NOW_MS))

    expect(grantedAt(slow, NOW_MS)).toBe(1)
    expect(grantedAt(held, NOW_MS)).toBe(6)
  })

  test('are forgotten after a minute', () => {
    const { held } = taken(acted(slow, { kind: 'admit', count: 20 }, false, NOW_MS))

    expect(grantedAt(held, NOW_MS + EXTRA_MS + 1)).toBe(1)
  })

  test.each([0, 10_001])('are not %i', (count) => {
    expect(acted(slow, { kind: 'admit', count })).toMatchObject({ kind: 'invalid', field: 'count' })
  })

  test('are none while nobody is let in', () => {
    const paused = heldWith(command(slow.room, 'pause', NOW_MS))

    expect(acted(paused, { kind: 'admit', count: 1 })).toMatchObject({ kind: 'not-now' })
  })
})

test('what was not announced yet opens by its schedule also while an operator speaks', () => {
  const early = heldWith(openRoom('epoch-a', open.room.settings, START_MS - 9_000))

  expect(taken(acted(early, { kind: 'sold-out' })).held.room.course.stage).toBe('open')
})
