import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { at, reportWith } from './fixtures.ts'
import { FORGET_MS, fresh, hear, REPORTERS_MAX, type HeardReport } from './reporters.ts'

const nobody: readonly HeardReport[] = []
const DAY_S = 86_400

describe('the last word of each reporter', () => {
  test('counts up to its age, and not a millisecond longer', () => {
    const heard = hear(nobody, reportWith({ atMs: at(0) }), at(0))

    expect(fresh(heard, 15_000, at(15))).toHaveLength(1)
    expect(fresh(heard, 15_000, at(15.001))).toHaveLength(0)
  })

  test('is not replaced by an older one that comes late', () => {
    const heard = hear(nobody, reportWith({ atMs: at(10) }), at(10))

    expect(hear(heard, reportWith({ atMs: at(5), errors: 900 }), at(11))).toBe(heard)
  })

  test('does not grow younger by being said again', () => {
    const report = reportWith({ atMs: at(0) })
    const heard = hear(nobody, report, at(0))

    const again = hear(heard, report, at(14))

    expect(again).toBe(heard)
    expect(fresh(again, 15_000, at(16))).toEqual([])
  })

  test.each([-DAY_S, 0, DAY_S])('is as old as it is on a clock that is %i s off', (off) => {
    let heard = hear(nobody, reportWith({ atMs: at(0 + off) }), at(0.1))

    // Twenty seconds on the way: known as late by how quick the first one was.
    heard = hear(heard, reportWith({ atMs: at(5 + off) }), at(25))

    expect(fresh(heard, 15_000, at(25))).toEqual([])
    expect(fresh(heard, 25_000, at(25))).toHaveLength(1)
  })

  test('is heard again after its clock was set back, once the old clock is forgotten', () => {
    const heard = hear(nobody, reportWith({ atMs: at(3_600) }), at(0))
    const setBack = reportWith({ atMs: at(400) })

    expect(hear(heard, reportWith({ atMs: at(60) }), at(60))).toBe(heard)
    expect(fresh(hear(heard, setBack, at(FORGET_MS / 1_000)), 15_000, at(300))).toEqual([setBack])
  })

  test('is kept of so many reporters, and then the one longest unheard gives way', () => {
    let heard = nobody
    for (let n = 0; n <= REPORTERS_MAX; n += 1) {
      heard = hear(heard, reportWith({ reporter: `shop-${n}`, atMs: at(n / 10) }), at(n / 10))
    }

    const names = heard.map(({ report }) => report.reporter)
    expect(names).toHaveLength(REPORTERS_MAX)
    expect(names).not.toContain('shop-0')
    expect(names).toContain(`shop-${REPORTERS_MAX}`)
  })

  test('is the same in whatever order reports come, and however often', () => {
    const report = fc.record({
      reporter: fc.constantFrom('a', 'b', 'c'),
      atMs: fc.integer({ min: 0, max: 20 }).map((second) => at(second)),
      errors: fc.integer({ min: 0, max: 3 }),
      stockLeft: fc.integer({ min: 0, max: 3 }),
    })
    const orders = fc
      .array(report, { minLength: 1, maxLength: 12 })
      .chain((said) =>
        fc.tuple(
          fc.constant(said),
          fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2 }),
        ),
      )
    fc.assert(
      fc.property(orders, ([said, again]) => {
        const all = (list: typeof said) =>
          list.reduce((heard, changes) => hear(heard, reportWith(changes), at(21)), nobody)

        expect(all(again)).toEqual(all(said))
      }),
      { numRuns: inject('runs') },
    )
  })
})
