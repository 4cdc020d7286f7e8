import type { Json } from './documents.ts'
import { isFields, isList, owned, type Fields } from './plain.ts'

/** Through a list a path leads to the list of what its elements have. */
export function valueAt(value: Json, path: readonly string[]): Json | undefined {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (isFields(value)) {
    const next = owned(value, name)
    return next === undefined ? undefined : valueAt(next, rest)
  }
  if (!isList(value)) return undefined
  return value.map((element) => valueAt(element, path)).filter((found) => found !== undefined)
}

/** What a checked expression is for a document; undefined where there is no such field. */
export function valueOf(expression: Json, document: Fields): Json | undefined {
  if (expression === '$$ROOT') return document
  if (typeof expression === 'string' && expression.startsWith('$')) {
    return valueAt(document, expression.slice(1).split('.'))
  }
  if (!isFields(expression)) return expression
  const made: Record<string, Json> = {}
  for (const [name, part] of Object.entries(expression)) {
    const value = valueOf(part, document)
    if (value !== undefined) made[name] = value
  }
  return made
}
