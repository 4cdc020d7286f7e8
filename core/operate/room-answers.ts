/** Rooms as operators are told of them. */
import { z } from 'zod'
import { phaseSchema } from '../protocol/fan-status.ts'
import { roomEntry } from '../queue/room/entry.ts'
import { alarmKind } from './alarms.ts'
import { auditEntry } from './audit.ts'
import { change } from './change.ts'
import { outlook } from './outlook.ts'

const whole = z.int().nonnegative()

/** One line of the list of rooms: what was true at `asOfMs`. */
export const roomSummary = z.object({
  id: z.string(),
  title: z.record(z.string(), z.string()),
  version: whole,
  phase: phaseSchema,
  openAtMs: whole,
  cap: whole,
  ratePerSecond: z.number(),
  waiting: whole,
  occupied: whole,
  alarms: z.array(alarmKind),
  asOfMs: whole,
})
export type RoomSummary = z.infer<typeof roomSummary>

export const roomList = z.object({
  rooms: z.array(roomSummary),
  /** Ask with it for the next page. */
  next: z.string().exactOptional(),
})
export type RoomList = z.infer<typeof roomList>

export const roomView = z.object({
  entry: roomEntry,
  /** With the rate as it is now, whoever moved it there. */
  ratePerSecond: z.number(),
  phase: phaseSchema,
  version: whole,
  changedAtMs: whole,
  source: z.string().exactOptional(),
})
export type RoomView = z.infer<typeof roomView>

const effect = z.object({ before: outlook, after: outlook })

export const doneAnswer = z.object({
  /** would: a dry run, and nothing has changed. */
  kind: z.enum(['done', 'would']),
  version: whole,
  /** Empty where it was so before, or was done by the same request said twice. */
  changes: z.array(change),
  /** The same request was heard before: it was done then. */
  again: z.boolean(),
  /** How full the sale is and how long the last fan waits, before it and after. */
  effect,
})
export type DoneAnswer = z.infer<typeof doneAnswer>

export const auditPage = z.object({
  /** The newest first. */
  entries: z.array(auditEntry),
  /** Ask with it for those before. */
  before: whole.exactOptional(),
})
export type AuditPage = z.infer<typeof auditPage>

export const recordPage = z.object({
  /** The columns, once, before the first line. */
  header: z.string(),
  lines: z.array(z.string()),
  /** Ask with it for what follows; absent at the end. */
  next: z.string().exactOptional(),
})
export type RecordPage = z.infer<typeof recordPage>

/** What is answered to the second of two writers, beside the problem's own fields. */
export const conflict = z.object({
  code: z.literal('version-conflict'),
  message: z.string(),
  version: whole,
  /** What was changed since the version that they saw, the newest first. */
  since: z.array(auditEntry),
})
export type Conflict = z.infer<typeof conflict>
