import { describe, expect, test } from 'vitest'
import { roomWith, seatAt, settingsWith, START_MS } from '../fixtures.ts'
import { ACCOUNT_GRACE_MS, NEWS_MAX, SEGMENTS_MAX } from '../limits.ts'
import { defaultTerms } from '../segment/segment.ts'
import { announceDraw } from './drawing.ts'
import * as rooms from './room.ts'

const kinds = ({ news }: rooms.Room) => news.map(({ kind }) => kind)
const begun = roomWith({ a: [1, 1] })

const OPEN_MS = START_MS + 600_000

const lobby = (order: 'draw' | 'arrival') => {
  const settings = settingsWith({ order, schedule: { lobbyAtMs: START_MS, openAtMs: OPEN_MS } })
  const room = rooms.openRoom('epoch-a', settings, 0)
  const announced = announceDraw(room, '07'.repeat(32), 1)
  return rooms.moveCourse(announced.kind === 'room' ? announced.room : room, START_MS)
}

const terms = (room: rooms.Room) => rooms.roomLeaseTerms(room, START_MS).deskMs

describe('a room’s numbers', () => {
  test('a segment is known with the first number of it that is cut', () => {
    const { room, cut } = rooms.cutRoomBlock(begun, 'a', 1, START_MS)

    expect(cut).toMatchObject({ kind: 'block', grant: { from: 20, to: 21 } })
    expect(room.lanes[0]?.seats).toHaveLength(3)
    expect(seatAt(room, 'a', 0)).toBe(seatAt(begun, 'a', 0))
  })

  test('of a lane that is none, there are none', () => {
    const account = { used: [{ from: 0, to: 9 }], unused: [] }

    expect(rooms.cutRoomBlock(begun, 'b', 1, START_MS).cut).toEqual({ kind: 'no-such-lane' })
    expect(rooms.accountRoomNumbers(begun, 'b', account)).toBe(begun)
  })

  test('a full lane gives no more, and stays at its last segment', () => {
    let room = roomWith({ a: [] }, { span: 1 })
    room = rooms.cutRoomBlock(room, 'a', 20_000, START_MS).room

    expect(rooms.cutRoomBlock(room, 'a', 1, START_MS).cut).toEqual({ kind: 'lane-full' })
    expect(room.lanes[0]?.seats).toHaveLength(SEGMENTS_MAX)
  })

  test('R9: those nobody accounted for are counted when the next block is cut', () => {
    const overMs = START_MS + 10_000 + 2 * ACCOUNT_GRACE_MS

    const { room } = rooms.cutRoomBlock(begun, 'a', 1, overMs)

    expect(room.lanes[0]?.numbers.unaccounted).toBe(20)
  })

  test('R3: leases are long in the lobby of a draw, and nowhere else', () => {
    expect(terms(lobby('draw'))).toBe(10_000)
    expect(terms(lobby('arrival'))).toBe(250)
    expect(terms(rooms.command(lobby('draw'), 'open', 1))).toBe(250)
  })

  test.each([60_000, 20_000, 19_999, 7_001, 1_000, 500])(
    'R9: in the lobby of a draw, %d ms before its end, no lease outlives it',
    (leftMs) => {
      const nowMs = OPEN_MS - leftMs
      const { room, cut } = rooms.cutRoomBlock(lobby('draw'), 'a', 9, nowMs)

      const { deskMs, isolateMs } = rooms.roomLeaseTerms(room, nowMs)
      expect(deskMs + isolateMs).toBeLessThanOrEqual(leftMs)
      expect(cut).toMatchObject({ kind: 'block', grant: { forMs: deskMs } })
    },
  )

  test('R9: in the lobby of a draw there are numbers, and no segments yet', () => {
    const { room } = rooms.cutRoomBlock(lobby('draw'), 'a', 100, START_MS)

    expect(room.lanes[0]).toMatchObject({ numbers: { next: 100 }, seats: [] })
  })

  test('R9: a room by draw stays closed to all until its draw is announced', () => {
    const settings = settingsWith({ order: 'draw', schedule: { lobbyAtMs: 1, openAtMs: 2 } })
    const room = rooms.moveCourse(rooms.openRoom('epoch-a', settings, 0), 3)

    expect(room.course.stage).toBe('scheduled')
    expect(rooms.command(room, 'open', 3).course.stage).toBe('scheduled')
    expect(rooms.cutRoomBlock(room, 'a', 1, 3).cut).toEqual({ kind: 'drawing' })
    expect(rooms.command(room, 'close', 3).course.stage).toBe('closed')
  })
})

