/** A message's fields, one a line: what may stand in each, and whether it may be left out. */
import { referenceOf, type JsonSchema } from './schemas.ts'

export type Field = {
  /** `offer.deadlineMs`, `lanes[].id`. */
  readonly path: string
  readonly isOptional: boolean
  /** `integer 0..1000`, `optional` left out: see `typeOf`. */
  readonly type: string
}

/** None for a union of messages: each of those has its own. */
export function fieldsOf(schema: JsonSchema, before = ''): Field[] {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).flatMap(([name, property]): Field[] => {
    if (typeof property === 'boolean') return []
    const path = `${before}${name}`
    const field = { path, isOptional: !required.includes(name), type: typeOf(property) }
    const within = withinOf(property)
    return [field, ...(within === undefined ? [] : fieldsOf(within.schema, path + within.mark))]
  })
}

/** An object that has no name of its own is told field by field. */
function withinOf(schema: JsonSchema): { schema: JsonSchema; mark: string } | undefined {
  if (schema.properties !== undefined) return { schema, mark: '.' }
  const { items } = schema
  const isNamed =
    typeof items !== 'object' || Array.isArray(items) || items.properties === undefined
  return isNamed ? undefined : { schema: items, mark: '[].' }
}

/** What may stand there, in one line that is compared and read: `one of a, b`, `text 1..1024`. */
export function typeOf(schema: JsonSchema): string {
  const reference = referenceOf(schema)
  if (reference !== undefined) return reference
  if (schema.const !== undefined) return `"${String(schema.const)}"`
  if (schema.enum !== undefined) return `one of ${schema.enum.map(String).join(', ')}`
  if (schema.oneOf !== undefined) return `one of ${schema.oneOf.map(memberOf).join(', ')}`
  if (schema.type === 'array') return listed(schema)
  if (schema.type === 'object') return mapped(schema)
  if (schema.type === 'string') {
    return `text${range(schema.minLength, schema.maxLength)}${pattern(schema.pattern)}`
  }
  return `${String(schema.type)}${range(schema.minimum, schema.maximum)}`
}

function memberOf(schema: JsonSchema | boolean): string {
  return typeof schema === 'boolean' ? String(schema) : typeOf(schema)
}

function listed({ items, prefixItems, minItems, maxItems }: JsonSchema): string {
  if (prefixItems !== undefined) return `[${prefixItems.map(memberOf).join(', ')}]`
  const item = typeof items === 'object' && !Array.isArray(items) ? typeOf(items) : 'anything'
  return `list${range(minItems, maxItems)} of ${item}`
}

function mapped({ additionalProperties: values, propertyNames: names }: JsonSchema): string {
  if (typeof values !== 'object') return 'object'
  const keys = typeof names === 'object' ? typeOf(names) : 'text'
  return `by ${keys}: ${typeOf(values)}`
}

/** Whole numbers end where JSON's do; that needs no saying. */
function range(least: number | undefined, most: number | undefined): string {
  const upTo = most === undefined || most >= Number.MAX_SAFE_INTEGER ? '' : String(most)
  return least === undefined && upTo === '' ? '' : ` ${least ?? ''}..${upTo}`
}

function pattern(text: string | undefined): string {
  return text === undefined ? '' : ` /${text}/`
}
