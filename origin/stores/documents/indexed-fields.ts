import type { Index, Json } from './documents.ts'
import { badRequest, isFields, isList, owned, type Fields } from './plain.ts'
import type { CheckedUpdate } from './update-checks.ts'

// One value to a field of an index, and one at all in a unique one: MongoDB would index every element
// of a list, and let one document in without the field. Neither is a key that can be relied on.

const INDEXES_MAX = 16
const FIELDS_MAX = 4
const simplePath = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/
const NAME_MAX = 120

/** A field to index or sort by: plain words and dots, safe in any query language. */
export function checkedField(field: string, place: string): string {
  if (simplePath.test(field) && field.length <= NAME_MAX && !field.includes('__proto__'))
    return field
  throw badRequest(`${place} takes fields of letters, digits, _ and dots: rename it.`)
}

export function checkIndexes(indexes: readonly Index[]): void {
  if (indexes.length > INDEXES_MAX)
    throw badRequest(`A collection has ${INDEXES_MAX} indexes at most.`)
  const seen = new Set<string>()
  for (const { fields } of indexes) {
    for (const field of fields) checkedField(field, 'An index')
    const said = fields.join(', ')
    if (fields.length < 1 || fields.length > FIELDS_MAX || new Set(fields).size < fields.length) {
      throw badRequest(`An index is over 1 to ${FIELDS_MAX} different fields, not over (${said}).`)
    }
    if (fields.includes('_id') || seen.has(said)) {
      throw badRequest(`The index over (${said}) is there already: leave it out.`)
    }
    seen.add(said)
  }
}

export function checkIndexed(document: Fields, indexes: readonly Index[]): void {
  for (const { field, unique } of indexedFields(indexes)) {
    const value = single(document, field.split('.'), field)
    if (unique && (value === undefined || value === null)) throw needed(field)
  }
}

/** What an update would do to indexed fields, as far as that shows without the document. */
export function checkIndexedChanges(update: CheckedUpdate, indexes: readonly Index[]): void {
  for (const { field, unique } of indexedFields(indexes)) {
    for (const [operator, changes] of Object.entries(update)) {
      for (const [path, operand] of Object.entries(changes)) {
        const inIt = path.startsWith(`${field}.`)
        const aboveIt = field.startsWith(`${path}.`)
        if (path !== field && !inIt && !aboveIt) continue
        if (operator === '$unset') {
          if (unique && !inIt) throw needed(field)
          continue
        }
        if (operator === '$inc' && !inIt) continue
        if (inIt || ['$push', '$addToSet', '$pull'].includes(operator)) throw notSingle(field)
        const rest = aboveIt ? field.slice(path.length + 1).split('.') : []
        const value = single(operand, rest, field)
        if (unique && (value === undefined || value === null)) throw needed(field)
      }
    }
  }
}

function indexedFields(indexes: readonly Index[]) {
  return indexes.flatMap(({ fields, unique }) =>
    fields.map((field) => ({ field, unique: unique === true })),
  )
}

function single(holder: Json, path: readonly string[], field: string): Json | undefined {
  const [name, ...rest] = path
  if (isList(holder) || (name === undefined && isFields(holder))) throw notSingle(field)
  if (name === undefined) return holder
  const next = isFields(holder) ? owned(holder, name) : undefined
  return next === undefined ? undefined : single(next, rest, field)
}

const notSingle = (field: string) =>
  badRequest(`${field} is indexed: it holds one value, not a list or an object.`)

const needed = (field: string) =>
  badRequest(`${field} is in a unique index: it must be there, and not be null.`)
