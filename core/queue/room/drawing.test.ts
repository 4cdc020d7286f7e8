import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { assert as sure } from '../../assert.ts'
import { anySignature, LOBBY_MS, OPEN_MS, ROUND_AT_MS, round1000 } from '../draw/fixtures.ts'
import { SEED, times } from '../draw/fixtures.ts'
import { drawnPositions, numberAtPosition } from '../draw/positions.ts'
import { said, seatAt, settingsWith } from '../fixtures.ts'
import { ACCOUNT_GRACE_MS, DRAW_SETTLE_MS, TICK_MS } from '../limits.ts'
import * as drawing from './drawing.ts'
import { hearReport } from './reports.ts'
import { accountRoomNumbers, command, cutRoomBlock, frontierOf, moveCourse } from './room.ts'
import { openRoom, type Room } from './room.ts'
import { restoreRoom, storedRoom } from './snapshot.ts'
import { tick } from './tick.ts'

const settings = settingsWith({ order: 'draw', schedule: times })

function roomOf(step: ReturnType<typeof drawing.announceDraw>): Room {
  sure(step.kind === 'room', 'the step is taken')
  return step.room
}

const announced = roomOf(drawing.announceDraw(openRoom('epoch-a', settings, 0), SEED, LOBBY_MS - 1))
const lobby = moveCourse(announced, LOBBY_MS)

/** A lobby in which 40 numbers were cut, of which 25 were handed out and 10 never will be. */
const joined = accountRoomNumbers(cutRoomBlock(lobby, 'a', 40, LOBBY_MS).room, 'a', {
  used: [{ from: 0, to: 25 }],
  unused: [{ from: 25, to: 35 }],
})
const spokenFor = accountRoomNumbers(joined, 'a', { used: [{ from: 35, to: 40 }], unused: [] })

const counted = tick(spokenFor, OPEN_MS).room
const reveal = (room: Room, nowMs = ROUND_AT_MS) =>
  drawing.revealDraw(room, round1000, anySignature, nowMs)
const drawn = roomOf(reveal(counted))

const phaseOf = (room: Room) => drawing.drawDocumentOf(room).phase

const again = (room: Room, nowMs = 1) => drawing.announceDraw(room, SEED, nowMs)
const gives = (room: Room, nowMs: number) => cutRoomBlock(room, 'a', 1, nowMs).cut.kind

const restored = (room: Room) => {
  const read = restoreRoom(storedRoom(room), OPEN_MS)
  sure(read.kind === 'room', 'a room reads what it stored')
  return read.room
}

