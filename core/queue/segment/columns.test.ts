import { expect, test } from 'vitest'
import { at, dueOffsets, earliest, emptyColumn, offsetsSet, written } from './columns.ts'

const column = written(emptyColumn(5), [1, 3, 4], (offset) => offset * 10)

test('writing leaves the column it wrote from as it was, and the shared empty one empty', () => {
  const next = written(column, [3], (_, old) => old + 5)

  expect([...next]).toEqual([0, 10, 0, 35, 40])
  expect([...column]).toEqual([0, 10, 0, 30, 40])
  expect([...emptyColumn(5)]).toEqual([0, 0, 0, 0, 0])
})

test('due are those set and not later than the bound, the bound included', () => {
  expect(dueOffsets(column, 30)).toEqual([1, 3])
  expect(dueOffsets(column, 29)).toEqual([1])
  expect(offsetsSet(column)).toEqual([1, 3, 4])
})

test('the earliest is the lowest that is set, and never when none is', () => {
  expect(earliest(column)).toBe(10)
  expect(earliest(emptyColumn(5))).toBe(Infinity)
})

test('an offset beyond the column holds nothing', () => {
  expect(at(column, 4)).toBe(40)
  expect(at(column, 5)).toBe(0)
})
