/** One sale as its operators see it live. Every figure is as of an instant that it carries (R6). */
import { z } from 'zod'
import { phaseSchema } from '../protocol/fan-status.ts'
import { newsItem } from '../protocol/news.ts'
import { scoreSchema } from '../queue/estimate/score.ts'
import { alarmKind } from './alarms.ts'
import { lastWait } from './outlook.ts'

const whole = z.int().nonnegative()

const laneFigures = z.object({
  id: z.string(),
  sharePercent: whole,
  /** Fans who took a number. */
  joined: whole,
  /** Present in the line, all and near the front; who is far is an estimate. */
  waiting: whole,
  waitingNear: whole,
  offered: whole,
  inside: whole,
  /** Out of the line: let in, or left for good. */
  gone: whole,
  turns: whole,
  lapses: whole,
  /** Numbers of leases that nobody spoke for. */
  unaccounted: whole,
  /** What who joins now is told of the wait; absent while nothing is known. */
  wait: z.object({ lowMs: whole, highMs: whole }).exactOptional(),
})
export type LaneFigures = z.infer<typeof laneFigures>

export const figures = z.object({
  room: z.string(),
  version: whole,
  /** When it was said. */
  saidAtMs: whole,
  phase: phaseSchema,
  schedule: z.object({
    lobbyAtMs: whole.optional(),
    openAtMs: whole,
    closeAtMs: whole.optional(),
  }),
  cap: whole,
  ratePerSecond: z.number(),
  /** Whether the rate is as an operator set it, or follows the shop; and why it is what it is. */
  rate: z.object({ by: z.enum(['hand', 'shop']), reason: z.string().exactOptional() }),
  /** Slots that may be in use: R1 holds them to the cap. */
  occupied: whole,
  /** Left of what an operator let in beyond the rate. */
  extra: whole,
  lanes: z.array(laneFigures),
  /** How long until the last of those who wait is called; absent while nobody is. */
  lastWait: lastWait.exactOptional(),
  /** How often ranges of the wait held, and how wide they were. */
  score: scoreSchema,
  news: z.array(newsItem),
  health: z.object({
    segments: whole,
    /** Segments that do not answer: passed over until they do. */
    silentSegments: whole,
    /** The oldest count in it. 0 while a new life of the room has not heard all of them. */
    countsAsOfMs: whole,
    revocationsAsOfMs: whole,
    /** Why nothing is granted any more. */
    halt: z.string().exactOptional(),
  }),
  alarms: z.array(alarmKind),
})
export type Figures = z.infer<typeof figures>