describe('the draw of a room', () => {
  test('R9: is announced in its schedule, once, and only where there is to be a draw', () => {
    const opened = moveCourse({ ...announced, draw: undefined }, LOBBY_MS)
    const byArrival = openRoom('epoch-a', settingsWith(), 0)

    expect(again(announced)).toEqual({ kind: 'refused', reason: 'already-announced' })
    expect(again(opened, LOBBY_MS)).toEqual({ kind: 'refused', reason: 'lobby-is-open' })
    expect(again(byArrival)).toEqual({ kind: 'refused', reason: 'no-draw' })
    expect(drawing.drawDocumentOf(byArrival)).toEqual({ phase: 'none', epoch: 'epoch-a' })
  })

  test('R9: counts as soon as every number is spoken for', () => {
    expect(drawing.drawDocumentOf(counted)).toMatchObject({
      phase: 'counted',
      countedAtMs: OPEN_MS,
      lanes: [{ id: 'a', size: 30, upTo: 40, unaccounted: 0 }],
    })
    expect(phaseOf(tick(spokenFor, OPEN_MS - 1).room)).toBe('announced')
  })

  test('R9: numbers nobody speaks for are waited for, stay in the draw, and are counted', () => {
    const overMs = LOBBY_MS + 70_000 + 2 * ACCOUNT_GRACE_MS
    const waiting = tick(joined, overMs).room
    const over = tick({ ...waiting, course: tick(joined, OPEN_MS).room.course }, overMs + 1).room

    expect(phaseOf(waiting)).toBe('announced')
    expect(drawing.drawDocumentOf(over)).toMatchObject({ lanes: [{ size: 30, unaccounted: 5 }] })
  })

  test('R9: once the lobby is over no number is cut, whether or not a tick has said so', () => {
    expect(gives(lobby, OPEN_MS - 1)).toBe('block')
    expect(gives(lobby, OPEN_MS)).toBe('drawing')
    expect(gives(command(lobby, 'open', LOBBY_MS), LOBBY_MS)).toBe('drawing')
    expect(gives(counted, OPEN_MS)).toBe('drawing')
    expect(gives(command(counted, 'close', OPEN_MS), OPEN_MS)).toBe('drawing')
    expect(gives(drawn, ROUND_AT_MS)).toBe('block')
  })

  test('R9: with the reveal there are positions, and the sale is open for them', () => {
    expect([counted, drawn].map((room) => room.lanes[0]?.seats.length)).toEqual([0, 3])
    expect(drawn.course.stage).toBe('open')
    expect(drawn.news.at(-1)?.kind).toBe('opened')
    expect(reveal(lobby)).toEqual({ kind: 'refused', reason: 'not-counted' })
    expect(reveal(openRoom('x', settings, 0))).toEqual({ kind: 'refused', reason: 'no-draw' })
  })

  test('R9: later joins stand behind all who were drawn', () => {
    const { room, cut } = cutRoomBlock(drawn, 'a', 5, ROUND_AT_MS)

    expect(cut).toMatchObject({ grant: { from: 40, to: 45 } })
    expect(room.lanes.map(frontierOf)).toEqual([35])
    expect(room.lanes[0]?.seats).toHaveLength(4)
  })

  test('R9: nothing is granted for 30 s after the draw', () => {
    const heard = hearReport(drawn, said('a', 0, { waiting: 5, asOfMs: ROUND_AT_MS }), ROUND_AT_MS)
    const slotsAt = (nowMs: number) => seatAt(tick(heard, nowMs).room, 'a', 0).granted

    expect(slotsAt(ROUND_AT_MS + DRAW_SETTLE_MS - 1)).toBe(0)
    expect(slotsAt(ROUND_AT_MS + DRAW_SETTLE_MS)).toBe(5)
  })

  test('R9: a sale closed before its draw is done makes it void', () => {
    for (const room of [spokenFor, counted]) {
      const closed = tick(command(room, 'close', OPEN_MS), OPEN_MS).room
      expect(drawing.drawDocumentOf(closed)).toMatchObject({ phase: 'void', reason: 'sale-closed' })
    }
  })

  test('R9: a count that comes too late makes it void', () => {
    expect(phaseOf(tick(spokenFor, ROUND_AT_MS - 5_000).room)).toBe('counted')
    expect(phaseOf(tick(spokenFor, ROUND_AT_MS - 4_999).room)).toBe('void')
  })
})

describe('a void draw of a room', () => {
  const gone = roomOf(drawing.voidDraw(counted, 'operator', ROUND_AT_MS))
  const nowMs = ROUND_AT_MS + 1_000
  const anew = roomOf(drawing.redraw(gone, 'epoch-b', 'ab'.repeat(32), nowMs))

  test('R9: keeps numbers and places for the next, in another epoch', () => {
    const again = tick(anew, nowMs + TICK_MS).room

    expect(again).toMatchObject({ epoch: 'epoch-b', course: { stage: 'drawing' } })
    expect(drawing.keptEpochs(again)).toEqual(['epoch-a'])
    const { phase, lanes } = { lanes: [], ...drawing.drawDocumentOf(again) }
    expect([phase, lanes]).toEqual(['counted', [expect.objectContaining({ size: 30, upTo: 40 })]])
  })

  test('R9: is made by nobody where there is none, nor twice', () => {
    const none = openRoom('epoch-a', settingsWith(), 0)

    expect(drawing.voidDraw(none, 'operator', 1)).toMatchObject({ reason: 'no-draw' })
    expect(drawing.redraw(none, 'b', SEED, 1)).toMatchObject({ reason: 'no-draw' })
    expect(drawing.voidDraw(gone, 'operator', 1)).toMatchObject({ reason: 'is-void' })
    expect(drawing.redraw(counted, 'b', SEED, 1)).toMatchObject({ reason: 'not-void' })
    expect(drawing.voidDraw(drawn, 'operator', 1)).toMatchObject({ reason: 'already-drawn' })
  })
})

