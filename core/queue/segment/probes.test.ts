import { describe, expect, test } from 'vitest'
import { offsetsOf } from '../bits.ts'
import { segmentWith, START_MS, total } from '../fixtures.ts'
import { advance } from './advance.ts'
import { connect, disconnect, fansSeen } from './arrivals.ts'
import { askFront } from './probes.ts'
import { waitingBits, type Segment } from './segment.ts'
import { takeGrants } from './slots.ts'

const waiting = (segment: Segment) => offsetsOf(waitingBits(segment))
/** Late enough that nobody was seen just now, early enough that everybody is present. */
const LATER_MS = START_MS + 15_000

/** Fans 1 to 4; those of them who have a connection. */
function connected(...fans: number[]): Segment {
  return fans.reduce(
    (segment, fan) => connect(segment, fan, START_MS).segment,
    segmentWith([1, 2, 3, 4]),
  )
}

function asked(segment: Segment, howMany: number, nowMs: number): number[] {
  return askFront(segment, howMany, nowMs).effects.flatMap((effect) =>
    effect.kind === 'still-there' ? [effect.position] : [],
  )
}

describe('"still there?"', () => {
  test('is asked of those at the front who have a connection', () => {
    const segment = advance(connected(1, 3, 4), LATER_MS).segment

    expect(asked(segment, 3, LATER_MS)).toEqual([1, 3])
    expect(asked(segment, 0, LATER_MS)).toEqual([])
  })

  test('is not asked of those seen in the last seconds', () => {
    const segment = fansSeen(connected(1, 2), [1], LATER_MS, LATER_MS).segment

    expect(asked(segment, 4, LATER_MS)).toEqual([2])
  })

  test('is asked once, and silence counts from the first time', () => {
    const once = askFront(advance(connected(1), LATER_MS).segment, 4, LATER_MS).segment

    expect(asked(once, 4, LATER_MS + 3_000)).toEqual([])
    expect(waiting(advance(once, LATER_MS + 4_999).segment)).toEqual([1, 2, 3, 4])
    expect(waiting(advance(once, LATER_MS + 5_000).segment)).toEqual([2, 3, 4])
  })

  test('asked of a fan whose connection is then lost, is answered by silence no later', () => {
    const once = askFront(advance(connected(1), LATER_MS).segment, 4, LATER_MS).segment

    const offline = disconnect(once, 1, LATER_MS + 3_000).segment

    expect(waiting(advance(offline, LATER_MS + 5_000).segment)).toEqual([2, 3, 4])
  })

  test('R4: whoever was silent is passed over, and back in front when they answer', () => {
    const once = askFront(advance(connected(1), LATER_MS).segment, 4, LATER_MS).segment
    const silent = advance(once, LATER_MS + 5_000).segment

    const back = fansSeen(silent, [1], LATER_MS + 6_000, LATER_MS + 6_000).segment

    expect(takeGrants(back, total(1), LATER_MS + 6_000).effects).toMatchObject([{ position: 1 }])
  })

  test('an answer is enough to be present for another 40 s', () => {
    const once = askFront(advance(connected(1), LATER_MS).segment, 4, LATER_MS).segment

    const answered = fansSeen(once, [1], LATER_MS + 4_000, LATER_MS + 4_000).segment

    expect(waiting(advance(answered, LATER_MS + 44_000).segment)).toEqual([1])
  })

  test('R4: is not answered by a sign of life from before it was asked', () => {
    const once = askFront(advance(connected(1), LATER_MS).segment, 4, LATER_MS).segment

    const before = fansSeen(once, [1], LATER_MS - 1, LATER_MS + 1_000).segment
    const after = fansSeen(once, [1], LATER_MS, LATER_MS + 1_000).segment

    expect(waiting(advance(before, LATER_MS + 5_000).segment)).toEqual([2, 3, 4])
    expect(waiting(advance(after, LATER_MS + 5_000).segment)).toEqual([1, 2, 3, 4])
  })

  test('R4: is not answered by a sign of life from somebody else', () => {
    const both = askFront(advance(connected(1, 2), LATER_MS).segment, 4, LATER_MS).segment

    const answered = fansSeen(both, [2], LATER_MS + 1_000, LATER_MS + 1_000).segment

    expect(waiting(advance(answered, LATER_MS + 5_000).segment)).toEqual([2, 3, 4])
  })

  test('comes with the room’s total, which says how many to ask', () => {
    const { effects } = takeGrants(connected(1, 2, 3), total(0, { ask: 2 }), LATER_MS)

    expect(effects).toEqual([
      { kind: 'still-there', position: 1 },
      { kind: 'still-there', position: 2 },
    ])
  })
})
