/** Somebody who may operate sales: by a token of ours, or by an address that Cloudflare Access vouches for. */
import { z } from 'zod'
import { because } from '../reason.ts'
import { roleSchema } from './role.ts'

const instantMs = z.int().nonnegative()

export const OPERATORS_MAX = 500

const NAME_MAX_CHARS = 80
const EMAIL_MAX_CHARS = 200

const name = z
  .string()
  .trim()
  .min(1, because('missing'))
  .max(NAME_MAX_CHARS, because('too-many-characters', { max: NAME_MAX_CHARS }))
  .regex(/^\P{Cc}*$/u, because('several-lines'))

/** An address as people write it, small: it is compared with what Access says. */
const email = z
  .email(because('not-an-email'))
  .max(EMAIL_MAX_CHARS, because('too-many-characters', { max: EMAIL_MAX_CHARS }))
  .toLowerCase()

export const newOperator = z.strictObject({ name, role: roleSchema, email: email.exactOptional() })
export type NewOperator = z.infer<typeof newOperator>

export const operatorId = z.string().regex(/^[a-z0-9]{8,32}$/)

export const operatorRecord = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  email: z.string().exactOptional(),
  createdAtMs: instantMs,
  revokedAtMs: instantMs.exactOptional(),
})
export type OperatorRecord = z.infer<typeof operatorRecord>

/** Whoever acts, as the audit log names them. */
export const actor = z.object({ id: z.string(), name: z.string(), role: roleSchema })
export type Actor = z.infer<typeof actor>
