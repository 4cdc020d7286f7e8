/** The audit log: who did what, and what it changed. Entries are added and never edited. */
import { z } from 'zod'
import { actor } from './operator.ts'
import { change } from './change.ts'

const whole = z.int().nonnegative()

/** Of one log. The oldest fall out beyond it, and the first number that is left says how many. */
export const AUDIT_MAX = 100_000

export const auditEntry = z.object({
  /** Counted from 1, without a gap. */
  no: whole,
  atMs: whole,
  by: actor,
  /** What was done, as its route or command is called. */
  act: z.string(),
  /** Of the request that brought it: the same in the logs. */
  requestId: z.string(),
  /** The version that this made, where it made one. */
  version: whole.exactOptional(),
  changes: z.array(change),
})
export type AuditEntry = z.infer<typeof auditEntry>
