import { expect, test } from 'vitest'
import type { Update } from '../documents.ts'
import { refusalOf, type Workplace } from './workplace.ts'

type Case = readonly [before: object, update: Update, after: object]

/** Where after is as before, nothing was modified. */
const cases: readonly Case[] = [
  [{ n: 1 }, { $set: { n: 2, 'o.p': 3 } }, { n: 2, o: { p: 3 } }],
  [{ n: 1, o: { p: 3 } }, { $set: { n: 1, 'o.p': 3 } }, { n: 1, o: { p: 3 } }],
  [{ n: 1 }, { $set: { n: undefined, m: 1 } }, { n: 1, m: 1 }],
  [{ n: 1 }, { $set: {} }, { n: 1 }],
  [{ n: 1 }, { $setOnInsert: { m: 1 } }, { n: 1 }],
  [{ l: [1, { a: 1 }] }, { $set: { 'l.1.a': 2, 'l.0': 9 } }, { l: [9, { a: 2 }] }],
  [{ l: [1] }, { $set: { 'l.3': 4 } }, { l: [1, null, null, 4] }],
  [{ o: {} }, { $set: { 'o.2026': 1 } }, { o: { 2026: 1 } }],
  [
    { n: 1, o: { p: 1, q: 2 } },
    { $unset: { n: '', 'o.p': true, x: 1, 'z.y': 1 } },
    { o: { q: 2 } },
  ],
  [{ l: [1, 2] }, { $unset: { 'l.0': '' } }, { l: [null, 2] }],
  [{ n: 1 }, { $inc: { n: 2, m: -1.5, 'o.p': 1 } }, { n: 3, m: -1.5, o: { p: 1 } }],
  [{ n: 1 }, { $inc: { n: 0 } }, { n: 1 }],
  [{ n: 5 }, { $min: { n: 3, m: 7 } }, { n: 3, m: 7 }],
  [{ n: 5 }, { $min: { n: 9 } }, { n: 5 }],
  [{ n: 5 }, { $max: { n: 9, m: 7 } }, { n: 9, m: 7 }],
  [{ n: 5 }, { $max: { n: 3 } }, { n: 5 }],
  [{ n: 5 }, { $max: { n: 'text' } }, { n: 'text' }],
  [{}, { $push: { l: { a: 1 } } }, { l: [{ a: 1 }] }],
  [{ l: [1] }, { $push: { l: [2, 3] } }, { l: [1, [2, 3]] }],
  [{ l: [1] }, { $push: { l: { $each: [2, 3] } } }, { l: [1, 2, 3] }],
  [{ l: [1, 2] }, { $push: { l: { $each: [3, 4], $slice: -3 } } }, { l: [2, 3, 4] }],
  [{ l: [1, 2] }, { $push: { l: { $each: [3], $slice: 2 } } }, { l: [1, 2] }],
  [{ l: [1, 2] }, { $push: { l: { $each: [3], $slice: 0 } } }, { l: [] }],
  [{ l: [1] }, { $addToSet: { l: 1 } }, { l: [1] }],
  [{ l: [{ a: 1 }] }, { $addToSet: { l: { a: 1 }, m: 'x' } }, { l: [{ a: 1 }], m: ['x'] }],
  [{ l: [1] }, { $addToSet: { l: { $each: [2, 1, 2, '1'] } } }, { l: [1, 2, '1'] }],
  [{ l: [1, 2, 1] }, { $pull: { l: 1, m: 3 } }, { l: [2] }],
  [{ l: [1, 2, 3] }, { $pull: { l: { $in: [1, 3] } } }, { l: [2] }],
  [{ l: [1, 2, 3] }, { $pull: { l: { $gte: 2 } } }, { l: [1] }],
  [{ l: [{ a: 1, b: 1 }, { a: 2 }, 5] }, { $pull: { l: { a: 1 } } }, { l: [{ a: 2 }, 5] }],
  [{ l: [{ a: 1 }, { a: 5 }] }, { $pull: { l: { a: { $gt: 2 } } } }, { l: [{ a: 1 }] }],
]

