import type { Json } from './documents.ts'
import { badRequest, isPlainObject, pathOf, plain, type Fields } from './plain.ts'

// A filter goes to the adapters only once it is known to mean the same to both. What is refused would
// else be refused late, or taken for a value to compare with: an operator with a slip in its name, or
// an undefined that would make the filter fit every document.

const comparisons = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte']
const lists = ['$in', '$nin', '$all']
const joints = ['$and', '$or', '$nor']
const operators = [...comparisons, ...lists, '$exists', '$not', '$elemMatch', '$size']

/** A copy of the filter in which all is known, and which is JSON as a whole. */
export function checkedFilter(filter: unknown, place = 'the filter', depth = 0): Fields {
  if (!isPlainObject(filter)) throw badRequest(`What is given as ${place} is not an object.`)
  if (depth > 20) throw badRequest('The filter is more than 20 levels deep: ask for less at once.')
  return Object.fromEntries(
    Object.entries(filter).map(([name, asked]) => {
      if (joints.includes(name)) return [name, parts(name, asked, depth)]
      pathOf(name, place)
      return [name, checkedCondition(asked, `${place}'s ${name}`, depth)]
    }),
  )
}

/** `{ $gt: 1 }` and the like, as against a value to be equal to. */
export function isOperators<Asked>(
  asked: Asked,
): asked is Asked & Readonly<Record<string, unknown>> {
  return isPlainObject(asked) && Object.keys(asked).some((name) => name.startsWith('$'))
}

export function checkedCondition(asked: unknown, place: string, depth = 0): Json {
  return isOperators(asked) ? checkedOperators(asked, place, depth) : checkedValue(asked, place)
}

function checkedOperators(
  asked: Readonly<Record<string, unknown>>,
  place: string,
  depth: number,
): Fields {
  return Object.fromEntries(
    Object.entries(asked).map(([operator, operand]) => [
      operator,
      checkedOperand(operator, operand, `${place} ${operator}`, depth),
    ]),
  )
}

function checkedOperand(operator: string, operand: unknown, place: string, depth: number): Json {
  if (comparisons.includes(operator)) return checkedValue(operand, place)
  if (lists.includes(operator)) {
    if (Array.isArray(operand)) return operand.map((item) => checkedValue(item, place))
    throw badRequest(`${place} needs a list of values.`)
  }
  switch (operator) {
    case '$exists':
      if (typeof operand === 'boolean') return operand
      throw badRequest(`${place} needs true or false.`)
    case '$size':
      if (typeof operand === 'number' && Number.isInteger(operand) && operand >= 0) return operand
      throw badRequest(`${place} needs a whole number, 0 or more.`)
    case '$not':
      if (isOperators(operand)) return checkedOperators(operand, place, depth + 1)
      throw badRequest(`${place} needs operators, as in { $not: { $gt: 1 } }.`)
    case '$elemMatch':
      return isOperators(operand) && !joints.some((name) => name in operand)
        ? checkedOperators(operand, place, depth + 1)
        : checkedFilter(operand, place, depth + 1)
    default:
      throw badRequest(`${place} is not known here: use ${operators.join(' ')}.`)
  }
}

function parts(name: string, asked: unknown, depth: number): Fields[] {
  if (!Array.isArray(asked) || asked.length === 0) {
    throw badRequest(`${name} needs a list of one filter or more.`)
  }
  return asked.map((part: unknown) => checkedFilter(part, `the filter's ${name}`, depth + 1))
}

function checkedValue(value: unknown, place: string): Json {
  if (hasUndefined(value)) throw badRequest(`${place} is undefined: leave it out, or ask for null.`)
  return plain(value, place)
}

function hasUndefined(value: unknown): boolean {
  return value === undefined || (isPlainObject(value) && Object.values(value).some(hasUndefined))
}
