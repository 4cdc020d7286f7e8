import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareSlots, type LaneDemand } from './lanes.ts'

type Row = { id: string; share: number; demand: number; deficit?: number }

const rows = (...lanes: Row[]): LaneDemand[] => lanes.map((lane) => ({ deficit: 0, ...lane }))

/** So many ticks of so many slots each: how many slots every lane got, and what it is owed. */
function shared(lanes: LaneDemand[], ticks: number, slots: number) {
  const got = new Map(lanes.map(({ id }) => [id, 0]))
  let now = lanes
  for (let tick = 0; tick < ticks; tick += 1) {
    const given = shareSlots(now, slots)
    for (const { id, slots } of given) got.set(id, (got.get(id) ?? 0) + slots)
    now = now.map((lane, at) => ({ ...lane, deficit: given[at]?.deficit ?? 0 }))
  }
  return { got: Object.fromEntries(got), lanes: now }
}

const crowd = 1_000_000

describe('a tick’s slots among lanes', () => {
  test('go by the shares, to the slot, over many ticks of a slot or two', () => {
    const lanes = rows(
      { id: 'club', share: 20, demand: crowd },
      { id: 'access', share: 5, demand: crowd },
      { id: 'general', share: 75, demand: crowd },
    )

    expect(shared(lanes, 1_000, 1).got).toEqual({ club: 200, access: 50, general: 750 })
    expect(shared(lanes, 500, 2).got).toEqual({ club: 200, access: 50, general: 750 })
  })

  test('at no instant is a lane with a crowd a whole slot from its share, in two lanes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 200 }), (share, n) => {
        const lanes = rows(
          { id: 'a', share, demand: crowd },
          { id: 'b', share: 100 - share, demand: crowd },
        )

        const { got } = shared(lanes, n, 1)

        expect(Math.abs((got['a'] ?? 0) - (n * share) / 100)).toBeLessThanOrEqual(1 + 1e-6)
      }),
    )
  })

  test('no more are given than there are, or than is asked for, and none is left over', () => {
    const lane = fc.record({
      share: fc.integer({ min: 1, max: 100 }),
      demand: fc.oneof(fc.nat(12), fc.nat(2_000)),
      deficit: fc.double({ min: -1, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(lane, { minLength: 1, maxLength: 8 }), fc.nat(6_000), (lanes, slots) => {
        const named = lanes.map((row, at) => ({ ...row, id: `lane-${at}` }))

        const given = shareSlots(named, slots)

        const asked = lanes.reduce((sum, { demand }) => sum + demand, 0)
        expect(given.reduce((sum, row) => sum + row.slots, 0)).toBe(Math.min(slots, asked))
        for (const [at, row] of given.entries()) {
          expect(row.slots).toBeLessThanOrEqual(lanes[at]?.demand ?? 0)
          expect(row.slots).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('thousands of slots go by the shares too, to the slot, with what a lane cannot use', () => {
    const lanes = rows(
      { id: 'club', share: 20, demand: crowd },
      { id: 'access', share: 5, demand: 100 },
      { id: 'general', share: 75, demand: crowd },
    )

    const slots = shareSlots(lanes, 9_600).map((row) => row.slots)

    expect(slots).toEqual([2_000, 100, 7_500])
  })

  test('what one lane cannot use flows to the others by their shares', () => {
    const lanes = rows(
      { id: 'club', share: 60, demand: 3 },
      { id: 'general', share: 30, demand: crowd },
      { id: 'access', share: 10, demand: crowd },
    )

    const slots = shareSlots(lanes, 43).map((row) => row.slots)

    expect(slots).toEqual([3, 30, 10])
  })

  test('a lane does not save up while nobody waits in it', () => {
    const alone = rows(
      { id: 'club', share: 50, demand: 0 },
      { id: 'general', share: 50, demand: crowd },
    )
    const after = shared(alone, 100, 1).lanes.map((lane) => ({ ...lane, demand: crowd }))

    expect(shared(after, 10, 1).got).toEqual({ club: 5, general: 5 })
  })

  test('a lane whose last fans are served owes and is owed nothing the next time', () => {
    const owed = rows({ id: 'club', share: 50, demand: 0, deficit: 0.9 })

    expect(shareSlots(owed, 1)).toEqual([{ id: 'club', slots: 0, deficit: 0 }])
  })

  test('the smallest share is served within a hundred slots', () => {
    const lanes = rows({ id: 'a', share: 1, demand: 1 }, { id: 'b', share: 99, demand: crowd })

    expect(shared(lanes, 100, 1).got['a']).toBeGreaterThanOrEqual(1)
  })
})
