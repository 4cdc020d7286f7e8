/**
 * State as text, to be stored and read back: a version, a checksum and a body. What was stored by
 * another version of the code or damaged on the way is refused with a code, never half read.
 */
import type { z } from 'zod'

export type SnapshotRefusal = {
  readonly kind: 'refused'
  readonly code: 'snapshot-damaged' | 'snapshot-of-another-version'
}

const ENVELOPE = /^(\d+):(\d+):([\s\S]*)$/

export function seal(version: number, body: unknown): string {
  const text = JSON.stringify(body)
  return `${version}:${checksum(text)}:${text}`
}

export function unseal<Schema extends z.ZodType>(
  text: string,
  version: number,
  schema: Schema,
): { readonly kind: 'body'; readonly body: z.infer<Schema> } | SnapshotRefusal {
  const [, theirs, sum, body = ''] = ENVELOPE.exec(text) ?? []
  if (theirs === undefined) return damaged
  if (Number(theirs) !== version) return { kind: 'refused', code: 'snapshot-of-another-version' }
  if (checksum(body) !== Number(sum)) return damaged
  const parsed = schema.safeParse(parse(body))
  return parsed.success ? { kind: 'body', body: parsed.data } : damaged
}

export const damaged: SnapshotRefusal = { kind: 'refused', code: 'snapshot-damaged' }

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A row's own sum, kept in its last field: rows are written one by one. */
export function rowSum(fields: readonly (string | number)[]): number {
  return checksum(fields.join())
}

/** FNV-1a, 32 bits: finds damage, and is no defence against intent. */
function checksum(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
