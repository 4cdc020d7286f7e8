import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assert as sure } from '../assert.ts'
import { at } from './segment/columns.ts'
import { has } from './bits.ts'
import { lives, roomWith, said, seatAt, segmentWith, START_MS, withGrants } from './fixtures.ts'
import { roomDocumentOf, type RoomDocument } from './room/document.ts'
import { hearReport } from './room/reports.ts'
import { advance } from './segment/advance.ts'
import { claim, leave } from './segment/claims.ts'
import { documentOf } from './segment/document.ts'
import { movePlace } from './segment/places.ts'
import { presentBits } from './segment/presence.ts'
import { countsOf } from './segment/report.ts'
import { waitingBits, type Segment } from './segment/segment.ts'
import { inTheLine, openDocument, statusOf, waitingInAll } from './status.ts'

type Standing = ReturnType<typeof statusOf>['standing']

const LATER_MS = START_MS + 60_000

function opened(segment: Segment, asOfMs = START_MS) {
  const document = openDocument(documentOf(segment, asOfMs))
  sure(document !== undefined, 'a segment’s own document can be read')
  return document
}

/** The room's document once it has heard these segments of lane a, whose fans are all counted. */
function roomOf(...segments: Segment[]) {
  const document = uncountedRoomOf(...segments)
  const lanes = document.lanes.map((lane) => ({ ...lane, countedUpTo: segments.length * 40 }))
  return { ...document, lanes }
}

/** Near has come to these segments, and not all of their fans had the time to connect. */
function uncountedRoomOf(...segments: Segment[]) {
  let room = roomWith({ a: segments.map(() => 0) }, { span: 40 })
  for (const [index, segment] of segments.entries()) {
    const { granted } = seatAt(room, 'a', index)
    const report = said('a', index, { sequence: 2, counts: countsOf(segment), granted })
    room = hearReport(room, report, START_MS)
  }
  return roomDocumentOf(room, START_MS)
}

/** By walking fans, as nobody does in the product. */
function standingOf(segment: Segment, offset: number, generation: number): Standing {
  if (at(segment.generation, offset) > generation) return 'superseded'
  if (has(segment.gone, offset)) return 'gone'
  if (at(segment.offerUntilMs, offset) > 0) return 'offered'
  if (has(segment.lapsed, offset)) return 'lapsed'
  return has(presentBits(segment.presence), offset) ? 'waiting' : 'absent'
}

