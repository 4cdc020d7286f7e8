import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { said } from '../fixtures.ts'
import { emptySeat, heard, isSilent, isUnanswered, occupied, raised, unserved } from './seat.ts'

const asked = raised(emptySeat, 5, 400)

describe('what the room knows of a segment', () => {
  test('R1: an increment nobody answered is occupied, whatever became of it', () => {
    const seat = heard(asked, said('a', 0, { granted: 0, returned: 0 }))

    expect(occupied(seat)).toBe(5)
    expect(isUnanswered(seat)).toBe(true)
  })

  test('R1: a slot is free when the segment says that it came back', () => {
    const seat = heard(asked, said('a', 0, { granted: 5, returned: 2 }))

    expect(occupied(seat)).toBe(3)
    expect(isUnanswered(seat)).toBe(false)
  })

  test('R1: reports in any order, any of them twice, leave the same counters', () => {
    const report = fc.record({ granted: fc.nat(5), sequence: fc.nat(5), boot: fc.nat(2) })
    const reports = fc.array(report, { minLength: 1, maxLength: 8 })
    const orders = reports.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
      ),
    )
    fc.assert(
      fc.property(orders, ([all, shuffled]) => {
        // What a segment says is settled by its life and sequence: as-of and counts go with them.
        const word = ({ granted, sequence, boot }: (typeof all)[number]) => {
          const version = boot * 10 + sequence
          const spare = 5 - granted
          const waiting = version
          return said('a', 0, {
            granted,
            returned: granted,
            spare,
            sequence,
            boot,
            waiting,
            asOfMs: version,
          })
        }
        const hear = (words: typeof all) => words.map(word).reduce(heard, asked)

        expect(hear(shuffled)).toEqual(hear(all))
      }),
    )
  })

  test('a report overtaken by a later one does not bring old counts back', () => {
    const late = heard(asked, said('a', 0, { sequence: 7, waiting: 3 }))

    const early = heard(late, said('a', 0, { sequence: 6, waiting: 9, returned: 1 }))

    expect(early.counts.waiting).toBe(3)
    expect(early.returned).toBe(1)
  })

  test('a new life of the segment is heard, though its sequence begins again', () => {
    const before = heard(asked, said('a', 0, { boot: 1, sequence: 70, waiting: 3 }))

    const reborn = heard(before, said('a', 0, { boot: 2, sequence: 0, waiting: 9 }))
    const ghost = heard(reborn, said('a', 0, { boot: 1, sequence: 71, waiting: 1 }))

    expect(reborn.counts.waiting).toBe(9)
    expect(ghost.counts.waiting).toBe(9)
  })

  test('R6: the same counts said again are as true as the later word', () => {
    const once = heard(asked, said('a', 0, { asOfMs: 1_000 }))

    expect(heard(once, said('a', 0, { asOfMs: 2_000 })).asOfMs).toBe(2_000)
    expect(heard(once, said('a', 0, { asOfMs: 500 })).asOfMs).toBe(1_000)
  })

  test('fans for whom a slot is on its way are not counted as unserved', () => {
    const waiting = heard(asked, said('a', 0, { granted: 0, waiting: 7 }))
    const few = heard(asked, said('a', 0, { granted: 0, waiting: 3 }))

    expect(unserved(waiting)).toBe(2)
    expect(unserved(few)).toBe(0)
  })

  test('R4: is silent after two misses, and heard again with its first answer', () => {
    const missed = { ...asked, misses: 2 }

    expect(isSilent({ ...asked, misses: 1 })).toBe(false)
    expect(isSilent(missed)).toBe(true)
    expect(isSilent(heard(missed, said('a', 0, { granted: 4 })))).toBe(true)
    expect(heard(missed, said('a', 0, { granted: 5 })).misses).toBe(0)
  })

  test('R2: a float’s use is known only from a segment that saw every grant', () => {
    const floating = { ...asked, float: 3 }

    expect(heard(floating, said('a', 0, { granted: 4, spare: 0 })).float).toBe(3)
    expect(heard(floating, said('a', 0, { granted: 5, spare: 1 })).float).toBe(1)
    expect(heard(floating, said('a', 0, { granted: 5, spare: 9 })).float).toBe(3)
  })
})
