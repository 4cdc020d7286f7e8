import { expect, test } from 'vitest'
import { joined, recordOf, sessionFrom, told } from '../fixtures/records.ts'
import type { FanRecord } from '../record.ts'
import { checkOnePlaceEach, checkPlaceKept, checkSamePlace } from './place.ts'

function again(record: FanRecord, number: number): FanRecord {
  const [first] = record.places
  if (first === undefined) return record
  const later = { ...first, isNew: false, place: { ...first.place, number } }
  return { ...record, places: [first, later] }
}

test('R5: a fan who comes again and has another number is found', () => {
  expect(checkSamePlace(recordOf([again(joined(1, 1, 0), 1)]))).toMatchObject({ broken: 0 })
  expect(checkSamePlace(recordOf([again(joined(1, 1, 0), 2)]))).toMatchObject({ broken: 1 })
})

test('a fan who left and comes again may have another number', () => {
  const left = joined(1, 1, 0, { said: [{ what: 'leave', sentMs: 5 }] })

  expect(checkSamePlace(recordOf([again(left, 2)]))).toMatchObject({ broken: 0 })
})

test('R5: a number given twice is found', () => {
  expect(checkOnePlaceEach(recordOf([joined(1, 1, 0), joined(2, 2, 0)])).broken).toBe(0)
  expect(checkOnePlaceEach(recordOf([joined(1, 1, 0), joined(2, 1, 9_000)])).broken).toBe(1)
})

test.each<[string, Partial<FanRecord>]>([
  ['was told that it is gone', { ending: 'lost', statuses: [told(0, { standing: 'gone' })] }],
  ['had a token refused', { refusals: [{ code: 'place-gone', receivedMs: 5_000 }] }],
  ['had a token of another life', { refusals: [{ code: 'place-other-epoch', receivedMs: 5_000 }] }],
])('R5: a fan whose place ended and who %s is found', (_, own) => {
  expect(checkPlaceKept(recordOf([joined(1, 1, 0, own)])).broken).toBe(1)
})

test.each<[string, Partial<FanRecord>]>([
  ['was in the shop', { sessions: [sessionFrom(1_000, 9_000)] }],
  ['left', { said: [{ what: 'leave', sentMs: 4_000 }] }],
])('R5: a place that ended because its fan %s is not lost', (_, own) => {
  const refusals = [{ code: 'place-gone', receivedMs: 5_000 }]

  expect(checkPlaceKept(recordOf([joined(1, 1, 0, { ...own, refusals })])).broken).toBe(0)
})

test('R5: a token that is refused for another reason is found, whatever its fan did before', () => {
  const refusals = [{ code: 'place-bad-signature', receivedMs: 5_000 }]
  const fan = joined(1, 1, 0, { sessions: [sessionFrom(1_000, 9_000)], refusals })

  expect(checkPlaceKept(recordOf([fan])).broken).toBe(1)
})
