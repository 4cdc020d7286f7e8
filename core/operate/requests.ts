/** What operators ask for. */
import { z } from 'zod'
import { EXTRA_MAX } from '../queue/limits.ts'
import { because } from '../reason.ts'
import { sessionIdSchema } from '../token/claims.ts'

/** A room, whole. What is in it is checked where the room is, by core/queue/room/entry.ts. */
export const createRequest = z.looseObject({
  id: z.string(because('no-id')),
  /** For whoever keeps rooms in a file: which text of it this is. */
  source: z.string().min(1).max(100).exactOptional(),
})

export const changeRequest = z.strictObject({
  /** The version that was seen: another one by now is answered with what changed. */
  version: z.int().positive(),
  /** RFC 7396: only what is to be other; null takes away what may be left out. */
  change: z.record(z.string(), z.json()),
  /** For whoever keeps rooms in a file: which text of it this is. */
  source: z.string().min(1).max(100).exactOptional(),
})
export type ChangeRequest = z.infer<typeof changeRequest>

/** By which a request that is said again is known. It is kept in the log. */
export const requestKey = z.string().regex(/^[\w-]{1,64}$/, 'letters, digits, - and _, 64 at most')

const MESSAGE_MAX_CHARS = 500

/** In one language at least, each by its two letters. */
export const messageRequest = z.strictObject({
  text: z
    .record(
      z.string().regex(/^[a-z]{2}$/),
      z
        .string()
        .trim()
        .min(1, because('no-message'))
        .max(MESSAGE_MAX_CHARS, because('too-many-characters', { max: MESSAGE_MAX_CHARS })),
      { error: ({ code }) => (code === 'invalid_key' ? because('not-a-language') : undefined) },
    )
    .refine((text) => Object.keys(text).length > 0, { error: because('no-message') }),
})

const COUNT_WORDS = because('whole-between', { min: 1, max: EXTRA_MAX })

export const admitRequest = z.strictObject({
  count: z.int(COUNT_WORDS).min(1, COUNT_WORDS).max(EXTRA_MAX, COUNT_WORDS),
})

export const sessionNamed = z.strictObject({ sessionId: sessionIdSchema })

export const actQuery = z.object({
  dryRun: z.enum(['true', 'false'], 'true or false').exactOptional(),
})

export const listQuery = z.object({
  after: z.string().max(48).exactOptional(),
  limit: z.coerce.number().int().min(1).max(500).exactOptional(),
  /** Letters of an id or a title. */
  search: z.string().max(100).exactOptional(),
})
export type ListQuery = z.infer<typeof listQuery>

/** Where to go on: the room’s own lines first, then each segment’s. */
export const recordQuery = z.object({
  from: z
    .string()
    .regex(/^(?:room|[a-z][a-z0-9-]{0,31}\/\d{1,6})\.\d{1,12}$/, 'a cursor as it was answered')
    .exactOptional(),
})

export const auditQuery = z.object({
  before: z.coerce.number().int().min(1).exactOptional(),
  limit: z.coerce.number().int().min(1).max(500).exactOptional(),
})
export type AuditQuery = z.infer<typeof auditQuery>
