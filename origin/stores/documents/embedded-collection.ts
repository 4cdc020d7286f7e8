import type { Index, Taken } from './documents.ts'
import { aggregated } from './aggregating.ts'
import type { BareCollection } from './checked-collection.ts'
import type { EmbeddedDatabase } from './embedded-database.ts'
import { TakenKey, type EmbeddedTable } from './embedded-table.ts'
import { bulkWritten, idOf, removed, updateOne, type Target } from './embedded-writes.ts'
import { isFields } from './plain.ts'

/** A collection over its table: each call is one transaction. */
export function embeddedCollection(
  database: EmbeddedDatabase,
  table: EmbeddedTable,
  indexes: readonly Index[],
): BareCollection {
  const target: Target = { table, indexes }
  return {
    insert: (document) =>
      orTaken(async () => {
        await database.whenFree(() => table.insert(document))
        return { kind: 'inserted' } as const
      }),
    find: (filter, options) => database.whenFree(() => [...table.select(filter, options)]),
    count: (filter) => database.whenFree(() => table.count(filter)),
    update: (filter, update, upsert) =>
      orTaken(async () => {
        const { matched, modified, upserted } = await database.write(() =>
          updateOne(target, filter, update, { upsert }),
        )
        return { kind: 'updated', matched, modified, upserted } as const
      }),
    updateAll: (filter, update) =>
      orTaken(() =>
        database.write(() => {
          const ids = Array.from(table.select(filter), idOf)
          const modified = ids.filter(
            (_id) => updateOne(target, { _id }, update, { upsert: false }).modified > 0,
          ).length
          return { kind: 'updated', matched: ids.length, modified, upserted: false } as const
        }),
      ),
    findAndUpdate: (filter, update, { sort, upsert = false, returns }) =>
      orTaken(async () => {
        const how = { upsert, ...(sort && { sort }) }
        const { before, after } = await database.write(() => updateOne(target, filter, update, how))
        const document = returns === 'before' ? before : after
        return document ? ({ kind: 'document', document } as const) : ({ kind: 'none' } as const)
      }),
    remove: (filter) => database.write(() => removed(table, filter, 1)),
    removeAll: (filter) => database.write(() => removed(table, filter)),
    bulk: (writes) => bulkWritten(database, target, writes),
    aggregate: (pipeline) =>
      database.whenFree(() => {
        const first = pipeline[0]?.['$match']
        return isFields(first)
          ? aggregated(table.select(first), pipeline.slice(1))
          : aggregated(table.select({}), pipeline)
      }),
  }
}

async function orTaken<Outcome>(work: () => Promise<Outcome>): Promise<Outcome | Taken> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TakenKey) return { kind: 'taken', fields: error.fields }
    throw error
  }
}
