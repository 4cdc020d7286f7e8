import { expect, test } from 'vitest'
import { limitIn, serversFor, sharesOf } from './open-files.ts'

test('one server is enough where files are, and as many as it takes where they are few', () => {
  expect(serversFor(15_000, 65_536)).toBe(1)
  expect(serversFor(15_000, 20_000)).toBe(2)
  expect(serversFor(2_000, 1_024)).toBe(10)
  expect(() => serversFor(1, 256)).toThrow('256 open files is too low')
})

test('every server has its share, and none is left over', () => {
  expect(sharesOf(15_000, 2)).toEqual([7_500, 7_500])
  expect(sharesOf(10, 3)).toEqual([3, 3, 4])
})

test('the limit is the soft one, and unlimited is none', () => {
  const line = 'Max open files            20000                40000                files'

  expect(limitIn(`Limit   Soft Limit\n${line}\n`)).toBe(20_000)
  expect(limitIn('Max open files            unlimited            unlimited  files')).toBe(undefined)
})
