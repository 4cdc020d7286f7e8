import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { droppedSamples, isSampleDue, SAMPLE_EVERY_MS } from './history.ts'

describe('the looks that a room keeps', () => {
  test('are taken once in each step, however often the clock is looked at', () => {
    const looks = Array.from({ length: 400 }, (_, index) => 1_005_003 + index * 250)
    let lastMs: number | undefined
    const taken = looks.filter((nowMs) => {
      const isDue = isSampleDue(lastMs, SAMPLE_EVERY_MS, nowMs)
      if (isDue) lastMs = nowMs
      return isDue
    })

    // A hundred seconds that begin within a step.
    expect(taken).toHaveLength(11)
  })

  test('are thinned to one in each wider step, and every step keeps its first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(100_000), { minLength: 1 }), (instants) => {
        const sorted = instants.toSorted((a, b) => a - b)
        const dropped = new Set(droppedSamples(sorted, 2_000))
        const kept = sorted.filter((atMs) => !dropped.has(atMs))

        const steps = kept.map((atMs) => Math.floor(atMs / 2_000))
        expect(new Set(steps).size).toBe(steps.length)
        expect(new Set(steps)).toEqual(new Set(sorted.map((atMs) => Math.floor(atMs / 2_000))))
      }),
    )
  })
})
