import { expect, test } from 'vitest'
import { sizeOf } from './sizes.ts'

const usual = { pairs: 5, seconds: 3, connections: 64 }

test('rounds, seconds and connections are as asked', () => {
  expect(sizeOf({ pairs: 2, seconds: 1, connections: 8 })).toMatchObject({
    rounds: 2,
    idleRounds: 2,
    seconds: 1,
    connections: 8,
  })
})

test('the whole measurement has the crowds that are asked for', () => {
  expect(sizeOf(usual)).toMatchObject({ waiting: 10_000, sockets: 15_000, claimSeconds: 10 })
})

test('the rough one is short, whatever else is asked', () => {
  const { rounds, seconds, sockets, waitSeconds } = sizeOf({ ...usual, quick: true })

  expect(sockets).toBe(2_000)
  expect(rounds * seconds * 8 + waitSeconds).toBeLessThan(15)
})
