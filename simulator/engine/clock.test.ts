import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numRuns, PROPERTY_TIMEOUT } from './fixtures.ts'
import { Clock } from './clock.ts'

const never = () => false
const nothing = () => {}

test(
  'events happen by instant, and those of one instant in the order they were made',
  PROPERTY_TIMEOUT,
  () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), (instants) => {
        const clock = new Clock(0)
        const happened: { atMs: number; fan: number }[] = []
        for (const [fan, atMs] of instants.entries()) clock.fanAt(atMs, fan, 1)

        clock.run((fan) => happened.push({ atMs: clock.nowMs, fan }), never)

        const planned = instants.map((atMs, fan) => ({ atMs, fan }))
        expect(happened).toEqual(planned.toSorted((a, b) => a.atMs - b.atMs))
      }),
      { numRuns },
    )
  },
)

test(
  'what is planned on the way happens in its turn, also in a slot that was used before',
  PROPERTY_TIMEOUT,
  () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 60 }), (delays) => {
        const clock = new Clock(100)
        const planned: number[] = []
        const happened: number[] = []
        let next = 0
        const planTwo = () => {
          for (const delay of delays.slice(next, next + 2)) {
            const atMs = clock.nowMs + delay
            planned.push(atMs)
            if (delay % 2 === 0) clock.fanAt(atMs, 0, 1)
            else clock.after(delay, happen)
          }
          next += 2
        }
        const happen = () => {
          happened.push(clock.nowMs)
          planTwo()
        }
        planTwo()

        clock.run(happen, never)

        expect(happened).toEqual(planned.toSorted((a, b) => a - b))
        expect(clock.steps).toBe(delays.length)
      }),
      { numRuns },
    )
  },
)

test('more events than there was room for are all kept', () => {
  const clock = new Clock(0)
  const happened: number[] = []
  for (let fan = 4_999; fan >= 0; fan -= 1) clock.fanAt(fan, fan, 1)

  clock.run((fan) => happened.push(fan), never)

  expect(happened).toEqual(Array.from({ length: 5_000 }, (_, fan) => fan))
})

test('a fan and an act come out as they went in', () => {
  const clock = new Clock(0)
  const acts: number[][] = []
  clock.fanAt(1, 1_999_999, 64)

  clock.run((fan, act) => acts.push([fan, act]), never)

  expect(acts).toEqual([[1_999_999, 64]])
})

test('what was due in the past happens now, and time never runs backwards', () => {
  const clock = new Clock(1_000)
  clock.fanAt(5, 1, 1)

  clock.run(nothing, never)

  expect(clock.nowMs).toBe(1_000)
  clock.after(-1, nothing)
  expect(() => clock.run(nothing, never)).toThrow('time runs forwards')
})

test('what is repeated goes on until it is over, and not a step longer', () => {
  const clock = new Clock(0)
  const ticks: number[] = []
  clock.every(250, () => ticks.push(clock.elapsedMs))

  clock.run(nothing, () => ticks.length === 3)

  expect(ticks).toEqual([250, 500, 750])
})
