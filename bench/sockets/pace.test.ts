import { expect, test } from 'vitest'
import { ManualClock } from '../manual-clock.ts'
import { paced } from './pace.ts'

/** Lets what waits for promises go on; no time passes. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

test('things start at the rate, the first at once', () => {
  const clock = new ManualClock()
  const startedMs: number[] = []
  const start = async () => {
    startedMs.push(clock.nowMs())
  }

  void paced({ count: 4, perSecond: 100, concurrency: 10, clock, start })
  clock.advance(1_000)

  expect(startedMs).toEqual([0, 10, 20, 30])
})

test('no more are unfinished at once than allowed, and the rest follow as they finish', async () => {
  const clock = new ManualClock()
  const finish: (() => void)[] = []
  const start = () => new Promise<void>((resolve) => finish.push(resolve))

  void paced({ count: 5, perSecond: 1_000, concurrency: 2, clock, start })
  clock.advance(100)
  expect(finish.length).toBe(2)

  finish[0]?.()
  await settle()
  clock.advance(1)

  expect(finish.length).toBe(3)
})

test('it is done when the last has finished, and not when it has started', async () => {
  const clock = new ManualClock()
  const finish: (() => void)[] = []
  const start = () => new Promise<void>((resolve) => finish.push(resolve))
  let done = false

  void paced({ count: 1, perSecond: 1, concurrency: 1, clock, start }).then(() => (done = true))
  clock.advance(5)
  await settle()
  expect(done).toBe(false)

  finish[0]?.()
  await settle()
  clock.advance(1)
  await settle()

  expect(done).toBe(true)
})
