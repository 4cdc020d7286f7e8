import { describe, expect, test } from 'vitest'
import type { Filter, Index } from '../documents.ts'
import { idsOf, type Workplace } from './workplace.ts'

const documents = [
  { _id: 'a', n: 1, s: 'x', b: true, tags: ['red', 'blue'], lines: [{ sku: 'p', q: 1 }] },
  { _id: 'b', n: 2, s: 'y', b: false, tags: [], lines: [{ sku: 'p', q: 5 }] },
  { _id: 'c', n: 2.5, s: null, tags: 'red', at: { day: 3 } },
  { _id: 'd', n: '2', at: { day: 4, hour: 1 }, tags: [['red'], 7] },
  { _id: 'e', n: -1, s: 'x', b: null, lines: [] },
]

/** What a store could round, cut or take for something else. */
export const oddValues = [
  Number.MAX_SAFE_INTEGER,
  2 ** 63,
  8_702_969_072_694_663_000,
  1e300,
  -1e-7,
  0.1 + 0.2,
  5e-324,
  '',
  'a"b',
  "a'b",
  'ㄱ\u0000ㄴ',
  '😀',
]

const cases: readonly (readonly [Filter, string])[] = [
  [{}, 'a b c d e'],
  [{ n: 2 }, 'b'],
  [{ n: '2' }, 'd'],
  [{ b: true }, 'a'],
  [{ n: { $eq: 2.5 } }, 'c'],
  [{ s: 'x', n: { $gt: 0 } }, 'a'],
  [{ s: null }, 'c d'],
  [{ s: { $ne: 'x' } }, 'b c d'],
  [{ s: { $ne: null } }, 'a b e'],
  [{ n: { $gt: 1 } }, 'b c'],
  [{ n: { $gte: 1, $lt: 2.5 } }, 'a b'],
  [{ n: { $lte: 2 } }, 'a b e'],
  [{ n: { $lt: 'a' } }, 'd'],
  [{ s: { $gt: 'x' } }, 'b'],
  [{ s: { $gte: '' } }, 'a b e'],
  [{ b: { $gte: false } }, 'a b'],
  [{ n: { $in: [1, '2', 99] } }, 'a d'],
  [{ s: { $in: ['y', null] } }, 'b c d'],
  [{ n: { $in: [] } }, ''],
  [{ n: { $nin: [1, 2] } }, 'c d e'],
  [{ s: { $nin: [null] } }, 'a b e'],
  [{ s: { $exists: true } }, 'a b c e'],
  [{ 'at.hour': { $exists: false } }, 'a b c e'],
  [{ $and: [{ n: { $gt: 0 } }, { n: { $lt: 2 } }] }, 'a'],
  [{ $or: [{ n: 1 }, { s: null }] }, 'a c d'],
  [{ $nor: [{ n: 1 }, { s: null }] }, 'b e'],
  [{ n: { $not: { $gt: 1 } } }, 'a d e'],
  [{ tags: 'red' }, 'a c'],
  [{ tags: ['red', 'blue'] }, 'a'],
  [{ tags: ['blue', 'red'] }, ''],
  [{ tags: [] }, 'b'],
  [{ tags: { $gt: 5 } }, 'd'],
  [{ tags: { $all: ['blue', 'red'] } }, 'a'],
  [{ tags: { $all: [] } }, ''],
  [{ tags: { $size: 2 } }, 'a d'],
  [{ tags: { $size: 0 } }, 'b'],
  [{ tags: { $ne: 'red' } }, 'b d e'],
  [{ tags: { $elemMatch: { $gte: 'b', $lt: 'c' } } }, 'a'],
  [{ lines: { $elemMatch: { sku: 'p', q: { $gt: 1 } } } }, 'b'],
  [{ 'lines.q': 5 }, 'b'],
  [{ 'lines.0.sku': 'p' }, 'a b'],
  [{ lines: [{ sku: 'p', q: 1 }] }, 'a'],
  [{ lines: { sku: 'p', q: 1 } }, 'a'],
  [{ 'at.day': { $gte: 3 } }, 'c d'],
  [{ at: { day: 3 } }, 'c'],
  [{ at: { day: 4 } }, ''],
  [{ _id: { $in: ['b', 'd', 'z'] } }, 'b d'],
  [{ _id: { $gt: 'b', $lte: 'd' } }, 'c d'],
  [{ _id: 'a', n: 2 }, ''],
]

const indexes: readonly Index[] = [
  { fields: ['n'] },
  { fields: ['s', 'b'] },
  { fields: ['at.day'] },
]

export function filterContract(workplace: Workplace): void {
  describe.each([
    ['without an index', []],
    ['by an index', indexes],
  ])('a filter %s', (_, made: readonly Index[]) => {
    test('finds what fits it, and counts as many', async () => {
      const collection = await workplace.collection(documents, made)
      for (const [filter, ids] of cases) {
        const said = JSON.stringify(filter)
        const found = await collection.find(filter, { sort: { _id: 1 } })
        expect([said, idsOf(found)]).toEqual([said, ids])
        expect([said, await collection.count(filter)]).toEqual([said, found.length])
      }
    })

    test('finds the largest and the oddest values again', async () => {
      const collection = await workplace.collection(
        oddValues.map((n, at) => ({ _id: `v${at}`, n })),
        made,
      )
      for (const [at, n] of oddValues.entries()) {
        expect([String(n), await collection.find({ n })]).toEqual([
          String(n),
          [{ _id: `v${at}`, n }],
        ])
        expect([String(n), await collection.count({ n: { $in: [n] } })]).toEqual([String(n), 1])
      }
    })
  })
}
