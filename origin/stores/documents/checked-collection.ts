import type {
  BulkWritten,
  Collection,
  Filter,
  FindAndUpdateOptions,
  FindOptions,
  FoundAndUpdated,
  Index,
  Inserted,
  Sort,
  Stored,
  Update,
  Updated,
  Write,
} from './documents.ts'
import { checkedDocument, documentOfUpsert } from './document-checks.ts'
import { checkedFilter } from './filter-checks.ts'
import { checkIndexedChanges } from './indexed-fields.ts'
import { pageOf } from './paging.ts'
import { checkedCount, checkedPipeline, checkedSort, type Stage } from './pipeline-checks.ts'
import { badRequest, type Fields, type StoredFields } from './plain.ts'
import { checkedUpdate, type CheckedUpdate } from './update-checks.ts'

/** What an adapter has to do: all it is handed was checked, and is a copy. */
export type BareCollection = {
  insert(document: StoredFields): Promise<Inserted>
  find(filter: Fields, options: FindOptions): Promise<readonly StoredFields[]>
  count(filter: Fields): Promise<number>
  update(filter: Fields, update: CheckedUpdate, upsert: boolean): Promise<Updated>
  updateAll(filter: Fields, update: CheckedUpdate): Promise<Updated>
  findAndUpdate(
    filter: Fields,
    update: CheckedUpdate,
    options: FindAndUpdateOptions,
  ): Promise<FoundAndUpdated<StoredFields>>
  remove(filter: Fields): Promise<number>
  removeAll(filter: Fields): Promise<number>
  bulk(writes: readonly BareWrite[]): Promise<BulkWritten>
  aggregate(pipeline: readonly Stage[]): Promise<unknown[]>
}

export type BareWrite =
  | { readonly insert: StoredFields }
  | { readonly update: Fields; readonly with: CheckedUpdate; readonly upsert: boolean }
  | { readonly replace: StoredFields; readonly upsert: boolean }
  | { readonly remove: Fields }

/** Most that a page may hold. */
const PAGE_MAX = 1_000

/**
 * A collection that refuses, before its adapter hears of it, all that either adapter could not take or
 * would take differently.
 */
export function checkedCollection<T extends Stored>(
  name: string,
  indexes: readonly Index[],
  bare: BareCollection,
): Collection<T> {
  const changes = (update: Update) => {
    const checked = checkedUpdate(update)
    checkIndexedChanges(checked, indexes)
    return checked
  }
  const change = (filter: Filter, update: Update, upsert = false) => {
    const checked = { filter: checkedFilter(filter), update: changes(update) }
    if (upsert) documentOfUpsert(checked.filter, checked.update, indexes)
    return checked
  }
  const write = (asked: Write<T>): BareWrite => {
    if ('insert' in asked) return { insert: checkedDocument(asked.insert, indexes) }
    if ('remove' in asked) return { remove: checkedFilter(asked.remove) }
    const { upsert = false } = asked
    if ('replace' in asked) return { replace: checkedDocument(asked.replace, indexes), upsert }
    const { filter, update } = change(asked.update, asked.with, upsert)
    return { update: filter, with: update, upsert }
  }
  return {
    insert: async (document) => bare.insert(checkedDocument(document, indexes)),
    find: async (filter, { sort, limit, skip } = {}) => {
      const found = await bare.find(checkedFilter(filter), {
        ...sorting(sort),
        ...(limit !== undefined && { limit: checkedCount(limit, 1, 'A limit') }),
        ...(skip !== undefined && { skip: checkedCount(skip, 0, 'A skip') }),
      })
      return found.filter((document) => isOne<T>(document))
    },
    findOne: async (filter, { sort } = {}) => {
      const found = await bare.find(checkedFilter(filter), { ...sorting(sort), limit: 1 })
      return found.find((document) => isOne<T>(document))
    },
    page: async (filter, options) => {
      checkedSort({ [options.sort.field]: options.sort.order })
      if (checkedCount(options.limit, 1, 'A page') > PAGE_MAX) {
        throw badRequest(`A page has ${PAGE_MAX} documents at most: ask for the next one.`)
      }
      const { documents, next } = await pageOf(bare, name, checkedFilter(filter), options)
      return { documents: documents.filter((document) => isOne<T>(document)), next }
    },
    count: async (filter) => bare.count(checkedFilter(filter)),
    update: async (filter, update, { upsert = false } = {}) => {
      const checked = change(filter, update, upsert)
      return bare.update(checked.filter, checked.update, upsert)
    },
    updateAll: async (filter, update) => bare.updateAll(checkedFilter(filter), changes(update)),
    findAndUpdate: async (filter, update, { sort, upsert = false, returns }) => {
      const checked = change(filter, update, upsert)
      const how = { ...sorting(sort), upsert, returns }
      const found = await bare.findAndUpdate(checked.filter, checked.update, how)
      if (found.kind !== 'document') return found
      return isOne<T>(found.document)
        ? { kind: 'document', document: found.document }
        : { kind: 'none' }
    },
    remove: async (filter) => bare.remove(checkedFilter(filter)),
    removeAll: async (filter) => bare.removeAll(checkedFilter(filter)),
    bulk: async (writes) => bare.bulk(writes.map(write)),
    aggregate: async (pipeline) => bare.aggregate(checkedPipeline(pipeline)),
  }
}

function sorting(sort: Sort | undefined): { sort?: Sort } {
  return sort === undefined ? {} : { sort: checkedSort(sort) }
}

/** A document comes back as the type it went in as. */
function isOne<T extends Stored>(document: T | StoredFields): document is T & StoredFields {
  return typeof document._id === 'string'
}
