/**
 * What was learned of waits, to be stored now and then and read back: a room that restarts would
 * otherwise tell nothing for a while, and then with little to go by. It is worth some seconds of
 * age, and nothing rests on it: what cannot be read is learned again.
 */
import { z } from 'zod'
import { seal, unseal } from '../snapshot.ts'
import { noEstimate, type Estimate } from './estimate.ts'
import { factors } from './spread.ts'

const VERSION = 1
const number = z.number()
const numbers = z.array(number)

const body = z.object({
  lookedAtMs: number,
  sinceMs: number,
  holds: z.object({
    widthMs: number,
    passedMs: number,
    byAge: numbers,
    ended: numbers,
    livedMs: numbers,
  }),
  granted: number,
  returned: number,
  terms: z.object({ isRunning: z.boolean(), cap: number, ratePerSecond: number }),
  spread: z.object({
    seen: z.array(numbers).length(noEstimate.spread.seen.length),
    stretch: numbers.length(noEstimate.spread.stretch.length),
  }),
  markers: z.object({
    out: z.array(
      z.object({
        lane: z.string(),
        position: number,
        toldAtMs: number,
        told: z.object({ lowMs: number, highMs: number }),
        ahead: number,
        granted: number,
        foreseenAtMs: number,
        foreseenMs: number,
      }),
    ),
    nextAtMs: z.record(z.string(), numbers),
  }),
  score: z.object({ count: number, held: number, widths: numbers }),
})

/** Undefined while there is nothing to store. */
export function storedEstimate(estimate: Estimate): string | undefined {
  if (estimate.holds === undefined) return undefined
  const { tables: _, factors: __, factorsAtMs: ___, ...learned } = estimate
  return seal(VERSION, learned)
}

export function restoredEstimate(stored: string | undefined): Estimate {
  const opened = stored === undefined ? undefined : unseal(stored, VERSION, body)
  if (opened?.kind !== 'body') return noEstimate
  return { ...noEstimate, ...opened.body, factors: factors(opened.body.spread) }
}