/** Not what the document has there. */
const misfits: readonly (readonly [object, Update])[] = [
  [{ n: 'x' }, { $inc: { n: 1 } }],
  [{ n: 1 }, { $push: { n: 1 } }],
  [{ n: 1 }, { $addToSet: { n: 1 } }],
  [{ n: 1 }, { $pull: { n: 1 } }],
  [{ n: 1 }, { $set: { 'n.m': 1 } }],
]

export function updateContract(workplace: Workplace): void {
  test('an update changes what it names, makes what is missing, and says whether it did', async () => {
    const collection = await workplace.collection()
    for (const [at, [before, update, after]] of cases.entries()) {
      const said = `${JSON.stringify(before)} ${JSON.stringify(update)}`
      const _id = `u${at}`
      await collection.insert({ _id, ...before })
      const modified = JSON.stringify(before) === JSON.stringify(after) ? 0 : 1

      const outcome = await collection.update({ _id }, update)

      expect([said, await collection.findOne({ _id })]).toStrictEqual([said, { _id, ...after }])
      expect([said, outcome]).toEqual([
        said,
        { kind: 'updated', matched: 1, modified, upserted: false },
      ])
    }
  })

  test('an update that does not suit the document is refused and leaves it as it was', async () => {
    const collection = await workplace.collection()
    for (const [at, [before, update]] of misfits.entries()) {
      const _id = `m${at}`
      await collection.insert({ _id, ...before })

      const outcome = collection.update({ _id }, { $set: { z: 1 }, ...update })

      expect([JSON.stringify(update), await refusalOf(outcome)]).toEqual([
        JSON.stringify(update),
        'bad-request',
      ])
      expect(await collection.findOne({ _id })).toStrictEqual({ _id, ...before })
    }
  })

  test('an update is of one document, updateAll of all that fit, and none of none', async () => {
    const documents = [1, 2, 3].map((n) => ({ _id: `d${n}`, n, kind: 'k' }))
    const collection = await workplace.collection(documents)

    const one = await collection.update({ kind: 'k' }, { $set: { seen: true } })
    const all = await collection.updateAll({ kind: 'k' }, { $set: { seen: true } })
    const none = await collection.updateAll({ kind: 'j' }, { $set: { seen: true } })

    expect(one).toMatchObject({ matched: 1, modified: 1 })
    expect(all).toEqual({ kind: 'updated', matched: 3, modified: 2, upserted: false })
    expect(none).toEqual({ kind: 'updated', matched: 0, modified: 0, upserted: false })
    expect(await collection.count({ seen: true })).toBe(3)
  })

  test('findAndUpdate takes the first in order, and gives it as it was or as it is', async () => {
    const documents = [3, 1, 2].map((n) => ({ _id: `d${n}`, n, state: 'new' }))
    const collection = await workplace.collection(documents, [{ fields: ['state', 'n'] }])
    const taken = { $set: { state: 'taken' } }

    expect(
      await collection.findAndUpdate({ state: 'new' }, taken, { sort: { n: 1 }, returns: 'after' }),
    ).toEqual({ kind: 'document', document: { _id: 'd1', n: 1, state: 'taken' } })
    expect(
      await collection.findAndUpdate({ state: 'new' }, taken, {
        sort: { n: -1 },
        returns: 'before',
      }),
    ).toEqual({ kind: 'document', document: { _id: 'd3', n: 3, state: 'new' } })
    expect(await collection.findAndUpdate({ n: 9 }, taken, { returns: 'after' })).toEqual({
      kind: 'none',
    })
  })

  test('remove takes one, removeAll all, and both say how many', async () => {
    const documents = [1, 2, 3, 4].map((n) => ({ _id: `d${n}`, even: n % 2 === 0 }))
    const collection = await workplace.collection(documents)

    expect(await collection.remove({ even: true })).toBe(1)
    expect(await collection.remove({ _id: 'd9' })).toBe(0)
    expect(await collection.removeAll({ even: false })).toBe(2)
    expect(await collection.count({})).toBe(1)
    expect(await collection.removeAll({})).toBe(1)
  })
}
