/**
 * R2. A bucket of tokens, one a slot, filled by the rate. Between the instant a slot is granted
 * and the instant it is offered lie at most the increment's validity and the clocks' skew, so
 * that burst + validity + skew = 1 s makes R2 hold: in any t seconds at most rate · (t + 1 s).
 *
 * A slot is whole. Below 10 a second a bucket of BURST could not hold what a tick earns and the
 * fraction left from the last, and the rate would not be reached; so it holds a tick and one slot,
 * and R2 reads: in any t seconds at most 1 + rate · (t + 0.9 s).
 *
 * What an operator lets in beyond the rate is counted apart, so that R2 speaks of the rest: in any t
 * seconds at most rate · (t + 1 s), and the extra that was given in them.
 *
 * A float is granted long before it is offered. Its slots stay *reserved* in the bucket, spent
 * only when their use is known, so that the float and a crowd that follows it share one burst.
 */
import { BURST_MS, EXTRA_MS, TICK_MS } from '../limits.ts'

export type RateBucket = {
  readonly tokens: number
  readonly atMs: number
  /** Slots beyond the rate that an operator gave, and until when they may be used. */
  readonly extra: number
  readonly extraUntilMs: number
}

export function emptyBucket(nowMs: number): RateBucket {
  return { tokens: 0, atMs: nowMs, extra: 0, extraUntilMs: 0 }
}

export function bucketSize(ratePerSecond: number): number {
  return Math.max((ratePerSecond * BURST_MS) / 1000, 1 + (ratePerSecond * TICK_MS) / 1000)
}

/** The bucket at an instant. A clock that stepped back fills nothing. */
export function filled(bucket: RateBucket, ratePerSecond: number, nowMs: number): RateBucket {
  const elapsedMs = Math.max(0, nowMs - bucket.atMs)
  const tokens = bucket.tokens + (ratePerSecond * elapsedMs) / 1000
  return {
    tokens: Math.min(bucketSize(ratePerSecond), tokens),
    atMs: Math.max(bucket.atMs, nowMs),
    extra: nowMs > bucket.extraUntilMs ? 0 : bucket.extra,
    extraUntilMs: bucket.extraUntilMs,
  }
}

/** An operator's word: so many more than the rate allows, as soon as the cap has room for them. */
export function withExtra(bucket: RateBucket, slots: number, nowMs: number): RateBucket {
  return { ...bucket, extra: slots, extraUntilMs: nowMs + EXTRA_MS }
}

/** Whole slots that may be granted while so many are reserved for floats. */
export function slotsAllowed({ tokens, extra }: RateBucket, reserved: number): number {
  // The last bits of a sum of fractions must not cost a slot.
  return Math.max(0, Math.floor(tokens + extra - reserved + 1e-9))
}

/** Never below nothing: a rate that was lowered may have left fewer tokens than were reserved. */
export function spent(bucket: RateBucket, slots: number): RateBucket {
  // The rate's own first, whole: a fraction of a token is the beginning of the next one.
  const beyond = Math.max(0, slots - Math.floor(bucket.tokens + 1e-9))
  const extra = Math.min(bucket.extra, beyond)
  return {
    ...bucket,
    tokens: Math.max(0, bucket.tokens - (slots - extra)),
    extra: bucket.extra - extra,
  }
}
