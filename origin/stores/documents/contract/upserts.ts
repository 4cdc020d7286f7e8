import { expect, test } from 'vitest'
import type { Workplace } from './workplace.ts'

export function upsertContract(workplace: Workplace): void {
  test('an upsert inserts what the filter equals and the update makes of it', async () => {
    const collection = await workplace.collection()
    const filter = { _id: 'a', kind: { $eq: 'k' }, 'o.p': 1, n: { $gt: 5 }, $and: [{ x: 'y' }] }
    const update = { $set: { s: 1 }, $setOnInsert: { made: true }, $inc: { 'o.p': 2 } }

    const outcome = await collection.update(filter, update, { upsert: true })

    expect(outcome).toEqual({ kind: 'updated', matched: 0, modified: 0, upserted: true })
    expect(await collection.findOne({ _id: 'a' })).toEqual({
      _id: 'a',
      kind: 'k',
      o: { p: 3 },
      x: 'y',
      s: 1,
      made: true,
    })
  })

  test('an upsert of what is there is an update, and $setOnInsert does nothing to it', async () => {
    const collection = await workplace.collection([{ _id: 'a', n: 1 }])
    const update = { $inc: { n: 1 }, $setOnInsert: { made: true } }

    const outcome = await collection.update({ _id: 'a' }, update, { upsert: true })

    expect(outcome).toEqual({ kind: 'updated', matched: 1, modified: 1, upserted: false })
    expect(await collection.findOne({ _id: 'a' })).toEqual({ _id: 'a', n: 2 })
  })

  test('an upsert whose filter misses the document of that _id finds the _id taken', async () => {
    const collection = await workplace.collection([{ _id: 'a', version: 2 }])

    const outcome = await collection.update(
      { _id: 'a', version: 1 },
      { $inc: { version: 1 } },
      { upsert: true },
    )

    expect(outcome).toEqual({ kind: 'taken', fields: ['_id'] })
    expect(await collection.find({})).toEqual([{ _id: 'a', version: 2 }])
  })

  test('findAndUpdate with an upsert gives what is there after it, and nothing before it', async () => {
    const collection = await workplace.collection()
    const update = { $inc: { n: 1 } }

    expect(
      await collection.findAndUpdate({ _id: 'a' }, update, { upsert: true, returns: 'after' }),
    ).toEqual({ kind: 'document', document: { _id: 'a', n: 1 } })
    expect(
      await collection.findAndUpdate({ _id: 'b' }, update, { upsert: true, returns: 'before' }),
    ).toEqual({ kind: 'none' })
    expect(await collection.count({ n: 1 })).toBe(2)
  })

  test('many upserts of one document at once make one, and each counts', async () => {
    const collection = await workplace.collection()

    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () =>
        collection.update({ _id: 'count' }, { $inc: { n: 1 } }, { upsert: true }),
      ),
    )

    const inserted = outcomes.filter((outcome) => outcome.kind === 'updated' && outcome.upserted)
    expect(inserted).toHaveLength(1)
    expect(await collection.find({})).toEqual([{ _id: 'count', n: 30 }])
  })
}