describe('a status', () => {
  test('R6: near the front is what walking all fans would have found', () => {
    fc.assert(
      fc.property(lives, lives, fc.nat(39), fc.nat(1), (first, second, offset, generation) => {
        const [low, high] = [first.at(-1) ?? segmentWith([]), second.at(-1) ?? segmentWith([])]
        const named = { ...high, name: { ...high.name, index: 1 } }

        const status = statusOf(roomOf(low, high), 'a', 40 + offset, generation, opened(named))

        const below = Array.from({ length: offset }, (_, other) => other)
        const here = below.filter((other) => has(waitingBits(high), other)).length
        const gone = below.filter((other) => has(high.gone, other)).length
        expect(status).toMatchObject({
          standing: standingOf(high, offset, generation),
          presentAhead: countsOf(low).waiting + here,
          atMostAhead: 40 + offset - countsOf(low).gone - gone,
          isEstimate: false,
        })
      }),
    )
  })

  const offered = withGrants(segmentWith([1, 2, 3]), 2, START_MS)
  const inside = claim(offered, 1, START_MS).segment
  const cases: [Standing, Segment, number][] = [
    ['waiting', offered, 3],
    ['offered', offered, 2],
    ['gone', inside, 1],
    ['lapsed', advance(offered, LATER_MS).segment, 2],
    ['absent', offered, 30],
    ['superseded', movePlace(offered, 2, 0, START_MS).segment, 2],
  ]
  test.each(cases)('says that a fan is %s', (standing, segment, position) => {
    expect(statusOf(roomOf(segment), 'a', position, 0, opened(segment))).toMatchObject({ standing })
  })

  test('R6: at most so many ahead falls as those ahead leave', () => {
    const segment = segmentWith([1, 2, 3])
    const left = leave(segment, 1, START_MS).segment

    expect(statusOf(roomOf(segment), 'a', 3, 0, opened(segment)).atMostAhead).toBe(3)
    expect(statusOf(roomOf(left), 'a', 3, 0, opened(left)).atMostAhead).toBe(2)
  })

  test('R6: far from the front is an estimate, and labelled so', () => {
    const full = segmentWith(Array.from({ length: 40 }, (_, offset) => offset))

    const status = statusOf(roomOf(full, full), 'a', 60, 0, undefined)

    expect(status).toMatchObject({ presentAhead: 60, isEstimate: true, standing: 'waiting' })
  })

  const half = segmentWith(Array.from({ length: 20 }, (_, offset) => offset))

  test('R6: an estimate takes the present as spread over the numbers handed out', () => {
    const room = roomOf(half)
    const ahead = (frontier: number, position: number) => {
      const lanes = room.lanes.map((lane) => ({ ...lane, frontier }))
      return statusOf({ ...room, lanes }, 'a', position, 0, undefined).presentAhead
    }

    expect([ahead(20, 19), ahead(20, 10)]).toEqual([19, 10])
    expect([ahead(40, 39), ahead(40, 20)]).toEqual([20, 10])
    // A page may know its number before the document's frontier does.
    expect(ahead(20, 39)).toBe(20)
  })

  test('R6: before those ahead had the time to connect, the estimate counts them all the same', () => {
    const early = segmentWith([1, 2])
    const room = uncountedRoomOf(early, segmentWith([]))
    const fresh = roomOf(early, segmentWith([]))
    const named = { ...segmentWith([]), name: { ...early.name, index: 1 } }

    const statuses = [room, fresh].map((document) => statusOf(document, 'a', 60, 0, opened(named)))

    expect(statuses).toMatchObject([
      { presentAhead: 60, isEstimate: true },
      { presentAhead: 2, isEstimate: false },
    ])
  })

  test('R6: an estimate is never fewer than those who were counted', () => {
    const room = uncountedRoomOf(segmentWith([1, 2, 3, 4, 5]))
    const lanes = room.lanes.map((lane) => ({ ...lane, presentShare: 0.1 }))

    const status = statusOf({ ...room, lanes }, 'a', 8, 0, opened(segmentWith([1, 2, 3, 4, 5])))

    expect(status).toMatchObject({ presentAhead: 5, isEstimate: true })
  })

  test('R6: the wait is the range of so many ahead, near and far, and nothing where none is known', () => {
    const lanes: RoomDocument['waits']['lanes'] = {
      a: [
        [0, 0, 1_000],
        [20, 20_000, 60_000],
      ],
    }
    const plain = roomOf(half)
    const room = { ...plain, waits: { ...plain.waits, lanes } }

    const near = statusOf(room, 'a', 10, 0, opened(half))
    const far = statusOf(room, 'a', 20, 0, undefined)
    const unknown = statusOf(roomOf(half), 'a', 10, 0, opened(half))

    expect([near.presentAhead, near.wait]).toEqual([10, { lowMs: 10_000, highMs: 30_500 }])
    expect([far.presentAhead, far.wait]).toEqual([10, { lowMs: 10_000, highMs: 30_500 }])
    expect(unknown.wait).toBeUndefined()
  })

  test('R6: is as old as the older of its two documents', () => {
    const segment = segmentWith([1])
    const room = roomOf(segment)

    expect(statusOf(room, 'a', 1, 0, opened(segment, START_MS - 900)).asOfMs).toBe(START_MS - 900)
    expect(statusOf(room, 'a', 1, 0, opened(segment, START_MS + 900)).asOfMs).toBe(START_MS)
    expect(statusOf(room, 'a', 1, 0, undefined).asOfMs).toBe(START_MS)
  })

  test('from the document of another segment, or of a lane that is none, is a fault', () => {
    const room = roomOf(segmentWith([]), segmentWith([]))

    expect(() => statusOf(room, 'a', 41, 0, opened(segmentWith([])))).toThrow('own segment')
    expect(() => statusOf(room, 'b', 1, 0, undefined)).toThrow('the lane of a place')
  })
})

test.each(['present', 'offered', 'gone', 'lapsed'])(
  'a document whose %s is no bitmap is not opened',
  (map) => {
    const document = documentOf(segmentWith([1]), START_MS)

    expect(openDocument({ ...document, [map]: '!' })).toBeUndefined()
  },
)

test('how many wait in all is the sum over lanes and segments', () => {
  const room = roomWith(
    { a: [3, 4], b: [5] },
    {
      lanes: [
        { id: 'a', sharePercent: 50 },
        { id: 'b', sharePercent: 50 },
      ],
    },
  )

  expect(waitingInAll(roomDocumentOf(room, START_MS))).toBe(12)
})

test('R6: in the line are those who are counted, and far back a part of who was given a number', () => {
  const document = roomDocumentOf(roomWith({ a: [8, 4, 0, 1] }, { span: 10 }), START_MS)
  const far = { frontier: 40, nearUpTo: 20, presentShare: 0.5, gone: [0, 2, 2, 0] }
  const lanes = document.lanes.map((lane) => ({ ...lane, ...far, offered: [1, 0, 0, 0] }))

  // 12 are counted near; of 8 places in the third segment 4 are here, of 10 in the last 5.
  expect(inTheLine({ ...document, lanes })).toBe(12 + 4 + 5)
})