describe('a room that dies during its draw', () => {
  test.each([
    ['before the lobby', announced],
    ['in it', joined],
    ['after the count', counted],
    ['after the reveal', drawn],
  ])('R9: comes back with draw, seed, numbers and segments, %s', (_, room) => {
    const back = restored(room)

    expect(back.draw).toEqual(room.draw)
    expect(back.lanes.map(({ numbers }) => numbers)).toEqual(room.lanes.map((lane) => lane.numbers))
    expect(back.lanes.map(({ seats }) => seats.length)).toEqual(
      room.lanes.map(({ seats }) => seats.length),
    )
  })

  test('R9: and finishes it as if it had never died', () => {
    expect(roomOf(reveal(restored(counted))).draw).toEqual(drawn.draw)
  })

  test('R9: without the seed it committed to says that the draw is void', () => {
    const { draw } = counted
    sure(draw !== undefined, 'the room has a draw')
    const lost = restored({ ...counted, draw: { ...draw, seed: 'ee'.repeat(32) } })

    expect(drawing.drawDocumentOf(lost)).toMatchObject({ phase: 'void', reason: 'seed-lost' })
  })
})

type Act = (room: Room, nowMs: number) => Room

const said0 =
  (used: boolean): Act =>
  (room) => {
    const next = room.lanes[0]?.numbers.next ?? 0
    const some = [{ from: Math.max(0, next - 7), to: next }]
    return accountRoomNumbers(room, 'a', { used: used ? some : [], unused: used ? [] : some })
  }

const acts: Act[] = [
  (room, nowMs) => tick(room, nowMs).room,
  said0(true),
  said0(false),
  (room, nowMs) => command(room, 'open', nowMs),
  (room, nowMs) => command(room, 'pause', nowMs),
  (room, nowMs) => command(room, 'resume', nowMs),
  (room, nowMs) => {
    const step = reveal(room, nowMs)
    return step.kind === 'room' ? step.room : room
  },
  (room, nowMs) => {
    const step = drawing.voidDraw(room, 'operator', nowMs)
    return step.kind === 'room' ? step.room : room
  },
  (room, nowMs) => {
    const restored = restoreRoom(storedRoom(room), nowMs)
    sure(restored.kind === 'room', 'a room reads what it stored')
    return restored.room
  },
]

test('R9: whatever happens, no number comes out between lobby and draw, and everyone who was drawn has one position', () => {
  const steps = fc.array(
    fc.record({
      act: fc.constantFrom(...acts),
      ms: fc.oneof(fc.nat(5_000), fc.nat(120_000)),
      want: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(steps, (said) => {
      let room = announced
      let nowMs = LOBBY_MS
      for (const { act, ms, want } of said) {
        nowMs += ms
        room = act(room, nowMs)
        const { phase } = drawing.drawDocumentOf(room)
        const { room: after, cut } = cutRoomBlock(room, 'a', want, nowMs)
        const isShut = phase === 'counted' || phase === 'void'
        const isOver = phase === 'announced' && nowMs >= OPEN_MS
        expect(isShut || isOver ? cut.kind : 'drawing').toBe('drawing')
        room = after
      }
      const document = drawing.drawDocumentOf(room)
      if (document.phase !== 'drawn') return
      const [lane] = document.lanes
      sure(lane !== undefined, 'the room has a lane')
      const positions = drawnPositions(document, 'a')
      const numbers = Array.from({ length: lane.size }, (_, at) => numberAtPosition(positions, at))
      expect(new Set(numbers).size).toBe(lane.size)
      expect(numbers.every((number) => number !== undefined && number < lane.upTo)).toBe(true)
    }),
    { numRuns: inject('runs') },
  )
})
