/** A sale as it went: for whoever looks back at it, while it runs or afterwards. */
import { z } from 'zod'
import { phaseSchema } from '../protocol/fan-status.ts'
import { scoreSchema } from '../queue/estimate/score.ts'
import { alarmKind } from './alarms.ts'
import { change } from './change.ts'
import { TOLD_MAX } from './told-changes.ts'

const whole = z.int().nonnegative()

/** One look at the room. */
export const saleSample = z.object({
  atMs: whole,
  phase: phaseSchema,
  /** Fans who took a number since the beginning, and turns offered and missed. */
  joined: whole,
  turns: whole,
  lapses: whole,
  waiting: whole,
  offered: whole,
  inside: whole,
  occupied: whole,
  cap: whole,
  ratePerSecond: z.number(),
  alarms: z.array(alarmKind),
})
export type SaleSample = z.infer<typeof saleSample>

/** What was unlike the rest: an operator's word, or an alarm and how long it lasted. */
const incident = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('act'),
    atMs: whole,
    act: z.string(),
    by: z.string(),
    /** Its entry in the log. */
    no: whole,
    // Left out by a room of an earlier build.
    /** What it made other: the first fields, values cut short. */
    changes: z.array(change).max(TOLD_MAX).default([]),
    /** Fields that it changed, too: the log has them. */
    more: whole.default(0),
  }),
  z.object({
    kind: z.literal('alarm'),
    atMs: whole,
    alarm: alarmKind,
    /** Absent while it lasts. */
    untilMs: whole.exactOptional(),
  }),
])
export type Incident = z.infer<typeof incident>

export const saleReport = z.object({
  room: z.string(),
  title: z.record(z.string(), z.string()),
  phase: phaseSchema,
  asOfMs: whole,
  fromMs: whole,
  totals: z.object({
    joined: whole,
    /** Let in: turns that were neither missed nor are still on offer. */
    admitted: whole,
    turns: whole,
    lapses: whole,
    mostWaiting: whole,
    mostOccupied: whole,
  }),
  /** Evenly apart, and no more than so many however long it lasts. */
  curve: z.array(saleSample).max(1_024),
  /**
   * How long those waited whom the line has passed: the waits in ms of the first tenth to the last, by
   * their lane. Absent where nobody was called. From the looks: as fine as those are apart.
   */
  waits: z.array(z.object({ lane: z.string(), decilesMs: z.array(whole).length(11) })),
  score: scoreSchema,
  incidents: z.array(incident),
})
export type SaleReport = z.infer<typeof saleReport>
