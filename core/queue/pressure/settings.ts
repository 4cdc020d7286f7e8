/** What an operator says of the origin. Checked here, so that no decision meets nonsense. */
import { z } from 'zod'
import { because } from '../../reason.ts'
import { RATE_MAX_PER_SECOND, RATE_MIN_PER_SECOND } from '../limits.ts'

const perSecond = z.number().min(RATE_MIN_PER_SECOND).max(RATE_MAX_PER_SECOND)
/** A cut to less than a tenth is a pause; one to more than 99 % is none. */
const share = z.number().min(0.1).max(0.99)

export const pressureSettings = z
  .strictObject({
    floorPerSecond: perSecond,
    ceilingPerSecond: perSecond,
    /** Added in one reaction time, in small parts. Otherwise a fortieth of the ceiling. */
    stepPerSecond: perSecond.exactOptional(),
    /** What a cut leaves of the rate; and where a limit is exceeded so many times, what it leaves. */
    cutTo: share.default(0.85),
    severeCutTo: share.default(0.6),
    severeAt: z.number().min(1).max(4).default(3),
    targetLatencyMs: z.int().min(10).max(60_000).default(1_000),
    mostErrorsShare: z.number().min(0.001).max(1).default(0.02),
    /** Of one kind of source, all together. Left out, requests in flight are not looked at. */
    mostInFlight: z.int().min(1).max(10_000_000).exactOptional(),
    /** Fewer requests than this, all together, are no reason for a cut. */
    fewestRequests: z.int().min(1).max(100_000).default(20),
    decideEveryMs: z.int().min(1_000).max(60_000).default(5_000),
    /** How long a change of the rate takes to show: what most of a visit's requests fall into. */
    reactionMs: z.int().min(5_000).max(3_600_000).default(60_000),
    /** Older than this a report counts for nothing. */
    reportMaxAgeMs: z.int().min(2_000).max(120_000).default(15_000),
    /** Reports came, and none for a reaction time: hold the rate, ease it cut by cut, or the floor. */
    whenSilent: z.enum(['hold', 'ease', 'floor']).default('ease'),
    /** After so long at the floor the first steps are small: caches are cold, servers were let go. */
    slowStartAfterMs: z.int().min(0).max(3_600_000).default(120_000),
    stock: z
      .strictObject({
        whenShort: z.enum(['slow', 'ignore']),
        /** Seats that one session is expected to buy, those who buy nothing included. */
        seatsPerSession: z.number().min(0.01).max(100),
      })
      .default({ whenShort: 'slow', seatsPerSession: 1 }),
  })
  .refine(({ floorPerSecond, ceilingPerSecond }) => floorPerSecond <= ceilingPerSecond, {
    path: ['floorPerSecond'],
    error: because('floor-above-ceiling'),
  })
  .refine(({ severeCutTo, cutTo }) => severeCutTo <= cutTo, {
    path: ['severeCutTo'],
    error: because('severe-cut-is-less'),
  })
  .refine(({ reactionMs, decideEveryMs }) => decideEveryMs <= reactionMs, {
    path: ['decideEveryMs'],
    error: because('decisions-too-seldom'),
  })
  .refine(({ reportMaxAgeMs, decideEveryMs }) => decideEveryMs <= reportMaxAgeMs, {
    path: ['reportMaxAgeMs'],
    error: because('reports-too-short-lived'),
  })
export type PressureSettings = z.infer<typeof pressureSettings>

/** By default forty reaction times, forty minutes, from nothing to the ceiling. */
export function stepOf({ stepPerSecond, ceilingPerSecond }: PressureSettings): number {
  return stepPerSecond ?? ceilingPerSecond / 40
}
