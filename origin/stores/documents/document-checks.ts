import { DOCUMENT_MAX_BYTES, type Index, type Json } from './documents.ts'
import { checkIndexed } from './indexed-fields.ts'
import { isOperators } from './filter-checks.ts'
import { badRequest, isFields, isList, owned, plainFields, sizeBytesOf } from './plain.ts'
import type { Fields, StoredFields } from './plain.ts'
import { StoreFailure } from '../failure.ts'
import { apart, type CheckedUpdate } from './update-checks.ts'
import { updated, withValue } from './updating.ts'

const ID_MAX_BYTES = 512

/** A copy of a document that any adapter can store. */
export function checkedDocument(document: unknown, indexes: readonly Index[]): StoredFields {
  return storable(plainFields(document, 'the document'), indexes)
}

/** Of what is JSON already: a document as an update leaves it. */
export function storable(document: Fields, indexes: readonly Index[]): StoredFields {
  const _id = owned(document, '_id')
  if (typeof _id !== 'string' || _id === '' || Buffer.byteLength(_id) > ID_MAX_BYTES) {
    throw badRequest(`A document needs an _id: a text of 1 to ${ID_MAX_BYTES} bytes.`)
  }
  checkIndexed(document, indexes)
  const bytes = sizeBytesOf(document)
  if (bytes > DOCUMENT_MAX_BYTES) {
    throw new StoreFailure(
      'too-large',
      `A document has ${DOCUMENT_MAX_BYTES} bytes at most, and this one ${bytes}: keep big things in an object store.`,
    )
  }
  return { ...document, _id }
}

/**
 * What an upsert inserts where nothing fits: the values its filter asks for, changed by the update. The
 * `_id` must be among them, for MongoDB would else make one up that is not a text.
 */
export function documentOfUpsert(
  filter: Fields,
  update: CheckedUpdate,
  indexes: readonly Index[],
): StoredFields {
  const values = equalities(filter)
  apart(values.map(([path]) => path))
  const asked = values.reduce<Fields>(
    (document, [path, value]) => withValue(document, path, value),
    {},
  )
  if (typeof owned(asked, '_id') !== 'string') {
    throw badRequest("An upsert needs the document's _id in its filter.")
  }
  return storable(updated(asked, update, { inserting: true }), indexes)
}

function equalities(filter: Fields): [string, Json][] {
  return Object.entries(filter).flatMap(([name, asked]): [string, Json][] => {
    if (name === '$and' && isList(asked)) return asked.filter(isFields).flatMap(equalities)
    if (name.startsWith('$')) return single(name, asked)
    if (!isFields(asked) || !isOperators(asked)) return [[name, asked]]
    return Object.entries(asked).flatMap(([operator, operand]): [string, Json][] =>
      operator === '$eq' ? [[name, operand]] : single(operator, operand),
    )
  })
}

/** MongoDB takes a choice of one for an equality, and not each version alike. */
function single(operator: string, choices: Json): [] {
  if (['$or', '$in', '$all'].includes(operator) && isList(choices) && choices.length === 1) {
    throw badRequest(`${operator} of one in an upsert's filter: write it as an equality.`)
  }
  return []
}
