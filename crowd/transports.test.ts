import { expect, test } from 'vitest'
import { readShares, sharesText, transportFor, USUAL_SHARES } from './transports.ts'

test('shares are read as they are written, and who is not named has none', () => {
  expect(readShares(sharesText(USUAL_SHARES))).toEqual(USUAL_SHARES)
  expect(readShares('page=100')).toEqual({ socket: 0, stream: 0, poll: 0, page: 100 })
})

test.each([
  ['that are not 100 together', 'socket=60,poll=30'],
  ['of a transport nobody knows', 'socket=60,pigeon=40'],
  ['named twice', 'socket=50,socket=50'],
  ['below none', 'socket=110,poll=-10'],
  ['without a number', 'socket'],
  ['of nobody', ''],
])('shares %s are none', (_, text) => {
  expect(readShares(text)).toBeUndefined()
})

test('each transport gets its part of all draws, in one order', () => {
  const draws = [0, 0.599, 0.6, 0.799, 0.8, 0.949, 0.95, 0.999]

  expect(draws.map((draw) => transportFor(USUAL_SHARES, draw))).toEqual([
    'socket',
    'socket',
    'stream',
    'stream',
    'poll',
    'poll',
    'page',
    'page',
  ])
})
