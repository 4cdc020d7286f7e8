import { expect, test } from 'vitest'
import { joined, recordOf } from '../fixtures/records.ts'
import { checkJoinOrder } from './join-order.ts'

test('R3: joins further apart than the window with their numbers inverted are found', () => {
  const fans = [joined(1, 9, 0), joined(2, 8, 600)]

  expect(checkJoinOrder(recordOf(fans, { orderWindowMs: 500 }))).toMatchObject({
    checked: 1,
    broken: 1,
  })
})

test('R3: within the window numbers may be in any order', () => {
  const fans = [joined(1, 9, 0), joined(2, 8, 400)]

  expect(checkJoinOrder(recordOf(fans, { orderWindowMs: 500 })).broken).toBe(0)
})

test('R3: one that stands too high is found against all who came after', () => {
  const fans = [joined(1, 500, 0), joined(2, 1, 1_000), joined(3, 2, 2_000)]

  expect(checkJoinOrder(recordOf(fans)).broken).toBe(2)
})

test('a join that was long in being answered is not surely the earlier', () => {
  const slow = joined(1, 9, 0)
  const place = slow.places.map((told) => ({ ...told, receivedMs: 5_000 }))
  const fans = [{ ...slow, places: place }, joined(2, 8, 600)]

  expect(checkJoinOrder(recordOf(fans))).toMatchObject({ checked: 0, broken: 0 })
})

test('an order that was drawn is not held against arrival', () => {
  const drawn = joined(1, 9, 0)
  const places = drawn.places.map((told) => ({ ...told, place: { ...told.place, position: 3 } }))

  expect(checkJoinOrder(recordOf([{ ...drawn, places }])).unchecked).toContain('drawn')
})
