import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numRuns, PROPERTY_TIMEOUT } from '../fixtures.ts'
import { Timeline } from './timeline.ts'

test(
  'fans come out by instant, none lost and none twice, whatever is added in between',
  PROPERTY_TIMEOUT,
  () => {
    const step = fc.record({ atMs: fc.nat(50), dueMs: fc.nat(60) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const timeline = new Timeline()
        let open: number[] = []
        for (const [fan, { atMs, dueMs }] of steps.entries()) {
          timeline.add(atMs, fan)
          open.push(atMs)
          open.sort((a, b) => a - b)
          expect(timeline.nextMs).toBe(open[0])
          for (let due = timeline.due(dueMs); due !== undefined; due = timeline.due(dueMs)) {
            expect(steps[due]?.atMs).toBe(open[0])
            open = open.slice(1)
          }
          expect(open.every((laterMs) => laterMs > dueMs)).toBe(true)
        }
      }),
      { numRuns },
    )
  },
)

test('an empty timeline has no next instant', () => {
  const timeline = new Timeline()
  timeline.add(5, 1)

  expect(timeline.due(4)).toBeUndefined()
  expect(timeline.due(5)).toBe(1)
  expect(timeline.nextMs).toBe(Infinity)
  expect(timeline.due(1e15)).toBeUndefined()
})

test('it grows', () => {
  const timeline = new Timeline()
  for (let fan = 0; fan < 3_000; fan += 1) timeline.add(3_000 - fan, fan)

  for (let fan = 2_999; fan >= 0; fan -= 1) expect(timeline.due(1e15)).toBe(fan)
})
