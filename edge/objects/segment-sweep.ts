/**
 * A segment looks at its connections' last pings, which the runtime answers without waking it.
 * Instants are gathered by the five seconds that presence is kept in, the earliest of each: a ping
 * is never taken for later than it was (R4).
 */
import { CLOSE } from '../../core/protocol/socket-terms.ts'
import { PRESENCE_BUCKET_MS, PRESENT_MS } from '../../core/queue/limits.ts'
import { fansSeen } from '../../core/queue/segment/arrivals.ts'
import type { SegmentEffect, Step } from '../../core/queue/segment/effects.ts'
import type { Segment } from '../../core/queue/segment/segment.ts'
import type { FanSocket, FanSockets } from './fan-sockets.ts'

export const SWEEP_MS = 10_000

type Seen = { sinceMs: number; readonly positions: number[] }

/** Who gave a sign of life; whoever gave none for too long is a ghost, and is closed. */
export function sweep(segment: Segment, sockets: FanSockets, nowMs: number): Step {
  const buckets = new Map<number, Seen>()
  const ghosts: FanSocket[] = []
  for (const fan of sockets.all()) {
    const signMs = sockets.lastSignMs(fan)
    if (nowMs - signMs > PRESENT_MS) ghosts.push(fan)
    else note(buckets, fan.place.position, signMs)
  }
  for (const ghost of ghosts) sockets.close(ghost, CLOSE.silent, 'silent')
  let step: Step = { segment, effects: [] }
  const effects: SegmentEffect[] = []
  for (const { sinceMs, positions } of buckets.values()) {
    step = fansSeen(step.segment, positions, sinceMs, nowMs)
    effects.push(...step.effects)
  }
  return { segment: step.segment, effects }
}

function note(buckets: Map<number, Seen>, position: number, signMs: number): void {
  const bucket = Math.floor(signMs / PRESENCE_BUCKET_MS)
  const seen = buckets.get(bucket) ?? { sinceMs: signMs, positions: [] }
  seen.sinceMs = Math.min(seen.sinceMs, signMs)
  seen.positions.push(position)
  buckets.set(bucket, seen)
}
