import { setImmediate as turn } from 'node:timers/promises'
import type { BulkWritten, Index, Sort, Taken } from './documents.ts'
import type { BareWrite } from './checked-collection.ts'
import { documentOfUpsert, storable } from './document-checks.ts'
import type { EmbeddedDatabase } from './embedded-database.ts'
import { TakenKey, type EmbeddedTable } from './embedded-table.ts'
import type { Fields, StoredFields } from './plain.ts'
import type { CheckedUpdate } from './update-checks.ts'
import { updated } from './updating.ts'

/** Where a write goes, and what it has to keep. */
export type Target = { readonly table: EmbeddedTable; readonly indexes: readonly Index[] }

export type Changed = {
  readonly matched: number
  readonly modified: number
  readonly upserted: boolean
  readonly before?: StoredFields
  readonly after?: StoredFields
}

/** Others have the file between one such step and the next. */
const BULK_STEP = 500

const nothing: Changed = { matched: 0, modified: 0, upserted: false }

export function updateOne(
  { table, indexes }: Target,
  filter: Fields,
  update: CheckedUpdate,
  { upsert, sort }: { upsert: boolean; sort?: Sort },
): Changed {
  const [before] = table.select(filter, { limit: 1, ...(sort && { sort }) })
  if (before) {
    const after = storable(updated(before, update, { inserting: false }), indexes)
    const modified = table.put(after) ? 1 : 0
    return { matched: 1, modified, upserted: false, before, after }
  }
  if (!upsert) return nothing
  const after = documentOfUpsert(filter, update, indexes)
  table.insert(after)
  return { ...nothing, upserted: true, after }
}

export function removed(table: EmbeddedTable, filter: Fields, limit?: number): number {
  const ids = Array.from(table.select(filter, limit === undefined ? {} : { limit }), idOf)
  for (const _id of ids) table.remove(_id)
  return ids.length
}

export const idOf = ({ _id }: StoredFields): string => _id

/** A write that meets a taken key undoes itself alone. */
export async function bulkWritten(
  database: EmbeddedDatabase,
  target: Target,
  writes: readonly BareWrite[],
): Promise<BulkWritten> {
  const sum = { inserted: 0, modified: 0, upserted: 0, removed: 0 }
  const taken: (Taken & { at: number })[] = []
  for (let from = 0; from < writes.length; from += BULK_STEP) {
    if (from > 0) await turn()
    const step = writes.slice(from, from + BULK_STEP)
    const outcomes = await database.write(() => step.map((write) => written(target, write)))
    for (const [at, outcome] of outcomes.entries()) {
      if ('fields' in outcome) taken.push({ ...outcome, at: from + at })
      else sum[outcome.name] += outcome.count
    }
  }
  return { ...sum, taken }
}

type Counted = { readonly name: keyof Omit<BulkWritten, 'taken'>; readonly count: number }

function written(target: Target, write: BareWrite): Counted | Taken {
  try {
    if ('insert' in write) {
      target.table.insert(write.insert)
      return { name: 'inserted', count: 1 }
    }
    if ('remove' in write) return { name: 'removed', count: removed(target.table, write.remove, 1) }
    const { modified, upserted } =
      'replace' in write
        ? replaced(target.table, write)
        : updateOne(target, write.update, write.with, write)
    return upserted ? { name: 'upserted', count: 1 } : { name: 'modified', count: modified }
  } catch (error) {
    if (error instanceof TakenKey) return { kind: 'taken', fields: error.fields }
    throw error
  }
}

function replaced(
  table: EmbeddedTable,
  { replace, upsert }: { replace: StoredFields; upsert: boolean },
): Changed {
  if (table.byId(replace._id)) return { ...nothing, modified: table.put(replace) ? 1 : 0 }
  if (!upsert) return nothing
  table.insert(replace)
  return { ...nothing, upserted: true }
}
