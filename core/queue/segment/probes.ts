/**
 * "Still there?", asked of those about to be called, so that a turn is not spent on a socket
 * nobody sits behind. Silence for five seconds is absence. Only those with a connection can be
 * asked; the others count as present by their polls, or are gone when their bucket is.
 */
import { bitsOf, both, has, lowest, minus, type Bits } from '../bits.ts'
import { PROBE_SILENCE_MS } from '../limits.ts'
import { at, countSet, offsetsSet, written, type Column } from './columns.ts'
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

/** A ping from before the question does not answer it, though it is heard of only now (R4). */
export function heardSince(here: Bits, silentSinceMs: Column, seenAtMs: number): Bits {
  const stale = among(here, silentSinceMs).filter((offset) => at(silentSinceMs, offset) > seenAtMs)
  return stale.length === 0 ? here : minus(here, bitsOf(here.span, stale))
}

export function noLongerSilent(segment: Segment, here: Bits): Segment {
  const { memory } = segment
  const back = among(here, memory.silentSinceMs)
  if (back.length === 0) return segment
  const silentSinceMs = written(memory.silentSinceMs, back, () => 0)
  return { ...segment, memory: { ...memory, silentSinceMs } }
}

/** A sign of life answers what was asked before it. */
export function answered(segment: Segment, here: Bits, seenAtMs: number): Segment {
  const { memory } = segment
  const asked = among(here, memory.probedAtMs).filter(
    (offset) => at(memory.probedAtMs, offset) <= seenAtMs,
  )
  if (asked.length === 0) return segment
  const probedAtMs = written(memory.probedAtMs, asked, () => 0)
  return { ...segment, memory: { ...memory, probedAtMs } }
}

/** Those here for whom the column has an instant. Mostly one fan is here, and many were asked. */
function among(here: Bits, column: Column): number[] {
  if (countSet(column) === 0) return []
  const few = lowest(here, FEW)
  if (few.length < FEW) return few.filter((offset) => at(column, offset) > 0)
  return offsetsSet(column).filter((offset) => has(here, offset))
}

const FEW = 4
