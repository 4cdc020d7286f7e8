import { expect, test } from 'vitest'
import { changesBetween } from './change.ts'

test('what differs is told field by field, and a list as a whole', () => {
  const before = { cap: 1, lanes: [{ id: 'a' }], look: { note: { en: 'Hi' } }, same: { x: 1 } }
  const after = { cap: 2, lanes: [{ id: 'b' }], desks: 4, same: { x: 1 } }

  expect(changesBetween({ settings: before }, { settings: after })).toEqual([
    { field: 'settings.cap', before: 1, after: 2 },
    { field: 'settings.lanes', before: [{ id: 'a' }], after: [{ id: 'b' }] },
    { field: 'settings.look', before: { note: { en: 'Hi' } } },
    { field: 'settings.desks', after: 4 },
  ])
})
