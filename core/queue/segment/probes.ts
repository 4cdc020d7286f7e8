/**
 * "Still there?", asked of those about to be called, so that a turn is not spent on a socket
 * nobody sits behind. Silence for five seconds is absence. Only those with a connection can be
 * asked; the others count as present by their polls, or are gone when their bucket is.
 */
import { both, lowest, minus, bitsOf } from '../bits.ts'
import { PROBE_SILENCE_MS } from '../limits.ts'
import { at, offsetsSet, written } from './columns.ts'
import type { SegmentEffect, Step } from './effects.ts'
import { freshBits } from './presence.ts'
import { firstPosition, waitingBits, type Segment } from './segment.ts'

export function askFront(segment: Segment, howMany: number, nowMs: number): Step {
  if (howMany === 0) return { segment, effects: [] }
  const { connected, probedAtMs } = segment.memory
  const front = bitsOf(segment.span, lowest(waitingBits(segment), howMany))
  const asked = bitsOf(segment.span, offsetsSet(probedAtMs))
  const quiet = minus(minus(both(front, connected), freshBits(segment.presence)), asked)
  const offsets = lowest(quiet, howMany)
  if (offsets.length === 0) return { segment, effects: [] }
  const effects = offsets.map((offset): SegmentEffect => ({
    kind: 'still-there',
    position: firstPosition(segment) + offset,
  }))
  return { segment: silenceCounts(segment, offsets, nowMs), effects }
}

/** From now on silence counts: after a question, or after a connection was lost. */
export function silenceCounts(segment: Segment, offsets: number[], nowMs: number): Segment {
  const { memory } = segment
  const probedAtMs = written(memory.probedAtMs, offsets, (_, old) => (old > 0 ? old : nowMs))
  const dueMs = Math.min(segment.dueMs, nowMs + PROBE_SILENCE_MS)
  return { ...segment, memory: { ...memory, probedAtMs }, dueMs }
}

/** A sign of life answers what was asked before it. */
export function answered(segment: Segment, offsets: number[], seenAtMs: number): Segment {
  const { memory } = segment
  const asked = offsets.filter((offset) => {
    const askedAtMs = at(memory.probedAtMs, offset)
    return askedAtMs > 0 && askedAtMs <= seenAtMs
  })
  if (asked.length === 0) return segment
  const probedAtMs = written(memory.probedAtMs, asked, () => 0)
  return { ...segment, memory: { ...memory, probedAtMs } }
}
