/**
 * Who was seen lately: a ring of bitsets, one for each five seconds. A fan is present while any
 * bucket of the last 45 s has them, so that seeing somebody is one bit and forgetting everybody
 * of a bucket is one drop. Nothing here is a clock: instants come in with the events.
 */
import { PRESENCE_BUCKET_MS, PRESENT_MS } from '../limits.ts'
import { emptyBits, unionOf, withoutBit, type Bits } from '../bits.ts'

const BUCKETS = PRESENT_MS / PRESENCE_BUCKET_MS

export type Presence = {
  /** The number of the newest bucket: instants divided by the bucket's width. */
  readonly newest: number
  /** Newest first. */
  readonly buckets: readonly Bits[]
  /** All of the buckets together: asked for far more often than it changes. */
  readonly present: Bits
  readonly span: number
}

export function nobodySeen(span: number, nowMs: number): Presence {
  return { newest: bucketAt(nowMs), buckets: [], present: emptyBits(span), span }
}

/** Notes that fans were seen at an instant, which may lie a little back (a poll's report). */
export function seen(presence: Presence, offsets: Bits, seenAtMs: number, nowMs: number): Presence {
  const moved = presenceAt(presence, nowMs)
  const age = Math.max(0, moved.newest - bucketAt(seenAtMs))
  if (age >= BUCKETS) return moved
  const buckets = [...moved.buckets]
  while (buckets.length <= age) buckets.push(emptyBits(moved.span))
  buckets[age] = unionOf(moved.span, [buckets[age] ?? offsets, offsets])
  return { ...moved, buckets, present: unionOf(moved.span, [moved.present, offsets]) }
}

/** Forgets a fan who did not answer, left, or lapsed. */
export function forget(presence: Presence, offset: number): Presence {
  const buckets = presence.buckets.map((bucket) => withoutBit(bucket, offset))
  return { ...presence, buckets, present: withoutBit(presence.present, offset) }
}

/** The ring moved on to an instant: buckets older than the limit fall out. */
export function presenceAt(presence: Presence, nowMs: number): Presence {
  const steps = bucketAt(nowMs) - presence.newest
  if (steps <= 0) return presence
  const fresh = Array.from({ length: Math.min(steps, BUCKETS) }, () => emptyBits(presence.span))
  const buckets = [...fresh, ...presence.buckets].slice(0, BUCKETS)
  const present = unionOf(presence.span, buckets)
  return { ...presence, newest: presence.newest + steps, buckets, present }
}

/** Everybody who counts as present: seen 40 to 45 s ago at the most. */
export function presentBits({ present }: Presence): Bits {
  return present
}

/** Seen in the current bucket or the one before: too lately to be asked "still there?". */
export function freshBits({ buckets, span }: Presence): Bits {
  return unionOf(span, buckets.slice(0, 2))
}

function bucketAt(instantMs: number): number {
  return Math.floor(instantMs / PRESENCE_BUCKET_MS)
}
