import type { Json } from './documents.ts'
import { isOperators } from './filter-checks.ts'
import { compareValues, kindRank, sameValue } from './order.ts'
import { isFields, isList, owned, type Fields } from './plain.ts'

// Does a document fit a filter? As MongoDB answers it: a path leads through lists to every element, a
// missing field is as null, and greater or less is asked only between values of one kind.

export type Fits = (document: Fields) => boolean
type Value = Json | undefined
/** Asked of all values a path led to. */
type Condition = (values: readonly Value[]) => boolean

/** Of a filter that was checked. */
export function fitting(filter: Fields): Fits {
  const parts = Object.entries(filter).map(([name, asked]): Fits => {
    const joint = jointOf(name, asked)
    if (joint) return joint
    const path = name.split('.')
    const condition = conditionOf(asked)
    return (document) => condition(valuesAt(document, path))
  })
  return (document) => parts.every((fits) => fits(document))
}

/** Of an element, or any value by itself: as of a field that holds it. */
export function valueFitting(asked: Json): (value: Json) => boolean {
  const condition = conditionOf(asked)
  return (value) => condition([value])
}

function jointOf(name: string, asked: Json): Fits | undefined {
  if (!name.startsWith('$') || !isList(asked)) return undefined
  const parts = asked.filter(isFields).map(fitting)
  switch (name) {
    case '$and':
      return (document) => parts.every((fits) => fits(document))
    case '$or':
      return (document) => parts.some((fits) => fits(document))
    default:
      return (document) => !parts.some((fits) => fits(document))
  }
}

function conditionOf(asked: Json, inLists = true): Condition {
  if (!isFields(asked) || !isOperators(asked)) {
    return some((value) => sameValue(value, asked), inLists)
  }
  const all = Object.entries(asked).map(([operator, operand]) =>
    operatorOf(operator, operand, inLists),
  )
  return (values) => all.every((condition) => condition(values))
}

function operatorOf(operator: string, operand: Json, inLists: boolean): Condition {
  switch (operator) {
    case '$ne':
      return not(operatorOf('$eq', operand, inLists))
    case '$nin':
      return not(operatorOf('$in', operand, inLists))
    case '$not':
      return not(conditionOf(operand, inLists))
    case '$gt':
      return compared(operand, (difference) => difference > 0, inLists)
    case '$gte':
      return compared(operand, (difference) => difference >= 0, inLists)
    case '$lt':
      return compared(operand, (difference) => difference < 0, inLists)
    case '$lte':
      return compared(operand, (difference) => difference <= 0, inLists)
    case '$in': {
      const among = listed(operand)
      return some((value) => among.some((one) => sameValue(value, one)), inLists)
    }
    case '$all': {
      const each = listed(operand).map((one) => operatorOf('$eq', one, inLists))
      return (values) => each.length > 0 && each.every((condition) => condition(values))
    }
    case '$exists':
      return (values) => values.some((value) => value !== undefined) === operand
    case '$size':
      return (values) => values.some((value) => isList(value) && value.length === operand)
    case '$elemMatch': {
      const fits = elementFitting(operand)
      return (values) => values.some((value) => isList(value) && value.some(fits))
    }
    default:
      return some((value) => sameValue(value, operand), inLists)
  }
}

function elementFitting(operand: Json): (element: Json) => boolean {
  const asked = isFields(operand) ? operand : {}
  if (isOperators(asked) && !['$and', '$or', '$nor'].some((name) => name in asked)) {
    const condition = conditionOf(asked, false)
    return (element) => condition([element])
  }
  const fits = fitting(asked)
  return (element) => isFields(element) && fits(element)
}

function compared(
  other: Json,
  holds: (difference: number) => boolean,
  inLists: boolean,
): Condition {
  const kind = kindRank(other)
  return some((value) => kindRank(value) === kind && holds(compareValues(value, other)), inLists)
}

/** By any of the values; in lists, by any element or by the list as a whole. */
function some(holds: (value: Value) => boolean, inLists: boolean): Condition {
  return (values) =>
    values.some((value) => holds(value) || (inLists && isList(value) && value.some(holds)))
}

function not(condition: Condition): Condition {
  return (values) => !condition(values)
}

function valuesAt(value: Json, path: readonly string[]): Value[] {
  const [name, ...rest] = path
  if (name === undefined) return [value]
  if (isFields(value)) {
    const next = owned(value, name)
    return next === undefined ? [undefined] : valuesAt(next, rest)
  }
  if (!isList(value)) return [undefined]
  const numbered = /^\d+$/.test(name) ? value[Number(name)] : undefined
  return [
    ...(numbered === undefined ? [] : valuesAt(numbered, rest)),
    ...value.filter(isFields).flatMap((element) => valuesAt(element, path)),
  ]
}

function listed(operand: Json): readonly Json[] {
  return isList(operand) ? operand : []
}
