import { expect, test } from 'vitest'
import { joined, recordOf, told } from '../fixtures/records.ts'
import type { StatusTold } from '../record.ts'
import { checkAge, checkAtMost } from './truth.ts'

test.each<[string, Partial<StatusTold>, number]>([
  ['near, 3 s old', { asOfServerMs: 7_000 }, 0],
  ['near, 3.1 s old', { asOfServerMs: 6_900 }, 1],
  ['far, 14 s old', { asOfServerMs: -4_000, isEstimate: true }, 0],
  ['far, 16 s old', { asOfServerMs: -6_000, isEstimate: true }, 1],
  [
    'an estimate over a socket, 4 s old',
    { asOfServerMs: 6_000, isEstimate: true, by: 'socket' },
    1,
  ],
])('R6: a count %s', (_, own, broken) => {
  const fan = joined(1, 1, 0, { statuses: [told(10_000, own)] })

  expect(checkAge(recordOf([fan])).broken).toBe(broken)
})

const behind = (...statuses: StatusTold[]) => joined(9, 9, 100, { statuses })
const at9 = (atMs: number, atMostAhead: number) => told(atMs, { position: 9, atMostAhead })

test('R6: a bound below those who surely are ahead is found', () => {
  const ahead = [joined(1, 1, 0), joined(2, 2, 0)]

  expect(checkAtMost(recordOf([...ahead, behind(at9(5_000, 2))])).broken).toBe(0)
  expect(checkAtMost(recordOf([...ahead, behind(at9(5_000, 1))])).broken).toBe(1)
})

test('R6: the least a fan was told holds on', () => {
  const late = joined(1, 1, 6_000)

  expect(checkAtMost(recordOf([late, behind(at9(5_000, 0), at9(7_000, 9))])).broken).toBe(1)
})

test('R6: who asked to be out of the line is not surely ahead', () => {
  const gone = [
    joined(1, 1, 0, { said: [{ what: 'leave', sentMs: 4_000 }] }),
    joined(2, 2, 0, { said: [{ what: 'claim', sentMs: 4_500 }] }),
  ]

  expect(checkAtMost(recordOf([...gone, behind(at9(5_000, 0))])).broken).toBe(0)
  expect(checkAtMost(recordOf([...gone, behind(at9(4_200, 0))])).broken).toBe(1)
})

test('R6: another lane is not ahead', () => {
  const other = joined(1, 1, 0)
  const places = other.places.map((told) => ({ ...told, place: { ...told.place, lane: 'club' } }))

  expect(checkAtMost(recordOf([{ ...other, places }, behind(at9(5_000, 0))])).broken).toBe(0)
})

test('R6: what was told before a draw is not held against the order after it', () => {
  const drawn = behind(at9(5_000, 0), told(9_000, { position: 2, atMostAhead: 1 }))
  const [lobby] = drawn.places
  const after = lobby && { ...lobby, receivedMs: 8_900, place: { ...lobby.place, position: 2 } }
  const places = [lobby, after].filter((place) => place !== undefined)
  const ahead = [joined(1, 1, 0), joined(3, 3, 0)]

  const found = checkAtMost(recordOf([...ahead, { ...drawn, places }]))

  expect(found).toMatchObject({ checked: 1, broken: 0 })
})
