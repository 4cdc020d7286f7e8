import { describe, expect, test } from 'vitest'
import { drawnWith, laneWith } from './fixtures.ts'
import { lonePermutation } from './permutation.ts'
import { byArrival, drawnPositions, laterPositions } from './positions.ts'
import { numberAtPosition, positionOfNumber } from './positions.ts'

const ranges = [
  { from: 0, to: 40 },
  { from: 50, to: 110 },
]
const document = drawnWith([
  laneWith('a', ranges, { upTo: 120 }),
  laneWith('b', []),
  laneWith('c', ranges),
])
const numbers = ranges.flatMap(({ from, to }) =>
  Array.from({ length: to - from }, (_, index) => from + index),
)

describe('where a number stands', () => {
  test('by arrival: where it says', () => {
    expect(positionOfNumber(byArrival, 7)).toBe(7)
    expect(numberAtPosition(byArrival, 7)).toBe(7)
  })

  test('R9: by draw: in one of N positions, each of which is one fan’s', () => {
    const lane = drawnPositions(document, 'a')
    const positions = numbers.map((number) => positionOfNumber(lane, number))

    expect(positions.toSorted((a = 0, b = 0) => a - b)).toEqual(numbers.map((_, rank) => rank))
    expect(positions.map((position = -1) => numberAtPosition(lane, position))).toEqual(numbers)
  })

  test('R9: alone on a phone as for everybody', () => {
    const lone = drawnPositions(document, 'a', lonePermutation)
    const all = drawnPositions(document, 'a')

    expect(positionOfNumber(lone, 55)).toBe(positionOfNumber(all, 55))
  })

  test('R9: each lane has a draw of its own', () => {
    const [a, c] = ['a', 'c'].map((id) => drawnPositions(document, id))

    const differ = numbers.filter(
      (n) => a && c && positionOfNumber(a, n) !== positionOfNumber(c, n),
    )
    expect(differ.length).toBeGreaterThan(90)
  })

  test('a number nobody holds stands nowhere', () => {
    const lane = drawnPositions(document, 'a')

    expect([45, 115].map((number) => positionOfNumber(lane, number))).toEqual([
      undefined,
      undefined,
    ])
    expect(numberAtPosition(lane, -1)).toBeUndefined()
  })

  test('R9: later joins follow N by arrival, also where nobody came to the lobby', () => {
    const lane = drawnPositions(document, 'a')
    const empty = drawnPositions(document, 'b')

    expect([120, 121].map((number) => positionOfNumber(lane, number))).toEqual([100, 101])
    expect([100, 101].map((position) => numberAtPosition(lane, position))).toEqual([120, 121])
    expect(positionOfNumber(empty, 3)).toBe(3)
    expect(drawnPositions(document, 'new')).toBe(byArrival)
  })

  test('ranges of later numbers are ranges of positions, and of the drawn ones there are none', () => {
    const lane = drawnPositions(document, 'a')

    expect(
      laterPositions(lane, [
        { from: 90, to: 130 },
        { from: 140, to: 141 },
      ]),
    ).toEqual([
      { from: 100, to: 110 },
      { from: 120, to: 121 },
    ])
    expect(laterPositions(byArrival, ranges)).toEqual(ranges)
  })
})
