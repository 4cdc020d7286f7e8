/**
 * What an origin, or the gateway before it, says of one window of time. A window rather than
 * totals since the start: a reporter that restarts then has nothing to explain.
 */
import { z } from 'zod'

const count = z.int().min(0).max(1_000_000_000)

export const originReport = z
  .strictObject({
    reporter: z.string().min(1).max(64),
    /** A gateway and an origin behind it have the same requests in flight: never added up. */
    source: z.enum(['origin', 'gateway']).default('origin'),
    /** The end of the window by the reporter's own clock, compared with nothing but itself. */
    atMs: z.int().positive(),
    windowMs: z.int().min(100).max(60_000),
    /** Answered or given up within the window. */
    requests: count,
    /** Those given up, and those answered with a fault of the origin's. */
    errors: count,
    latencyP95Ms: z.number().min(0).max(3_600_000).exactOptional(),
    inFlight: count,
    /** Seats nobody has bought and nobody holds, of the whole sale. */
    stockLeft: count.exactOptional(),
  })
  .refine(({ requests, errors }) => errors <= requests, {
    path: ['errors'],
    error: 'more errors than requests',
  })
  .refine(({ requests, latencyP95Ms }) => requests === 0 || latencyP95Ms !== undefined, {
    path: ['latencyP95Ms'],
    error: 'there were requests, and so there is a latency',
  })
export type OriginReport = z.infer<typeof originReport>

/** Two reports of one reporter and one instant contradict each other: the worse is believed. */
export function worse(one: OriginReport, other: OriginReport): OriginReport {
  const latencyP95Ms = either(Math.max, one.latencyP95Ms, other.latencyP95Ms)
  const stockLeft = either(Math.min, one.stockLeft, other.stockLeft)
  return {
    reporter: one.reporter,
    source: one.source < other.source ? one.source : other.source,
    atMs: one.atMs,
    windowMs: Math.max(one.windowMs, other.windowMs),
    requests: Math.max(one.requests, other.requests),
    errors: Math.max(one.errors, other.errors),
    ...(latencyP95Ms === undefined ? {} : { latencyP95Ms }),
    inFlight: Math.max(one.inFlight, other.inFlight),
    ...(stockLeft === undefined ? {} : { stockLeft }),
  }
}

function either(
  pick: (a: number, b: number) => number,
  a: number | undefined,
  b: number | undefined,
): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return pick(a, b)
}
