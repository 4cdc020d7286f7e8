import { expect, test } from 'vitest'
import { oddValues } from './filters.ts'
import { idsOf, refusalOf, type Workplace } from './workplace.ts'

/** Where MongoDB's double is known to answer otherwise than MongoDB. */
export function finePointsContract(workplace: Workplace): void {
  test('texts are in the order of their code points', async () => {
    const collection = await workplace.collection([
      { _id: 'a', v: '😀' },
      { _id: 'b', v: '\ue000' },
      { _id: 'c', v: 'z' },
    ])

    expect(idsOf(await collection.find({}, { sort: { v: 1 } }))).toBe('c b a')
    expect(await collection.aggregate([{ $sort: { v: 1 } }, { $project: { v: 0 } }])).toEqual([
      { _id: 'c' },
      { _id: 'b' },
      { _id: 'a' },
    ])
  })

  test('$all takes a single value for a list of one', async () => {
    const collection = await workplace.collection([{ _id: 'a', v: 1 }])

    expect(await collection.count({ v: { $all: [1] } })).toBe(1)
    expect(await collection.count({ v: { $all: [1, 2] } })).toBe(0)
  })

  test('null is at least and at most what is missing', async () => {
    const collection = await workplace.collection([{ _id: 'a' }, { _id: 'b', v: 1 }])

    expect(idsOf(await collection.find({ v: { $gte: null } }))).toBe('a')
    expect(await collection.count({ v: { $gt: null } })).toBe(0)
  })

  test('objects are equal only with their fields in the same order', async () => {
    const collection = await workplace.collection([{ _id: 'a', v: { x: 1, y: 2 } }])

    expect(await collection.count({ v: { x: 1, y: 2 } })).toBe(1)
    expect(await collection.count({ v: { y: 2, x: 1 } })).toBe(0)
  })

  test('each of many callers who count at once sees a count of its own', async () => {
    const collection = await workplace.collection([{ _id: 'count', n: 0 }])
    const counting = [{ _id: 'count' }, { $inc: { n: 1 } }, { returns: 'after' }] as const

    const seen = await Promise.all(
      Array.from({ length: 50 }, () => collection.findAndUpdate(...counting)),
    )

    const counts = seen.map((found) => (found.kind === 'document' ? found.document['n'] : 0))
    expect(new Set(counts).size).toBe(50)
    expect(counts).toEqual(expect.arrayContaining([1, 50]))
  })

  test('a list is found by a list that it holds', async () => {
    const collection = await workplace.collection([
      { _id: 'a', tags: [['red'], 7] },
      { _id: 'b', tags: ['red'] },
      { _id: 'c', tags: [7, 'red'] },
    ])

    expect(idsOf(await collection.find({ tags: ['red'] }, { sort: { _id: 1 } }))).toBe('a b')
  })

  test('$elemMatch asks the elements of a list, and not what is in them', async () => {
    const collection = await workplace.collection([{ _id: 'a', l: [[5]] }])

    expect(await collection.count({ l: { $elemMatch: { $gt: 1 } } })).toBe(0)
    expect(await collection.count({ l: { $elemMatch: { $size: 1 } } })).toBe(1)
  })

  test('null is no number to add to', async () => {
    const collection = await workplace.collection([{ _id: 'a', n: null }])

    const asked = collection.update({ _id: 'a' }, { $inc: { n: 1 } })

    expect(await refusalOf(asked)).toBe('bad-request')
  })

  test('the largest numbers and the oddest texts are in ranges of their own', async () => {
    const documents = oddValues.map((n, at) => ({ _id: `v${at}`, n }))
    for (const indexes of [[], [{ fields: ['n'] }]]) {
      const collection = await workplace.collection(documents, indexes)
      for (const n of oddValues) {
        const found = await collection.find({ n: { $gte: n, $lte: n } })
        expect(found.map((document) => document['n'])).toEqual([n])
      }
    }
  })
}
