import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openEmbeddedDocuments } from './embedded.ts'
import { fieldsOfIndex, indexName } from './embedded-keys.ts'
import { narrowed } from './narrowing.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

test('what was replaced holds up nobody: another writes, and both see it', async () => {
  type Named = { _id: string; name: string }
  const [one, other] = [openEmbeddedDocuments({ folder }), openEmbeddedDocuments({ folder })]
  const mine = await one.collection<Named>('shared', [])
  const theirs = await other.collection<Named>('shared', [])
  await mine.insert({ _id: 'a', name: 'old' })
  await mine.bulk([{ replace: { _id: 'a', name: 'new' } }])

  await theirs.insert({ _id: 'b', name: 'theirs' })

  expect(await mine.count({})).toBe(2)
  expect(await mine.insert({ _id: 'c', name: 'mine' })).toEqual({ kind: 'inserted' })
  await one.close()
  await other.close()
})

test('on a full disk a write fails as such, nothing of it is there, and reads go on', async () => {
  const documents = openEmbeddedDocuments({ folder, maxBytes: 400_000 })
  const collection = await documents.collection<{ _id: string; body: string }>('full', [])
  const body = 'b'.repeat(3_000)
  const inserted: string[] = []
  const insertAll = async () => {
    for (let n = 0; n < 1_000; n += 1) {
      await collection.insert({ _id: `d${n}`, body })
      inserted.push(`d${n}`)
    }
  }

  await expect(insertAll()).rejects.toMatchObject({ code: 'disk-full', mayPass: true })
  const writes = inserted.map((_id) => ({ update: { _id }, with: { $set: { body: body + body } } }))
  await expect(collection.bulk(writes)).rejects.toMatchObject({ code: 'disk-full' })
  await expect(collection.updateAll({}, { $set: { body: body + body } })).rejects.toMatchObject({
    code: 'disk-full',
  })

  expect(inserted.length).toBeGreaterThan(50)
  expect(await collection.find({})).toEqual(
    expect.arrayContaining(inserted.map((_id) => ({ _id, body }))),
  )
  expect(await collection.count({})).toBe(inserted.length)
  expect(await collection.removeAll({ _id: { $lt: 'd5' } })).toBeGreaterThan(20)
  expect(await collection.insert({ _id: 'e', body })).toEqual({ kind: 'inserted' })
  await documents.close()
})

test('an updateAll that meets a taken key leaves every document as it was', async () => {
  const documents = openEmbeddedDocuments({ folder })
  const seats = [1, 2, 3].map((seat) => ({ _id: `d${seat}`, seat, day: 1 }))
  const collection = await documents.collection<(typeof seats)[number]>('undone', [
    { fields: ['seat'], unique: true },
  ])
  for (const seat of seats) await collection.insert(seat)

  const outcome = await collection.updateAll({ day: 1 }, { $set: { seat: 9 } })

  expect(outcome).toEqual({ kind: 'taken', fields: ['seat'] })
  expect(await collection.find({}, { sort: { _id: 1 } })).toEqual(seats)
  await documents.close()
})

test('a writer waits for another process that keeps the file, and its own loop goes on', async () => {
  const documents = openEmbeddedDocuments({ folder })
  const collection = await documents.collection('busy', [])
  const other = new DatabaseSync(join(folder, 'documents.sqlite'))
  other.exec('BEGIN IMMEDIATE')
  let turns = 0

  const inserting = collection.insert({ _id: 'a' })
  while (turns < 5) {
    await new Promise(setImmediate)
    turns += 1
  }
  expect(await collection.count({})).toBe(0)
  other.exec('COMMIT')
  other.close()

  expect(await inserting).toEqual({ kind: 'inserted' })
  await documents.close()
})

test('a find by _id, by an index and in its order never reads the whole collection', async () => {
  const documents = openEmbeddedDocuments({ folder })
  await documents.collection('plans', [
    { fields: ['state', 'dueMs'] },
    { fields: ['at.day'] },
    { fields: ['seat'], unique: true },
  ])
  const database = new DatabaseSync(join(folder, 'documents.sqlite'))
  const indexed = new Set(['state', 'dueMs', 'at.day', 'seat'])
  const filters = [
    { _id: 'a' },
    { _id: { $in: ['a', 'b'] } },
    { _id: { $gt: 'a' } },
    { state: 'due' },
    { state: 'due', dueMs: { $lte: 5 } },
    { state: true },
    { seat: 12 },
    { seat: { $in: [1, 'a'] } },
    { 'at.day': { $gte: 3, $lt: 9 }, other: 1 },
    { $and: [{ seat: { $lt: 'b' } }, { other: 1 }] },
  ]
  for (const filter of filters) {
    const { where, parameters } = narrowed(filter, indexed)
    const plan = database
      .prepare(`EXPLAIN QUERY PLAN SELECT body FROM "plans" WHERE ${where.join(' AND ')}`)
      .all(...parameters)
    expect(String(plan[0]?.['detail'])).toMatch(/^SEARCH plans USING INDEX/)
  }
  database.close()
  await documents.close()
})

test('an index is named so that its fields can be read from the name, capitals and all', () => {
  const fields = ['showtimeId', 'seat.rowNo']

  const name = indexName('orders', fields)

  expect(name).toBe(name.toLowerCase())
  expect(fieldsOfIndex(name)).toEqual(fields)
  expect(indexName('orders', ['showtimeid', 'seat.rowno'])).not.toBe(name)
})
