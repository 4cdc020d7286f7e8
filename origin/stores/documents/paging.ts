import { createHash } from 'node:crypto'
import type { Json, Page, PageOptions, Sort } from './documents.ts'
import { valueAt } from './value-at.ts'
import { kindRank } from './order.ts'
import { badRequest, isFields, isList, type Fields, type StoredFields } from './plain.ts'
import { StoreFailure } from '../failure.ts'

// Pages by key, not by number: a page begins after the last document of the one before it, by its value
// and `_id`, so that what is inserted or removed meanwhile neither doubles nor hides another. What comes
// after a place is asked as a few plain ranges in turn: each is one stretch of an index, where a single
// filter with $or over kinds of values would be none.

type Finds = {
  find(filter: Fields, options: { sort: Sort; limit: number }): Promise<readonly StoredFields[]>
}

type Place = { readonly value: Json; readonly id: string }

/** A cursor travels in addresses. */
const VALUE_MAX_BYTES = 1_024

/** All of a kind, in MongoDB's order of kinds. */
const kinds: readonly { readonly rank: number; readonly all: Json }[] = [
  { rank: kindRank(null), all: null },
  { rank: kindRank(0), all: { $gte: -Number.MAX_VALUE } },
  { rank: kindRank(''), all: { $gte: '' } },
  { rank: kindRank(false), all: { $gte: false } },
]

export async function pageOf(
  finds: Finds,
  collection: string,
  filter: Fields,
  { sort: { field, order }, limit, after }: PageOptions,
): Promise<Page<StoredFields>> {
  const query = digestOf(collection, filter, field, order)
  const ranges = after === undefined ? [{}] : rangesAfter(placeIn(after, query), field, order)
  const found: StoredFields[] = []
  for (const range of ranges) {
    const wanted = limit + 1 - found.length
    if (wanted === 0) break
    const options = { sort: { [field]: order }, limit: wanted }
    found.push(...(await finds.find({ $and: [filter, range] }, options)))
  }
  const documents = found.slice(0, limit)
  const last = documents.at(-1)
  const next =
    last && found.length > limit
      ? cursorOf(query, last, valueAt(last, field.split('.')))
      : undefined
  return { documents, next }
}

function rangesAfter({ value, id }: Place, field: string, order: 1 | -1): Fields[] {
  const beyond = order === 1 ? '$gt' : '$lt'
  if (field === '_id') return [{ _id: { [beyond]: id } }]
  const rank = kindRank(value)
  const further = kinds
    .filter((kind) => (kind.rank - rank) * order > 0)
    .map(({ all }) => ({ [field]: all }))
  return [
    { [field]: value, _id: { $gt: id } },
    ...(value === null ? [] : [{ [field]: { [beyond]: value } }]),
    ...(order === 1 ? further : further.toReversed()),
  ]
}

function cursorOf(query: string, { _id }: StoredFields, value: Json = null): string {
  if (isList(value) || isFields(value)) {
    throw badRequest('Pages are by a field of single values, and here it holds more.')
  }
  if (typeof value === 'string' && Buffer.byteLength(value) > VALUE_MAX_BYTES) {
    throw badRequest(
      `Pages are by texts of ${VALUE_MAX_BYTES} bytes at most: sort by another field.`,
    )
  }
  return Buffer.from(JSON.stringify([query, value, _id])).toString('base64url')
}

function placeIn(cursor: string, query: string): Place {
  const parts = parsed(Buffer.from(cursor, 'base64url').toString())
  if (Array.isArray(parts) && parts.length === 3 && parts[0] === query) {
    const [, value, id]: unknown[] = parts
    if (isSingle(value) && typeof id === 'string') return { value, id }
  }
  throw new StoreFailure('stale-cursor', 'The cursor is of another query: begin at the first page.')
}

function isSingle(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function digestOf(...query: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('base64url').slice(0, 12)
}
