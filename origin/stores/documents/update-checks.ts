import { DOCUMENT_MAX_BYTES, type Json } from './documents.ts'
import { checkedCondition, checkedFilter, isOperators } from './filter-checks.ts'
import { badRequest, isPlainObject, pathOf, plain, sizeBytesOf, type Fields } from './plain.ts'
import { StoreFailure } from '../failure.ts'

/** By operator, what it does to which path. */
export type CheckedUpdate = { readonly [operator: `$${string}`]: Fields }

/** A copy of the update in which all is known; what is to become undefined is left out. */
export function checkedUpdate(update: unknown): CheckedUpdate {
  if (!isPlainObject(update) || Object.keys(update).length === 0) {
    throw badRequest('An update needs an operator, as in { $set: { name: 1 } }.')
  }
  const checked = Object.fromEntries(
    Object.entries(update).map(([operator, changes]) => [operator, operands(operator, changes)]),
  )
  apart(Object.values(checked).flatMap((changes) => Object.keys(changes)))
  if (sizeBytesOf(checked) > DOCUMENT_MAX_BYTES) {
    throw new StoreFailure('too-large', `An update holds ${DOCUMENT_MAX_BYTES} bytes at most.`)
  }
  return checked
}

function operands(operator: string, changes: unknown): Fields {
  if (!isPlainObject(changes)) throw badRequest(`${operator} needs an object of its fields.`)
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([, operand]) => operand !== undefined)
      .map(([path, operand]) => {
        const [first] = pathOf(path, operator)
        if (first === '_id') throw badRequest('An update cannot change an _id: insert anew.')
        return [path, checkedOperand(operator, operand, `${operator} of ${path}`)]
      }),
  )
}

function checkedOperand(operator: string, operand: unknown, place: string): Json {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
    case '$min':
    case '$max':
      return plain(operand, place)
    case '$inc':
      if (typeof operand === 'number') return plain(operand, place)
      throw badRequest(`${place} needs a number.`)
    case '$unset':
      return ''
    case '$push':
      return listed(operand, ['$each', '$slice'], place)
    case '$addToSet':
      return listed(operand, ['$each'], place)
    case '$pull':
      return isPlainObject(operand) && !isOperators(operand)
        ? checkedFilter(operand, place)
        : checkedCondition(operand, place)
    default:
      throw badRequest(
        `${operator} is not known here: use $set $setOnInsert $unset $inc $push $pull $addToSet $min $max.`,
      )
  }
}

/** One value, or `{ $each: [many] }`. */
function listed(operand: unknown, known: readonly string[], place: string): Json {
  if (!isOperators(operand)) return plain(operand, place)
  const { $each, $slice } = operand
  const strange = Object.keys(operand).find((name) => !known.includes(name))
  if (strange !== undefined || !Array.isArray($each)) {
    throw badRequest(`${place} needs a value, or a list as $each with nothing but ${known.at(-1)}.`)
  }
  if ($slice !== undefined && !(typeof $slice === 'number' && Number.isInteger($slice))) {
    throw badRequest(`${place} needs a whole number as $slice.`)
  }
  return {
    $each: $each.map((item: unknown) => plain(item, place)),
    ...($slice !== undefined && { $slice }),
  }
}

/** Two changes of one field, or of a field and of what is in it, have no order. */
export function apart(paths: readonly string[]): void {
  const taken = new Set<string>()
  for (const path of paths.toSorted((a, b) => a.length - b.length)) {
    const names = path.split('.')
    for (let length = 1; length <= names.length; length += 1) {
      if (taken.has(names.slice(0, length).join('.'))) {
        throw badRequest(`${path} is given twice over: name each field once.`)
      }
    }
    taken.add(path)
  }
}
