import { describe, expect, test } from 'vitest'
import { roomWith, seatAt, settingsWith, START_MS } from '../fixtures.ts'
import { ACCOUNT_GRACE_MS, NEWS_MAX, SEGMENTS_MAX } from '../limits.ts'
import { defaultTerms } from '../segment/segment.ts'
import * as rooms from './room.ts'

const kinds = ({ news }: rooms.Room) => news.map(({ kind }) => kind)
const begun = roomWith({ a: [1, 1] })

const lobby = (order: 'draw' | 'arrival') => {
  const settings = settingsWith({ order, schedule: { lobbyAtMs: 1, openAtMs: 9e12 } })
  return rooms.moveCourse(rooms.openRoom('epoch-a', settings, START_MS), START_MS)
}

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
    expect(rooms.roomLeaseTerms(lobby('draw')).deskMs).toBe(10_000)
    expect(rooms.roomLeaseTerms(lobby('arrival')).deskMs).toBe(250)
    expect(rooms.roomLeaseTerms(rooms.command(lobby('draw'), 'open', 1)).deskMs).toBe(250)
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
