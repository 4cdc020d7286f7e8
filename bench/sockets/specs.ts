import { z } from 'zod'
import { LIMITS, localOrigin } from '../http/run-spec.ts'

const headers = z.record(z.string(), z.string())

/** What travels between a bench and the process that holds the sockets. */
export const openSpec = z.object({
  origin: localOrigin,
  count: z.int().min(1).max(LIMITS.connections),
  perSecond: z.number().positive().max(LIMITS.perSecond).default(2_000),
  concurrency: z.int().min(1).max(1_000).default(100),
  timeoutMs: z.int().min(1).max(60_000).default(10_000),
  /** Socket number i opens as the i-th of these, from the start again when they run out. */
  visitors: z.array(z.object({ path: z.string(), headers: headers.optional() })).min(1),
  /** What each page says by itself, from when it opened, so that it is known to be there. */
  keepAlive: z.object({ send: z.string(), everyMs: z.int().min(1_000) }).optional(),
  /** What a page answers at once to a message that holds the text. */
  replies: z.array(z.object({ contains: z.string().min(1), send: z.string() })).default([]),
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

/** From here on, the first message on each socket that holds the text sends its page on an errand. */
export const errandSpec = z.object({
  origin: localOrigin,
  contains: z.string().min(1),
  /** Asked with the headers of the page's visitor besides its own. */
  request: z.object({ method: z.string(), path: z.string(), headers, body: z.string() }),
  connections: z.int().min(1).max(1_000).default(64),
})
export type ErrandSpec = z.input<typeof errandSpec>

export const errandsWanted = z.object({
  count: z.int().min(1),
  timeoutMs: z.int().min(1).max(120_000),
})

/** Instants by the machine's clock, which servers on it have too. */
export const errand = z.object({
  visitor: z.number(),
  heardAtMs: z.number(),
  answeredAtMs: z.number(),
  /** 0 when there was no answer. */
  status: z.number(),
  body: z.string(),
})
export type Errand = z.infer<typeof errand>
