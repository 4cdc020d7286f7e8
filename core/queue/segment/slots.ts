/**
 * Slots from the room, offered to the lowest present fans (R3, R4). Grants travel as the room's
 * running total, so that a lost, repeated or late message changes nothing (R1).
 */
import { assert } from '../../assert.ts'
import { lowest, withBits } from '../bits.ts'
import { advance, returnSpare } from './advance.ts'
import { endBegunBefore } from './claims.ts'
import { written } from './columns.ts'
import type { SegmentEffect, Step } from './effects.ts'
import { askFront } from './probes.ts'
import { changed, firstPosition, waitingBits, type Segment } from './segment.ts'

/** Room → segment: all slots ever granted to it, and until when the newest may be offered. */
export type GrantTotal = {
  readonly epoch: string
  readonly granted: number
  readonly validUntilMs: number
  /** Slots nobody waits for are kept for whoever comes, rather than handed back. */
  readonly float: boolean
  /** How many at the front of this segment may be called within seconds: ask if they are there. */
  readonly ask: number
  /** Up to where the room has heard this segment's revocations. */
  readonly revocationsHeard: number
  /** Sessions that began before this instant end now, by an operator's word. */
  readonly endBeforeMs?: number
}

/** Takes the room's total. A total of another epoch, or one overtaken on the way, is nothing. */
export function takeGrants(segment: Segment, total: GrantTotal, nowMs: number): Step {
  const moved = advance(segment, nowMs)
  if (total.epoch !== segment.name.epoch || total.granted < moved.segment.granted) return moved
  const ended = endBegunBefore(moved.segment, total.endBeforeMs ?? 0, nowMs)
  const credited = credit(ended.segment, total, nowMs)
  const offered = offerSpare(credited, nowMs)
  const kept = total.float ? offered.segment : handBack(offered.segment)
  const asked = askFront(kept, total.ask, nowMs)
  return {
    segment: asked.segment,
    effects: [...moved.effects, ...ended.effects, ...offered.effects, ...asked.effects],
  }
}

function credit(segment: Segment, total: GrantTotal, nowMs: number): Segment {
  const more = total.granted - segment.granted
  if (more === 0) {
    return segment.spare === 0 ? segment : { ...segment, spareUntilMs: total.validUntilMs }
  }
  const credited = changed(segment, {
    granted: total.granted,
    spare: segment.spare + more,
    spareUntilMs: total.validUntilMs,
    dueMs: Math.min(segment.dueMs, total.validUntilMs + 1),
  })
  return returnSpare(credited, nowMs)
}

/** Offers spare slots to the lowest present fans; absent fans keep their position (R4). */
export function offerSpare(segment: Segment, nowMs: number): Step {
  if (segment.spare === 0) return { segment, effects: [] }
  const called = lowest(waitingBits(segment), segment.spare)
  if (called.length === 0) return { segment, effects: [] }
  const deadlineMs = nowMs + segment.terms.offerMs
  const turnOf = new Map(called.map((offset, index) => [offset, segment.turns + index + 1]))
  const effects = called.map((offset): SegmentEffect => ({
    kind: 'your-turn',
    position: firstPosition(segment) + offset,
    turn: turnOf.get(offset) ?? 0,
    deadlineMs,
  }))
  const offered = changed(segment, {
    offered: withBits(segment.offered, called),
    offerUntilMs: written(segment.offerUntilMs, called, () => deadlineMs),
    turn: written(segment.turn, called, (offset) => turnOf.get(offset) ?? 0),
    turns: segment.turns + called.length,
    calledUpTo: Math.max(segment.calledUpTo, firstPosition(segment) + (called.at(-1) ?? 0) + 1),
    spare: segment.spare - called.length,
    dueMs: Math.min(segment.dueMs, deadlineMs),
  })
  assert(offered.spare >= 0, 'more was offered than granted')
  return { segment: offered, effects }
}

function handBack(segment: Segment): Segment {
  if (segment.spare === 0) return segment
  return changed(segment, { returned: segment.returned + segment.spare, spare: 0 })
}
