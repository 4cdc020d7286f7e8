import { describe, expect, test } from 'vitest'
import { segmentWith, START_MS, total, withGrants } from '../fixtures.ts'
import { offsetsOf } from '../bits.ts'
import { advance } from './advance.ts'
import { connect, disconnect, fansSeen, hearNumbers, imHere } from './arrivals.ts'
import { claim } from './claims.ts'
import { countsOf } from './report.ts'
import { defaultTerms, waitingBits, type Segment } from './segment.ts'
import { takeGrants } from './slots.ts'

const waiting = (segment: Segment) => offsetsOf(waitingBits(segment))

describe('numbers a desk accounts for', () => {
  test('those used are present, those void are gone, those of other segments are nothing', () => {
    const account = { used: [{ from: 35, to: 43 }], unused: [{ from: 43, to: 90 }] }

    const { segment } = hearNumbers(segmentWith([], 1), account, START_MS)

    expect(waiting(segment)).toEqual([0, 1, 2])
    expect(offsetsOf(segment.gone)).toEqual(Array.from({ length: 37 }, (_, at) => at + 3))
  })

  test('a void that comes again changes nothing others can see', () => {
    const account = { used: [], unused: [{ from: 3, to: 9 }] }
    const once = hearNumbers(segmentWith([1]), account, START_MS).segment

    expect(hearNumbers(once, account, START_MS).segment.sequence).toBe(once.sequence)
  })

  test('R4: a use that is said again a minute later makes no absent fan present', () => {
    const account = { used: [{ from: 1, to: 3 }], unused: [] }
    const joined = hearNumbers(segmentWith([]), account, START_MS).segment
    const absent = advance(joined, START_MS + 60_000).segment

    const more = { used: [{ from: 1, to: 4 }], unused: [] }
    const again = hearNumbers(absent, account, START_MS + 60_000).segment
    const third = hearNumbers(again, more, START_MS + 60_000).segment

    expect([joined, absent, again, third].map(waiting)).toEqual([[1, 2], [], [], [3]])
    expect(again.sequence).toBe(absent.sequence)
  })

  test('nobody with a turn is made void', () => {
    const offered = withGrants(segmentWith([1, 2]), 2, START_MS)
    const inside = claim(offered, 2, START_MS).segment

    const account = { used: [], unused: [{ from: 0, to: 3 }] }
    const { segment } = hearNumbers(inside, account, START_MS)

    expect(countsOf(segment)).toMatchObject({ offered: 1, inside: 1, gone: 2 })
    expect(claim(segment, 1, START_MS + 1).outcome.kind).toBe('admitted')
  })

  test('a number used is offered a slot of the float in the same step', () => {
    const floating = takeGrants(segmentWith([]), total(1, { float: true }), START_MS).segment

    const account = { used: [{ from: 4, to: 6 }], unused: [] }
    const { effects } = hearNumbers(floating, account, START_MS)

    expect(effects).toMatchObject([{ kind: 'your-turn', position: 4 }])
  })
})

describe('signs of life', () => {
  test('R4: a lapsed fan is not back by a ping, only by "I’m here"', () => {
    const nowMs = START_MS + defaultTerms.offerMs
    const lapsed = withGrants(segmentWith([1]), 1, START_MS)

    const pinged = connect(fansSeen(lapsed, [1], nowMs, nowMs).segment, 1, nowMs).segment

    expect(waiting(pinged)).toEqual([])
    expect(countsOf(pinged).present).toBe(0)
    expect(waiting(imHere(pinged, 1, nowMs).segment)).toEqual([1])
  })

  test('a deadline that passed is settled before the sign counts, and told', () => {
    const offered = withGrants(segmentWith([1]), 1, START_MS)

    const { effects } = fansSeen(offered, [2], START_MS + 60_000, START_MS + 60_000)

    expect(effects).toEqual([{ kind: 'lapsed', position: 1 }])
  })

  test('a sign from one who is present already changes nothing others can see', () => {
    const segment = segmentWith([1])

    expect(fansSeen(segment, [1], START_MS + 1, START_MS + 1).segment.sequence).toBe(
      segment.sequence,
    )
  })

  test('a sign 45 s old makes nobody present', () => {
    const { segment } = fansSeen(segmentWith([]), [1], START_MS - 45_000, START_MS)

    expect(waiting(segment)).toEqual([])
  })
})

describe('a connection', () => {
  test('that is lost costs the place in line after five seconds of silence', () => {
    const online = connect(segmentWith([]), 1, START_MS).segment
    const offline = disconnect(online, 1, START_MS + 1_000).segment

    expect(waiting(advance(offline, START_MS + 5_999).segment)).toEqual([1])
    expect(waiting(advance(offline, START_MS + 6_000).segment)).toEqual([])
  })

  test('R5: that is back within five seconds has lost nothing', () => {
    const online = connect(segmentWith([]), 1, START_MS).segment
    const offline = disconnect(online, 1, START_MS + 1_000).segment

    const back = connect(offline, 1, START_MS + 5_000).segment

    expect(waiting(advance(back, START_MS + 30_000).segment)).toEqual([1])
  })

  test('that never was cannot be lost', () => {
    const segment = segmentWith([1])

    expect(disconnect(segment, 1, START_MS)).toEqual({ segment, effects: [] })
  })
})
