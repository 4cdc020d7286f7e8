import {
  MongoBulkWriteError,
  type AnyBulkWriteOperation,
  type BulkWriteResult,
  type Collection as Driver,
  type UpdateResult,
} from 'mongodb'
import type { BareCollection, BareWrite } from './checked-collection.ts'
import type { BulkWritten, Index, Sort, Taken, Updated } from './documents.ts'
import { takenFields, takenWrites } from './mongodb-errors.ts'
import { indexName } from './mongodb-indexes.ts'
import type { StoredFields } from './plain.ts'

type DriverCollection = Driver<StoredFields>
type IndexNames = ReadonlyMap<string, readonly string[]>

/** Does the work, and says what went wrong in the words of the port. */
export type Ask = <Result>(work: () => Promise<Result>) => Promise<Result>

/** A collection of the server. `ask` lets each call through, or says why not. */
export function mongodbCollection(
  driver: DriverCollection,
  indexes: readonly Index[],
  ask: Ask,
): BareCollection {
  const names: IndexNames = new Map(indexes.map(({ fields }) => [indexName(fields), fields]))

  const orTaken = <Outcome>(work: () => Promise<Outcome>): Promise<Outcome | Taken> =>
    ask(async () => {
      try {
        return await work()
      } catch (error) {
        const fields = takenFields(error, names)
        if (fields) return { kind: 'taken', fields } as const
        throw error
      }
    })

  return {
    insert: (document) =>
      orTaken(async () => {
        await driver.insertOne(document)
        return { kind: 'inserted' } as const
      }),
    find: (filter, { sort, limit, skip }) =>
      ask(() =>
        driver
          .find(filter, {
            ...(sort && { sort: sorting(sort) }),
            ...(limit !== undefined && { limit }),
            ...(skip !== undefined && { skip }),
          })
          .toArray(),
      ),
    count: (filter) => ask(() => driver.countDocuments(filter)),
    update: (filter, update, upsert) =>
      orTaken(async () => updatedBy(await driver.updateOne(filter, update, { upsert }))),
    updateAll: (filter, update) =>
      orTaken(async () => updatedBy(await driver.updateMany(filter, update))),
    findAndUpdate: (filter, update, { sort, upsert = false, returns }) =>
      orTaken(async () => {
        const document = await driver.findOneAndUpdate(filter, update, {
          upsert,
          returnDocument: returns,
          ...(sort && { sort: sorting(sort) }),
        })
        return document ? ({ kind: 'document', document } as const) : ({ kind: 'none' } as const)
      }),
    remove: (filter) => ask(async () => (await driver.deleteOne(filter)).deletedCount),
    removeAll: (filter) => ask(async () => (await driver.deleteMany(filter)).deletedCount),
    bulk: (writes) => ask(async () => bulkWritten(driver, writes, names)),
    aggregate: (pipeline) => ask(() => driver.aggregate([...pipeline]).toArray()),
  }
}

/** What is equal is in the order of `_id`. */
function sorting(sort: Sort): Record<string, 1 | -1> {
  return { ...sort, _id: sort['_id'] ?? 1 }
}

function updatedBy({ matchedCount, modifiedCount, upsertedCount }: UpdateResult): Updated {
  return {
    kind: 'updated',
    matched: matchedCount,
    modified: modifiedCount,
    upserted: upsertedCount > 0,
  }
}

async function bulkWritten(
  driver: DriverCollection,
  writes: readonly BareWrite[],
  names: IndexNames,
): Promise<BulkWritten> {
  if (writes.length === 0) return counted(undefined)
  try {
    return counted(await driver.bulkWrite(writes.map(operationOf), { ordered: false }))
  } catch (error) {
    const taken = takenWrites(error, names)
    if (!taken || !(error instanceof MongoBulkWriteError)) throw error
    const ofEach = taken.map(({ at, fields }) => ({ kind: 'taken', fields, at }) as const)
    // What is inserted is counted here: a server may count what it was asked to insert.
    const inserted = writes.filter(
      (write, at) => 'insert' in write && !taken.some((one) => one.at === at),
    ).length
    return { ...counted(error.result), inserted, taken: ofEach.toSorted((a, b) => a.at - b.at) }
  }
}

function operationOf(write: BareWrite): AnyBulkWriteOperation<StoredFields> {
  if ('insert' in write) return { insertOne: { document: write.insert } }
  if ('remove' in write) return { deleteOne: { filter: write.remove } }
  const { upsert } = write
  if ('update' in write) return { updateOne: { filter: write.update, update: write.with, upsert } }
  const { _id } = write.replace
  return { replaceOne: { filter: { _id }, replacement: write.replace, upsert } }
}

function counted(result: BulkWriteResult | undefined): BulkWritten {
  return {
    inserted: result?.insertedCount ?? 0,
    modified: result?.modifiedCount ?? 0,
    upserted: result?.upsertedCount ?? 0,
    removed: result?.deletedCount ?? 0,
    taken: [],
  }
}
