/** The messages as JSON Schema, made of the same zod schemas that read them. */
import { z } from 'zod'
import { messages } from './messages.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

const REF = '#/components/schemas/'

/** By name; a message within another is a reference to it. */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>()
  for (const [id, { schema }] of Object.entries(messages)) registry.add(schema, { id })
  // What is sent, not what is made of it: unknown fields are let pass in both directions.
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${REF}${id}`, io: 'input' })
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]))
}

/** Which dialect it is, and where it stands, the document says that it is in. */
function bare(schema: JsonSchema): JsonSchema {
  const { $schema: _dialect, $id: _address, ...rest } = schema
  return rest
}

/** The name of the message a schema refers to. */
export function referenceOf({ $ref }: JsonSchema): string | undefined {
  return $ref?.startsWith(REF) === true ? $ref.slice(REF.length) : undefined
}

/** A schema with what its message and its fields say. */
export function fieldDescriptions(schema: JsonSchema, id: string): JsonSchema {
  const message = Object.entries(messages).find(([known]) => known === id)?.[1]
  if (message === undefined) return schema
  return { description: message.what, ...described(schema, '', message.fields) }
}

function described(
  schema: JsonSchema,
  before: string,
  said: Readonly<Record<string, string>>,
): JsonSchema {
  const { properties, items } = schema
  if (typeof items === 'object' && !Array.isArray(items)) {
    return { ...schema, items: described(items, before.replace(/\.$/, '[].'), said) }
  }
  if (properties === undefined) return schema
  const fields = Object.entries(properties).map(([name, property]) => {
    if (typeof property === 'boolean') return [name, property]
    const path = `${before}${name}`
    const description = said[path]
    const inner = described(property, `${path}.`, said)
    return [name, description === undefined ? inner : { ...inner, description }]
  })
  return { ...schema, properties: Object.fromEntries(fields) }
}
