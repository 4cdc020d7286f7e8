/** A zod schema as the JSON Schema of OpenAPI 3.1, with nothing that refers elsewhere. */
import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

/** `input` is what is sent, before defaults; `output` what is answered. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return inlined(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }))
}

/** Only "any JSON" refers to itself, and a schema that allows all says as much. */
function inlined(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inlined)
  if (!isObject(schema)) return schema
  if ('$ref' in schema) return { description: 'Any JSON.' }
  const fields = Object.entries(schema).filter(([name]) => name !== '$defs' && name !== '$schema')
  return Object.fromEntries(fields.map(([name, value]) => [name, inlined(value)]))
}

export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
