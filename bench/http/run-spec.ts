import { z } from 'zod'
import { openTallied } from './open-loop.ts'
import { scenarioSource } from './scenario.ts'
import { tallied } from './tally.ts'

/** Everything has a limit: a mistyped figure ends in a sentence, not in a machine brought down. */
export const LIMITS = {
  connections: 15_000,
  seconds: 600,
  requests: 50_000_000,
  perSecond: 100_000,
}

/** The one host that may be measured: this is a harness, not a weapon. */
const LOCAL_HOST = '127.0.0.1'

export const localOrigin = z.string().refine(isLocal, {
  error: `Only http://${LOCAL_HOST} with a port can be measured: start the server there.`,
})

function isLocal(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'http:' && url.hostname === LOCAL_HOST && url.port !== ''
}

/** One measurement, as it is sent to the client process. */
export const runSpec = z.object({
  origin: localOrigin,
  scenario: scenarioSource,
  connections: z.int().min(1).max(LIMITS.connections),
  seconds: z.number().positive().max(LIMITS.seconds),
  maxRequests: z.int().min(1).max(LIMITS.requests).default(LIMITS.requests),
  timeoutMs: z.int().min(1).max(60_000).default(10_000),
  /** The process whose processor time is read next to our own. */
  serverPid: z.int().optional(),
  loop: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('closed') }),
    z.object({
      kind: z.literal('open'),
      perSecond: z.number().positive().max(LIMITS.perSecond),
      drainMs: z.int().min(0).max(60_000).default(5_000),
      maxWaiting: z.int().min(0).max(1_000_000).default(10_000),
    }),
  ]),
})
export type RunSpec = z.input<typeof runSpec>

/** What comes back. Shares of a processor: 1 is one core fully used. */
export const runResult = z.object({
  loop: z.union([openTallied, tallied]),
  clientCpuShare: z.number(),
  serverCpuShare: z.number().optional(),
  othersCpuShare: z.number(),
  /** Beyond the first of each connection. */
  reconnects: z.number(),
  reported: z.record(z.string(), z.number()),
})
export type RunResult = z.infer<typeof runResult>
