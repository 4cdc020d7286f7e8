import { z } from 'zod'
import { LIMITS, localOrigin } from '../http/run-spec.ts'

/** What travels between a bench and the process that holds the sockets. */
export const openSpec = z.object({
  origin: localOrigin,
  count: z.int().min(1).max(LIMITS.connections),
  perSecond: z.number().positive().max(LIMITS.perSecond).default(2_000),
  concurrency: z.int().min(1).max(1_000).default(100),
  timeoutMs: z.int().min(1).max(60_000).default(10_000),
  /** Socket number i opens as the i-th of these, from the start again when they run out. */
  visitors: z
    .array(z.object({ path: z.string(), headers: z.record(z.string(), z.string()).optional() }))
    .min(1),
})
export type OpenSpec = z.input<typeof openSpec>

export const openResult = z.object({
  open: z.number(),
  failed: z.number(),
  /** How often each reason was given. */
  reasons: z.record(z.string(), z.number()),
  elapsedMs: z.number(),
  clientCpuShare: z.number(),
})
export type OpenResult = z.infer<typeof openResult>

/** From here on, the first message on each socket that holds this text counts. */
export const armSpec = z.object({ contains: z.string() })

export const receivedSpec = z.object({
  markMs: z.number(),
  timeoutMs: z.int().min(1).max(60_000),
})

export const pingSpec = z.object({
  timeoutMs: z.int().min(1).max(60_000),
  perSecond: z.number().positive().max(LIMITS.perSecond).default(2_000),
  /** A message and its answer, in place of a ping frame. */
  message: z.object({ send: z.string(), answer: z.string() }).optional(),
})
export type PingSpec = z.input<typeof pingSpec>

export const reach = z.object({
  reached: z.number(),
  /** Open at the beginning, and closed or silent since. */
  missed: z.number(),
  medianMs: z.number(),
  p99Ms: z.number(),
  lastMs: z.number(),
  clientCpuShare: z.number(),
})
export type Reach = z.infer<typeof reach>
