import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { segmentWith, START_MS, total, withGrants } from '../fixtures.ts'
import { advance } from './advance.ts'
import { fansSeen, imHere } from './arrivals.ts'
import type { Step } from './effects.ts'
import { countsOf, slotsHeld } from './report.ts'
import { takeGrants } from './slots.ts'

function called({ effects }: Step): number[] {
  return effects.flatMap((effect) => (effect.kind === 'your-turn' ? [effect.position] : []))
}

describe('slots from the room', () => {
  test('R3: go to the lowest present fans, each with a turn of its own and a deadline', () => {
    const { effects } = takeGrants(segmentWith([7, 3, 5]), total(2), START_MS)

    const deadlineMs = START_MS + 60_000
    expect(effects).toEqual([
      { kind: 'your-turn', position: 3, turn: 1, deadlineMs },
      { kind: 'your-turn', position: 5, turn: 2, deadlineMs },
    ])
  })

  test('R4: a fan who comes back is offered the next slot before later positions', () => {
    const lapsing = withGrants(segmentWith([1]), 1, START_MS)
    const others = fansSeen(lapsing, [3, 4, 5], START_MS + 59_000, START_MS + 59_000).segment
    const back = imHere(others, 1, START_MS + 60_000).segment

    expect(called(takeGrants(back, total(2), START_MS + 61_000))).toEqual([1])
  })

  test('R4: absent fans are passed over, and keep their position', () => {
    const later = START_MS + 50_000
    const absent = advance(segmentWith([1, 2]), later).segment
    const five = fansSeen(absent, [5], later, later).segment

    const first = takeGrants(five, total(1), later)
    const two = fansSeen(first.segment, [2, 6], later, later).segment

    expect(called(first)).toEqual([5])
    expect(called(takeGrants(two, total(2), later))).toEqual([2])
  })

  test('R1: what nobody waits for goes back at once', () => {
    const { segment } = takeGrants(segmentWith([1]), total(3), START_MS)

    expect(segment).toMatchObject({ granted: 3, returned: 2, spare: 0 })
  })

  test('R1: a total that is repeated, or was overtaken, offers nothing more', () => {
    const segment = withGrants(segmentWith([1, 2, 3, 4]), 2, START_MS)

    for (const granted of [2, 1, 0]) {
      const again = takeGrants(segment, total(granted), START_MS)
      expect(called(again)).toEqual([])
      expect(again.segment.granted).toBe(2)
    }
  })

  test('a total of another epoch is nothing', () => {
    const { segment, effects } = takeGrants(
      segmentWith([1]),
      total(5, { epoch: 'epoch-b' }),
      START_MS,
    )

    expect(effects).toEqual([])
    expect(segment.granted).toBe(0)
  })

  test('R2: an increment that came later than it is valid is handed back, not offered', () => {
    const inTime = takeGrants(segmentWith([1]), total(1, { validUntilMs: START_MS }), START_MS)
    const late = takeGrants(segmentWith([1]), total(1, { validUntilMs: START_MS - 1 }), START_MS)

    expect(called(inTime)).toEqual([1])
    expect(called(late)).toEqual([])
    expect(late.segment).toMatchObject({ granted: 1, returned: 1, spare: 0 })
  })
})

describe('a float', () => {
  const empty = segmentWith([])
  const floating = takeGrants(
    empty,
    total(2, { float: true, validUntilMs: START_MS + 2_000 }),
    START_MS,
  ).segment

  test('lies ready for whoever comes, who is offered it in the same step', () => {
    const joined = fansSeen(floating, [9], START_MS + 10, START_MS + 10)

    expect(floating).toMatchObject({ spare: 2, returned: 0 })
    expect(called(joined)).toEqual([9])
    expect(joined.segment).toMatchObject({ spare: 1 })
  })

  test('is handed back when the room calls it back', () => {
    const { segment } = takeGrants(floating, total(2), START_MS + 10)

    expect(segment).toMatchObject({ spare: 0, returned: 2 })
  })

  test('R2: is handed back when its time is over, and nobody is offered it then', () => {
    const joined = fansSeen(floating, [9], START_MS + 2_001, START_MS + 2_001)

    expect(called(joined)).toEqual([])
    expect(joined.segment).toMatchObject({ spare: 0, returned: 2 })
  })

  test('lasts longer when the room renews it', () => {
    const renewal = total(2, { float: true, validUntilMs: START_MS + 3_000 })
    const renewed = takeGrants(floating, renewal, START_MS + 1_000).segment

    expect(called(fansSeen(renewed, [9], START_MS + 2_500, START_MS + 2_500))).toEqual([9])
    expect(called(fansSeen(renewed, [9], START_MS + 3_001, START_MS + 3_001))).toEqual([])
  })
})

test('R1: whatever totals come in whatever order, every grant seen is held or returned', () => {
  const words = fc.array(
    fc.record({ granted: fc.nat(30), float: fc.boolean(), lateMs: fc.nat(800), fan: fc.nat(39) }),
  )
  fc.assert(
    fc.property(words, (all) => {
      let segment = segmentWith([1, 2, 3])
      let highest = 0
      for (const [at, { granted, float, lateMs, fan }] of all.entries()) {
        const nowMs = START_MS + at * 9_000
        highest = Math.max(highest, granted)
        const word = total(granted, { float, validUntilMs: nowMs + 400 - lateMs })
        segment = takeGrants(segment, word, nowMs).segment
        segment = fansSeen(segment, [fan], nowMs + 1, nowMs + 1).segment

        expect(segment.granted).toBe(highest)
        expect(slotsHeld(segment) + segment.returned).toBe(highest)
        expect(countsOf(segment).waiting === 0 || segment.spare === 0).toBe(true)
      }
    }),
  )
})
