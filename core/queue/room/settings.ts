/** What a room is told by its operator. Checked here, so that no transition meets nonsense. */
import { z } from 'zod'
import { because } from '../../reason.ts'
import { CAP_MAX, LANES_MAX, OFFER_MS, SEGMENT_SPAN, SESSION_MS, TOKEN_MS } from '../limits.ts'
import { NEAR_AT_LEAST, NEAR_SECONDS } from '../limits.ts'
import { RATE_MAX_PER_SECOND, RATE_MIN_PER_SECOND } from '../limits.ts'
import { instantSchema } from './instant.ts'

const laneSettings = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, because('not-an-id', { max: 32 })),
  /** Hundredths of the admissions while every lane has somebody waiting. */
  sharePercent: z.int().min(1).max(100),
})

const schedule = z
  .strictObject({
    lobbyAtMs: instantSchema.optional(),
    openAtMs: instantSchema,
    closeAtMs: instantSchema.optional(),
  })
  .refine(({ lobbyAtMs, openAtMs }) => lobbyAtMs === undefined || lobbyAtMs <= openAtMs, {
    path: ['lobbyAtMs'],
    error: because('lobby-after-opening'),
  })
  .refine(({ openAtMs, closeAtMs }) => closeAtMs === undefined || openAtMs < closeAtMs, {
    path: ['closeAtMs'],
    error: because('closes-before-opening'),
  })

const CAP_WORDS = because('whole-between', { min: 0, max: CAP_MAX })
const RATE_WORDS = because('rate-bounds', { max: RATE_MAX_PER_SECOND })

const settingsFields = z.strictObject({
  cap: z.int(CAP_WORDS).min(0, CAP_WORDS).max(CAP_MAX, CAP_WORDS),
  ratePerSecond: z
    .number(RATE_WORDS)
    .min(RATE_MIN_PER_SECOND, RATE_WORDS)
    .max(RATE_MAX_PER_SECOND, RATE_WORDS),
  lanes: z
    .array(laneSettings)
    .min(1)
    .max(LANES_MAX)
    .refine((lanes) => new Set(lanes.map(({ id }) => id)).size === lanes.length, {
      error: because('lanes-of-one-id'),
    })
    .refine((lanes) => lanes.reduce((sum, { sharePercent }) => sum + sharePercent, 0) <= 100, {
      error: because('shares-above-all'),
    }),
  order: z.enum(['arrival', 'draw']),
  /** queue: everybody gets a place; pass: everybody is let through; reject: nobody may join. */
  mode: z.enum(['queue', 'pass', 'reject']),
  schedule,
  span: z.int().min(1).max(SEGMENT_SPAN).default(SEGMENT_SPAN),
  /** Who keeps a connection: the next seconds of the rate, and so many fans at least. */
  near: z
    .strictObject({
      seconds: z.int().min(60).max(3_600),
      atLeast: z.int().min(0).max(1_000_000),
    })
    .default({ seconds: NEAR_SECONDS, atLeast: NEAR_AT_LEAST }),
  terms: z
    .strictObject({
      offerMs: z.int().min(5_000).max(600_000),
      sessionMs: z
        .int()
        .min(60_000)
        .max(24 * 3_600_000),
      tokenMs: z.int().min(10_000).max(TOKEN_MS),
    })
    .default({ offerMs: OFFER_MS, sessionMs: SESSION_MS, tokenMs: TOKEN_MS }),
})

export const roomSettings = settingsFields.refine(
  ({ order, schedule: { lobbyAtMs, openAtMs } }) =>
    order === 'arrival' || (lobbyAtMs !== undefined && lobbyAtMs < openAtMs),
  { path: ['schedule', 'lobbyAtMs'], error: because('draw-without-lobby') },
)
export type RoomSettings = z.infer<typeof roomSettings>
