/**
 * The documents port: the part of a MongoDB collection that the shop and the pipelines use. A document
 * is plain JSON with a text as its `_id`; one document changes at once or not at all, and of two together
 * nothing is promised. An instant is a number of milliseconds, so that there is no type that
 * one adapter knows and the other does not.
 *
 * What an adapter cannot take is refused as `bad-request` before anything is written: a value that is
 * not JSON (a field that is undefined is left out, but in a filter it is refused), a name with a `$`
 * first or a dot in it, an operator not named here. So is an update that does not suit the document it
 * meets, such as `$inc` of a text.
 */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json }

/**
 * Of one document as JSON in UTF-8. MongoDB's own limit is 16 MiB; none of ours comes near. What updates
 * add up to is held to it by the embedded adapter alone: MongoDB would have to be asked first.
 */
export const DOCUMENT_MAX_BYTES = 1_048_576

/**
 * An index over fields that hold one value each: a text, a number, a boolean or null. A list or an
 * object there is refused on writing; a field of a unique index must be there, and not be null. Fields are
 * of letters, digits, _ and dots. Whoever writes to a collection names the same indexes as all others do.
 */
export type Index = { readonly fields: readonly string[]; readonly unique?: boolean }

/** Of 1 to 512 bytes. */
export type Stored = { readonly _id: string }

/** MongoDB's own filters, of these operators: $eq $ne $gt $gte $lt $lte $in $nin $exists $and $or $nor $not $elemMatch $all $size. */
export type Filter = { readonly [field: string]: unknown }

/** MongoDB's own, none of the `_id`: $set $setOnInsert $unset $inc $push (with $each, $slice) $pull $addToSet $min $max. */
export type Update = { readonly [operator: `$${string}`]: { readonly [field: string]: unknown } }

/** By fields that hold one value; those without come first. What is equal is in the order of `_id`. */
export type Sort = { readonly [field: string]: 1 | -1 }

export type FindOptions = {
  readonly sort?: Sort
  readonly limit?: number
  readonly skip?: number
}

export type PageOptions = {
  /** One field, of single values; what is equal is in the order of `_id`, both ways. */
  readonly sort: { readonly field: string; readonly order: 1 | -1 }
  /** 1 to 1,000. */
  readonly limit: number
  /** As the page before named it: of the same filter and sort. */
  readonly after?: string
}

export type Page<T> = { readonly documents: readonly T[]; readonly next: string | undefined }

export type Inserted = { readonly kind: 'inserted' } | Taken
/** The fields of the unique index that has such values already: `['_id']` for the id itself. */
export type Taken = { readonly kind: 'taken'; readonly fields: readonly string[] }

export type Updated =
  | {
      readonly kind: 'updated'
      readonly matched: number
      readonly modified: number
      readonly upserted: boolean
    }
  | Taken

export type FindAndUpdateOptions = {
  readonly sort?: Sort
  readonly upsert?: boolean
  /** The document as it was, or as it is now. */
  readonly returns: 'before' | 'after'
}

export type FoundAndUpdated<T> =
  | { readonly kind: 'document'; readonly document: T }
  | { readonly kind: 'none' }
  | Taken

export type Write<T extends Stored> =
  | { readonly insert: T }
  | { readonly update: Filter; readonly with: Update; readonly upsert?: boolean }
  | { readonly replace: T; readonly upsert?: boolean }
  | { readonly remove: Filter }

/**
 * Each write by itself, in any order; one that met a taken key does not keep the others back. A call that
 * fails otherwise may have done some of them.
 */
export type BulkWritten = {
  readonly inserted: number
  readonly modified: number
  readonly upserted: number
  readonly removed: number
  /** By the write's place in what was asked. */
  readonly taken: readonly (Taken & { readonly at: number })[]
}

export interface Collection<T extends Stored> {
  insert(document: T): Promise<Inserted>
  find(filter: Filter, options?: FindOptions): Promise<T[]>
  findOne(filter: Filter, options?: Pick<FindOptions, 'sort'>): Promise<T | undefined>
  page(filter: Filter, options: PageOptions): Promise<Page<T>>
  count(filter: Filter): Promise<number>
  /** The first that fits. An upsert's filter names the `_id` that is inserted where nothing fits. */
  update(filter: Filter, update: Update, options?: { readonly upsert?: boolean }): Promise<Updated>
  /** One after another: a taken key, or a failure, may leave some changed and others not. */
  updateAll(filter: Filter, update: Update): Promise<Updated>
  /** Found and changed in one step: of many callers at once, each sees what the one before it left. */
  findAndUpdate(
    filter: Filter,
    update: Update,
    options: FindAndUpdateOptions,
  ): Promise<FoundAndUpdated<T>>
  /** How many there were: the first that fits, or all. */
  remove(filter: Filter): Promise<number>
  removeAll(filter: Filter): Promise<number>
  bulk(writes: readonly Write<T>[]): Promise<BulkWritten>
  /** MongoDB's own stages, of these: $match $group ($sum $avg $min $max $first $addToSet $push) $sort $limit $skip $project $unwind $count. An expression is a path, `$$ROOT`, a constant, or an object of such; $project and $unwind name fields without dots. */
  aggregate(pipeline: readonly { readonly [stage: `$${string}`]: unknown }[]): Promise<unknown[]>
}

export interface Documents {
  /**
   * Made with its indexes where it is not there yet: of small letters, digits, - and _. Safe to repeat, and
   * from many processes at once. An index that documents there do not suit is a `bad-request`.
   */
  collection<T extends Stored>(name: string, indexes: readonly Index[]): Promise<Collection<T>>
  /** Fails where the store would not answer now. */
  ping(): Promise<void>
  close(): Promise<void>
}
