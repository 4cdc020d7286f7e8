import { expect, test } from 'vitest'
import type { Workplace } from './workplace.ts'

export function bulkContract(workplace: Workplace): void {
  test('a bulk does each of its writes, and counts them by what they did', async () => {
    const documents = ['a', 'b', 'c', 'd'].map((_id) => ({ _id, n: 1 }))
    const collection = await workplace.collection(documents)

    const outcome = await collection.bulk([
      { insert: { _id: 'e', n: 1 } },
      { update: { _id: 'a' }, with: { $inc: { n: 1 } } },
      { update: { _id: 'f' }, with: { $set: { n: 1 } }, upsert: true },
      { update: { _id: 'none' }, with: { $set: { n: 1 } } },
      { replace: { _id: 'b', m: 2 } },
      { replace: { _id: 'c', n: 1 } },
      { replace: { _id: 'none', m: 2 } },
      { replace: { _id: 'g', m: 2 }, upsert: true },
      { remove: { _id: 'd' } },
    ])

    expect(outcome).toEqual({ inserted: 1, modified: 2, upserted: 2, removed: 1, taken: [] })
    expect(await collection.find({}, { sort: { _id: 1 } })).toEqual([
      { _id: 'a', n: 2 },
      { _id: 'b', m: 2 },
      { _id: 'c', n: 1 },
      { _id: 'e', n: 1 },
      { _id: 'f', n: 1 },
      { _id: 'g', m: 2 },
    ])
  })

  test('a taken key in the middle of a bulk keeps none of the others back', async () => {
    const collection = await workplace.collection(
      [{ _id: 'a', seat: 1 }],
      [{ fields: ['seat'], unique: true }],
    )

    const outcome = await collection.bulk([
      { insert: { _id: 'b', seat: 2 } },
      { insert: { _id: 'a', seat: 3 } },
      { insert: { _id: 'c', seat: 1 } },
      { insert: { _id: 'd', seat: 4 } },
    ])

    expect(outcome).toEqual({
      inserted: 2,
      modified: 0,
      upserted: 0,
      removed: 0,
      taken: [
        { kind: 'taken', fields: ['_id'], at: 1 },
        { kind: 'taken', fields: ['seat'], at: 2 },
      ],
    })
    expect(await collection.count({})).toBe(3)
  })

  test('a bulk of nothing does nothing, and one of many thousands does all', async () => {
    const collection = await workplace.collection()
    const writes = Array.from({ length: 2_500 }, (_, at) => ({ insert: { _id: `d${at}` } }))

    expect(await collection.bulk([])).toMatchObject({ inserted: 0, taken: [] })
    expect(await collection.bulk(writes)).toMatchObject({ inserted: 2_500, taken: [] })
    expect(await collection.bulk(writes.slice(0, 600))).toMatchObject({ inserted: 0 })
    expect(await collection.count({})).toBe(2_500)
  })

  test('a bulk with one bad document in it writes nothing at all', async () => {
    const collection = await workplace.collection()

    const outcome = collection.bulk([{ insert: { _id: 'a' } }, { insert: { _id: '' } }])

    await expect(outcome).rejects.toMatchObject({ code: 'bad-request' })
    expect(await collection.count({})).toBe(0)
  })
}