describe('news', () => {
  test('R6: tells of every turn of the sale, once', () => {
    let room = roomWith({ a: [] })
    for (const word of ['pause', 'pause', 'resume', 'open', 'close', 'close'] as const) {
      room = rooms.command(room, word, START_MS + 1)
    }

    expect(kinds(room)).toEqual(['opened', 'paused', 'resumed', 'closed'])
    expect(room.news.at(-1)).toEqual({ no: 4, kind: 'closed', atMs: START_MS + 1 })
  })

  test('tells nothing while time changes nothing', () => {
    expect(kinds(rooms.moveCourse(begun, START_MS + 9_000))).toEqual(kinds(begun))
  })

  test('a sale that closes during a pause is told as closed', () => {
    const paused = rooms.command(begun, 'pause', START_MS)

    expect(kinds(rooms.command(paused, 'close', START_MS)).at(-1)).toBe('closed')
  })

  test('the oldest falls out, and no number is used again', () => {
    let room = begun
    for (let at = 0; at < NEWS_MAX + 3; at += 1) {
      room = rooms.tell(room, { kind: 'message', atMs: at, text: { en: `${at}` } })
    }

    expect(room.news).toHaveLength(NEWS_MAX)
    expect(room.news.at(-1)?.no).toBe(NEWS_MAX + 4)
  })
})

const lane = (id: string) => ({ id, sharePercent: 50 })
const change = (changes: Parameters<typeof settingsWith>[0], room = begun) =>
  rooms.changeSettings(room, settingsWith(changes), START_MS)

describe('new settings while running', () => {
  test.each([
    ['lane-has-fans', { lanes: [lane('b')] }],
    ['span-is-fixed', { span: 11 }],
    ['order-is-fixed', { order: 'draw' as const }],
    ['terms-are-fixed', { terms: { ...defaultTerms, offerMs: 5_000 } }],
    ['terms-are-fixed', { terms: { ...defaultTerms, sessionMs: 60_000 } }],
    ['terms-are-fixed', { terms: { ...defaultTerms, tokenMs: 10_000 } }],
  ])('are refused where fans hold numbers: %s', (reason, changes) => {
    expect(change(changes)).toEqual({ kind: 'refused', reason })
    expect(change(changes, roomWith({ a: [] })).kind).toBe('changed')
  })

  test('R9: of a draw that is announced, order and times stay as they are', () => {
    const room = lobby('draw')
    const { schedule } = room.settings
    const edited = (changes: Partial<typeof schedule>, order: 'draw' | 'arrival' = 'draw') =>
      change({ order, schedule: { ...schedule, ...changes } }, room)
    const refused = { kind: 'refused', reason: 'draw-is-announced' }

    expect(edited({ openAtMs: OPEN_MS + 1 })).toEqual(refused)
    expect(edited({ lobbyAtMs: START_MS - 1 })).toEqual(refused)
    expect(edited({}, 'arrival')).toEqual(refused)
    expect(edited({ closeAtMs: OPEN_MS + 9 }).kind).toBe('changed')
  })

  test('are taken while fans hold numbers where the terms are said again as they were', () => {
    expect(change({ cap: 5, terms: { ...defaultTerms } })).toMatchObject({
      kind: 'changed',
      room: { settings: { cap: 5 } },
    })
  })

  test('keep the lanes there are, and bring new ones', () => {
    const changed = change({ lanes: [lane('b'), lane('a')] })

    expect(changed).toMatchObject({ room: { lanes: [{ id: 'b', seats: [] }, { id: 'a' }] } })
    expect(changed.kind === 'changed' && rooms.laneOf(changed.room, 'a')).toBe(begun.lanes[0])
  })

  test('R2: a higher rate counts from now, a lower one takes what it would not have saved', () => {
    const faster = change({ ratePerSecond: 1_000 })
    const slower = change({ ratePerSecond: 4 })

    expect(faster).toMatchObject({ room: { bucket: { tokens: 7 } } })
    expect(slower).toMatchObject({ room: { bucket: { tokens: 2 } } })
  })
})
