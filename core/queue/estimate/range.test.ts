import * as fc from 'fast-check'
import { describe, expect, inject, test } from 'vitest'
import { waitRange, waitTable, type WaitTable } from './range.ts'

const table: WaitTable = [
  [0, 0, 4_000],
  [10, 8_000, 14_000],
  [100, 90_000, 130_000],
]

/** Rows that rise, as the room writes them. */
const tables = fc
  .array(fc.tuple(fc.nat(1_000), fc.nat(60_000), fc.nat(60_000)), { maxLength: 36 })
  .map((steps) => {
    const rows: WaitTable = []
    let [ahead, low, high] = [0, 0, 0]
    for (const [more, later, wider] of steps) {
      ahead += more + 1
      low += later
      high = Math.max(high, low) + wider
      rows.push([ahead, low, high])
    }
    return rows
  })

describe('the range a fan is told', () => {
  test('it lies between the rows around the count of those ahead', () => {
    expect(waitRange(table, 10)).toEqual({ lowMs: 8_000, highMs: 14_000 })
    expect(waitRange(table, 100)).toEqual({ lowMs: 90_000, highMs: 130_000 })
    expect(waitRange(table, 55)).toEqual({ lowMs: 49_000, highMs: 72_000 })
  })

  test('R6: beyond the table nothing is told, and nothing by an empty one', () => {
    expect(waitRange(table, 101)).toBeUndefined()
    expect(waitRange([], 0)).toBeUndefined()
  })

  test('R6: it is never below nothing, never upside down, and never shorter further back', () => {
    fc.assert(
      fc.property(tables, fc.nat(40_000), fc.nat(40_000), (rows, one, other) => {
        expect(waitTable.safeParse(rows).success).toBe(true)
        const near = waitRange(rows, Math.min(one, other))
        const far = waitRange(rows, Math.max(one, other))
        if (far === undefined) return

        expect(near?.lowMs).toBeGreaterThanOrEqual(0)
        expect(far.lowMs).toBeLessThanOrEqual(far.highMs)
        expect(near?.lowMs).toBeLessThanOrEqual(far.lowMs)
        expect(near?.highMs).toBeLessThanOrEqual(far.highMs)
      }),
      { numRuns: inject('runs') },
    )
  })
})
