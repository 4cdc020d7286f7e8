import { expect, test } from 'vitest'
import { DOCUMENT_MAX_BYTES } from '../documents.ts'
import { badDocuments, badFilters, badUpdates, holding, indexes } from './bad-examples.ts'
import { untyped, type Workplace, refusalOf } from './workplace.ts'

export function badInputContract(workplace: Workplace): void {
  const refused = { name: 'StoreFailure', code: 'bad-request' }
  const there = { _id: 'there', seat: 0, n: 1 }

  test('a document that is not JSON, or does not suit its indexes, is refused and not written', async () => {
    const collection = await workplace.collection([there], indexes)
    for (const [at, document] of badDocuments.entries()) {
      await expect(
        untyped(collection, 'insert', document),
        `insert of ${at}`,
      ).rejects.toMatchObject(refused)
      const bulk = untyped(collection, 'bulk', [{ replace: document, upsert: true }])
      expect([`replace by ${at}`, await refusalOf(bulk)]).toEqual([
        `replace by ${at}`,
        'bad-request',
      ])
    }
    expect(await collection.find({})).toEqual([there])
  })

  test('an update that is not known, or would not suit the indexes, is refused and changes nothing', async () => {
    const collection = await workplace.collection([there], indexes)
    for (const update of badUpdates) {
      const said = JSON.stringify(update)
      const [_id, returns] = ['there', 'after'] as const
      expect([said, await refusalOf(untyped(collection, 'update', { _id }, update))]).toEqual([
        said,
        'bad-request',
      ])
      expect([said, await refusalOf(untyped(collection, 'updateAll', {}, update))]).toEqual([
        said,
        'bad-request',
      ])
      const found = untyped(collection, 'findAndUpdate', { _id }, update, { returns })
      expect([said, await refusalOf(found)]).toEqual([said, 'bad-request'])
    }
    expect(await collection.find({})).toEqual([there])
  })

  test('a filter that is not known is refused, and no document is touched by it', async () => {
    const collection = await workplace.collection([there], indexes)
    for (const filter of badFilters) {
      const said = JSON.stringify(filter)
      expect([said, await refusalOf(untyped(collection, 'find', filter))]).toEqual([
        said,
        'bad-request',
      ])
      expect([said, await refusalOf(untyped(collection, 'removeAll', filter))]).toEqual([
        said,
        'bad-request',
      ])
      expect([said, await refusalOf(collection.count({ $or: [filter] }))]).toEqual([
        said,
        'bad-request',
      ])
    }
    expect(await collection.count({})).toBe(1)
  })

  test('an upsert without the _id, or without what a unique index needs, is refused', async () => {
    const collection = await workplace.collection([], indexes)
    const upsert = { upsert: true }
    const set = { $set: { seat: 1 } }

    for (const filter of [
      {},
      { seat: 1 },
      { _id: { $gt: 'a' } },
      { _id: 1 },
      { $or: [{ _id: 'a' }] },
    ]) {
      const asked = collection.update(filter, { $set: { n: 1 } }, upsert)
      expect([JSON.stringify(filter), await refusalOf(asked)]).toEqual([
        JSON.stringify(filter),
        'bad-request',
      ])
    }
    await expect(collection.update({ _id: 'a' }, { $set: { n: 1 } }, upsert)).rejects.toMatchObject(
      refused,
    )
    expect(await collection.update({ _id: 'a' }, set, upsert)).toMatchObject({ upserted: true })
  })

  test('a document of just the limit is taken, and one byte more is too large', async () => {
    const collection = await workplace.collection([], indexes)
    const room = DOCUMENT_MAX_BYTES - JSON.stringify({ _id: 'x', seat: 1, v: '' }).length
    const tooLarge = { code: 'too-large' }

    await expect(collection.insert(holding('a'.repeat(room + 1)))).rejects.toMatchObject(tooLarge)
    await expect(collection.insert(holding('가'.repeat(room / 2)))).rejects.toMatchObject(tooLarge)
    await expect(
      collection.update({ _id: 'x' }, { $set: { v: 'a'.repeat(DOCUMENT_MAX_BYTES) } }),
    ).rejects.toMatchObject(tooLarge)
    expect(await collection.count({})).toBe(0)
    expect(await collection.insert(holding('a'.repeat(room)))).toEqual({ kind: 'inserted' })
    expect(await collection.findOne({ _id: 'x' })).toEqual(holding('a'.repeat(room)))
  })

  test('an _id of 512 bytes is taken', async () => {
    const collection = await workplace.collection()
    const _id = `${'가'.repeat(170)}ab`

    expect(await collection.insert({ _id })).toEqual({ kind: 'inserted' })
    expect(await collection.findOne({ _id })).toEqual({ _id })
  })

  test('a sort, a limit or a page that is none is refused', async () => {
    const collection = await workplace.collection()
    const sort = { field: 'n', order: 1 } as const

    for (const options of [
      { limit: 0 },
      { limit: 1.5 },
      { skip: -1 },
      { sort: {} },
      { sort: { $n: 1 as const } },
      { sort: { 'a b': 1 as const } },
    ]) {
      await expect(collection.find({}, options)).rejects.toMatchObject(refused)
    }
    await expect(collection.page({}, { sort, limit: 0 })).rejects.toMatchObject(refused)
    await expect(collection.page({}, { sort, limit: 1_001 })).rejects.toMatchObject(refused)
  })

  test('a name of a collection, or an index, that not every store takes is refused', async () => {
    const client = await workplace.open()
    const fields = ['a']

    for (const name of ['', 'Orders', 'a.b', 'a"b', '1a', 'sqlite_x', 'a'.repeat(61), '주문']) {
      expect([name, await refusalOf(client.collection(name, []))]).toEqual([name, 'bad-request'])
    }
    for (const indexes of [
      [{ fields: [] }],
      [{ fields: ['a b'] }],
      [{ fields: ["a'"] }],
      [{ fields: ['_id'] }],
      [{ fields: ['a', 'a'] }],
      [{ fields }, { fields, unique: true }],
      [{ fields: ['a', 'b', 'c', 'd', 'e'] }],
    ]) {
      await expect(client.collection('good', indexes)).rejects.toMatchObject(refused)
    }
  })
}
