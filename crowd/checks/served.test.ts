import { expect, test } from 'vitest'
import { joined, recordOf, turnAt } from '../fixtures/records.ts'
import { checkComeBack, checkServed } from './served.ts'

test('R4: who stayed and was not served is found', () => {
  const fans = [
    joined(1, 1, 0, { ending: 'served' }),
    joined(2, 2, 0, { ending: 'left' }),
    joined(3, 3, 0),
  ]

  expect(checkServed(recordOf(fans))).toMatchObject({ checked: 2, broken: 1 })
})

test('R4: a fan called again without having said "I\'m here" is found', () => {
  const turns = [turnAt(1_000, 1), turnAt(9_000, 2)]
  const silent = joined(1, 1, 0, { turns })
  const back = joined(2, 2, 0, { turns, said: [{ what: 'here', sentMs: 8_000 }] })

  expect(checkComeBack(recordOf([silent, back]))).toMatchObject({ checked: 2, broken: 1 })
})

test('a turn told twice is one turn', () => {
  const fan = joined(1, 1, 0, { turns: [turnAt(1_000, 1), turnAt(2_000, 1)] })

  expect(checkComeBack(recordOf([fan])).checked).toBe(0)
})
