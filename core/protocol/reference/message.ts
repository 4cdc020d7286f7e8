/**
 * A message of the protocol as it is written down: its schema, which decides, and what each of its
 * fields says, once for OpenAPI, for the page at /docs and for docs/PROTOCOL.md.
 */
import type { z } from 'zod'

export type Message = {
  readonly schema: z.ZodType
  /** Up is read by the server, down by clients: what may change within a version differs. */
  readonly goes: 'up' | 'down'
  readonly what: string
  /** By path: `offer.deadlineMs`, `lanes[].id`. What is one fixed word needs no explanation. */
  readonly fields: Readonly<Record<string, string>>
  readonly example?: unknown
}

export type MessageTable = Readonly<Record<string, Message>>

export function down(
  schema: z.ZodType,
  what: string,
  fields: Message['fields'] = {},
  example?: unknown,
): Message {
  return { schema, goes: 'down', what, fields, ...(example !== undefined && { example }) }
}

export function up(
  schema: z.ZodType,
  what: string,
  fields: Message['fields'] = {},
  example?: unknown,
): Message {
  return { schema, goes: 'up', what, fields, ...(example !== undefined && { example }) }
}

/** One message of a union, by its kind: it has a name of its own in the reference. */
export function variant(
  union: { readonly options: readonly z.ZodObject[] },
  kind: string,
): z.ZodObject {
  const found = union.options.find(({ shape }) => shape['kind']?.safeParse(kind).success === true)
  if (found === undefined) throw new Error(`no message of this union has the kind ${kind}`)
  return found
}
