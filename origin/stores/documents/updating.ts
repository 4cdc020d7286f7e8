import type { Json } from './documents.ts'
import { isOperators } from './filter-checks.ts'
import { fitting, valueFitting } from './matching.ts'
import { compareTexts, compareValues, sameValue } from './order.ts'
import { badRequest, isFields, isList, owned, type Fields } from './plain.ts'
import type { CheckedUpdate } from './update-checks.ts'

// What a document becomes by a checked update, as MongoDB does it: whatever is missing on the way is
// made, in the order of the paths; a field of the wrong kind is refused.

type Value = Json | undefined
type Change = (old: Value) => Value

/** Lists grow by numbered fields only so far: MongoDB fills what lies between. */
const LIST_MAX = 10_000

/** The same document still, where nothing changes. */
export function updated(
  document: Fields,
  update: CheckedUpdate,
  how: { inserting: boolean },
): Fields {
  const changes = Object.entries(update)
    .filter(([operator]) => operator !== '$setOnInsert' || how.inserting)
    .flatMap(([operator, operands]) =>
      Object.entries(operands).map(([path, operand]) => ({ operator, path, operand })),
    )
  return changes
    .toSorted((a, b) => compareTexts(a.path, b.path))
    .reduce((changing, { operator, path, operand }) => {
      const lenient = operator === '$unset' || operator === '$pull'
      const change = changeOf(operator, operand, path)
      return ofFields(changedAt(changing, path.split('.'), change, lenient))
    }, document)
}

/** A copy with one more value at a path. */
export function withValue(document: Fields, path: string, value: Json): Fields {
  return ofFields(changedAt(document, path.split('.'), () => value, false))
}

function changedAt(value: Value, path: readonly string[], change: Change, lenient: boolean): Value {
  const [name, ...rest] = path
  if (name === undefined) return change(value)
  if (isList(value)) return listChangedAt(value, name, rest, change, lenient)
  if (value !== undefined && !isFields(value)) {
    if (lenient) return value
    throw badRequest(`The update leads through a field that has no ${name}: it is a single value.`)
  }
  const old = value && owned(value, name)
  const next = changedAt(old, rest, change, lenient)
  if (next === old) return value
  const { [name]: _, ...others } = value ?? {}
  return next === undefined ? others : { ...value, [name]: next }
}

function listChangedAt(
  list: readonly Json[],
  name: string,
  rest: readonly string[],
  change: Change,
  lenient: boolean,
): Value {
  const at = /^\d+$/.test(name) ? Number(name) : undefined
  if (at === undefined || at >= LIST_MAX) {
    if (lenient) return list
    throw badRequest(`The update leads through a list to ${name}: name an element by its number.`)
  }
  const next = changedAt(list[at], rest, change, lenient)
  if (next === list[at]) return list
  const filled = Array.from({ length: Math.max(list.length, at + 1) }, (_, i) => list[i] ?? null)
  return filled.with(at, next ?? null)
}

function changeOf(operator: string, value: Json, path: string): Change {
  switch (operator) {
    case '$unset':
      return () => undefined
    case '$inc':
      return (old) => added(old, value, path)
    case '$min':
      return (old) => (old === undefined || compareValues(value, old) < 0 ? value : old)
    case '$max':
      return (old) => (old === undefined || compareValues(value, old) > 0 ? value : old)
    case '$push':
      return (old) => pushed(listAt(old, path), value)
    case '$addToSet':
      return (old) => {
        const list = listAt(old, path)
        const fresh = eachOf(value).filter((item) => !list.some((one) => sameValue(one, item)))
        const once = fresh.filter((item, at) => !fresh.slice(0, at).some((o) => sameValue(o, item)))
        return old === undefined || once.length > 0 ? [...list, ...once] : old
      }
    case '$pull': {
      const goes = pulling(value)
      return (old) => {
        if (old === undefined) return undefined
        const left = listAt(old, path).filter((item) => !goes(item))
        return left.length === listAt(old, path).length ? old : left
      }
    }
    default:
      return (old) => (old !== undefined && sameValue(old, value) ? old : value)
  }
}

function added(old: Value, more: Json, path: string): Json {
  if (typeof more === 'number' && (old === undefined || typeof old === 'number')) {
    const sum = (old ?? 0) + more
    if (Number.isFinite(sum)) return sum
  }
  throw badRequest(`$inc of ${path} needs a number there, and one as the sum.`)
}

function pushed(list: readonly Json[], operand: Json): Json {
  const longer = [...list, ...eachOf(operand)]
  const slice = isFields(operand) ? owned(operand, '$slice') : undefined
  if (typeof slice !== 'number') return longer
  return slice < 0 ? longer.slice(slice) : longer.slice(0, slice)
}

function eachOf(operand: Json): readonly Json[] {
  const each = isFields(operand) ? owned(operand, '$each') : undefined
  return isList(each) ? each : [operand]
}

/** An object is a filter of elements that are objects; any other value is what an element equals. */
function pulling(operand: Json): (item: Json) => boolean {
  if (!isFields(operand)) return (item) => sameValue(item, operand)
  if (isOperators(operand)) return valueFitting(operand)
  const fits = fitting(operand)
  return (item) => isFields(item) && fits(item)
}

function listAt(old: Value, path: string): readonly Json[] {
  if (old === undefined) return []
  if (isList(old)) return old
  throw badRequest(`The update changes ${path} as a list, and it is none.`)
}

/** A change at a path of one name or more leaves an object an object. */
const ofFields = (value: Value) => (isFields(value) ? value : {})
