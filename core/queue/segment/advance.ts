/**
 * Moves a segment's deadlines on. Every transition begins here, so that an alarm that comes late
 * delays nothing: whoever calls first finds lapses, ends and free slots already settled.
 */
import { bitsOf, equal, minus, withBits } from '../bits.ts'
import { PROBE_SILENCE_MS, VERIFIER_SKEW_MS } from '../limits.ts'
import { at, dueOffsets, earliest, written } from './columns.ts'
import type { SegmentEffect, Step } from './effects.ts'
import { forget, presenceAt, presentBits } from './presence.ts'
import { changed, firstPosition, type Segment } from './segment.ts'

const none = () => 0

export function advance(segment: Segment, nowMs: number): Step {
  const moved = movePresence(segment, nowMs)
  if (nowMs < moved.dueMs) return { segment: moved, effects: [] }
  const lapsed = lapseOffers(moved, nowMs)
  const silent = endProbes(lapsed.segment, nowMs)
  const ended = endSessions(silent, nowMs)
  const freed = returnSpare(freeSlots(dropRevocations(ended.segment, nowMs), nowMs), nowMs)
  return {
    segment: { ...freed, dueMs: nextDueMs(freed) },
    effects: [...lapsed.effects, ...ended.effects],
  }
}

/** The instant by which `advance` must be called again. */
export function nextDueMs(segment: Segment): number {
  const { offerUntilMs, sessionUntilMs, freeAtMs, memory, spare, spareUntilMs } = segment
  return Math.min(
    earliest(offerUntilMs),
    earliest(sessionUntilMs),
    earliest(freeAtMs),
    earliest(memory.probedAtMs) + PROBE_SILENCE_MS,
    spare > 0 ? spareUntilMs + 1 : Infinity,
    ...segment.revocations.slice(0, 1).map(({ untilMs }) => untilMs),
  )
}

function movePresence(segment: Segment, nowMs: number): Segment {
  const presence = presenceAt(segment.presence, nowMs)
  if (presence === segment.presence) return segment
  const same = equal(presentBits(presence), presentBits(segment.presence))
  return same ? { ...segment, presence } : changed(segment, { presence })
}

/** R4: a lapse frees its slot at once, and its fan is absent until they say otherwise. */
function lapseOffers(segment: Segment, nowMs: number): Step {
  const due = dueOffsets(segment.offerUntilMs, nowMs)
  if (due.length === 0) return { segment, effects: [] }
  const effects = due.map((offset): SegmentEffect => ({
    kind: 'lapsed',
    position: firstPosition(segment) + offset,
  }))
  const lapsed = changed(segment, {
    offered: minus(segment.offered, bitsOf(segment.span, due)),
    offerUntilMs: written(segment.offerUntilMs, due, none),
    lapsed: withBits(segment.lapsed, due),
    lapses: segment.lapses + due.length,
    presence: due.reduce(forget, segment.presence),
    returned: segment.returned + due.length,
  })
  return { segment: lapsed, effects }
}

function endProbes(segment: Segment, nowMs: number): Segment {
  const { probedAtMs } = segment.memory
  const silent = dueOffsets(probedAtMs, nowMs - PROBE_SILENCE_MS)
  if (silent.length === 0) return segment
  return changed(segment, {
    presence: silent.reduce(forget, segment.presence),
    memory: {
      ...segment.memory,
      probedAtMs: written(probedAtMs, silent, none),
      silentSinceMs: written(segment.memory.silentSinceMs, silent, (offset) =>
        at(probedAtMs, offset),
      ),
    },
  })
}

/** A session's end; its slot is free once no verifier can still accept its last token (R1). */
function endSessions(segment: Segment, nowMs: number): Step {
  const due = dueOffsets(segment.sessionUntilMs, nowMs)
  if (due.length === 0) return { segment, effects: [] }
  const effects = due.map((offset): SegmentEffect => ({
    kind: 'session-ended',
    position: firstPosition(segment) + offset,
    turn: at(segment.turn, offset),
  }))
  const ended = changed(segment, {
    sessionUntilMs: written(segment.sessionUntilMs, due, none),
    freeAtMs: written(segment.freeAtMs, due, (offset) =>
      Math.max(
        at(segment.sessionUntilMs, offset),
        at(segment.tokenUntilMs, offset) + VERIFIER_SKEW_MS,
      ),
    ),
  })
  return { segment: ended, effects }
}

function freeSlots(segment: Segment, nowMs: number): Segment {
  const due = dueOffsets(segment.freeAtMs, nowMs)
  if (due.length === 0) return segment
  return changed(segment, {
    freeAtMs: written(segment.freeAtMs, due, none),
    returned: segment.returned + due.length,
  })
}

/** Hands back what may no longer be offered: an increment that came late, a float run out. */
export function returnSpare(segment: Segment, nowMs: number): Segment {
  if (segment.spare === 0 || nowMs <= segment.spareUntilMs) return segment
  return changed(segment, { returned: segment.returned + segment.spare, spare: 0 })
}

/** A revocation is forgotten once its token could not be accepted anyway. */
function dropRevocations(segment: Segment, nowMs: number): Segment {
  if ((segment.revocations[0]?.untilMs ?? Infinity) > nowMs) return segment
  const revocations = segment.revocations.filter(({ untilMs }) => untilMs > nowMs)
  return { ...segment, revocations }
}
