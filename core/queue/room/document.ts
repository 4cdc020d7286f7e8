/** The room's document: all a far fan needs, and what a near fan needs besides their segment's. */
import { z } from 'zod'
import { joiningSchema } from '../../protocol/door.ts'
import { phaseSchema } from '../../protocol/fan-status.ts'
import { newsItem } from '../../protocol/news.ts'
import { waitsOf, waitsSchema } from '../estimate/estimate.ts'
import { ROOM_MAX_AGE_MS } from '../limits.ts'
import { leaseTerms, orderWindowMs, positionFrontier } from '../numbers/blocks.ts'
import { joinDecision, phaseOf } from './phase.ts'
import { isWatched } from './reach.ts'
import { revocationsAsOfMs } from './reports.ts'
import type { Room } from './room.ts'

const whole = z.int().nonnegative()

export const roomDocument = z.object({
  epoch: z.string(),
  /** The oldest instant that any count in it was true; 0 while not all segments were heard. */
  asOfMs: whole,
  /** When the room said it: by this it is known to be alive (R10). */
  saidAtMs: whole,
  phase: phaseSchema,
  mode: z.enum(['queue', 'pass', 'reject']),
  /** What becomes of a newcomer. */
  joining: joiningSchema,
  /** With these, segments are opened. */
  terms: z.object({ offerMs: whole, sessionMs: whole, tokenMs: whole }),
  ratePerSecond: z.number(),
  /** When the sale opens, or opened. A room of an older version does not say. */
  opensAtMs: whole.exactOptional(),
  span: whole,
  /** R3: two joins further apart than this are never inverted. */
  orderWindowMs: whole,
  revocationsAsOfMs: whole,
  /** A fan who has become near connects within half of this, the sooner the nearer. */
  nearMs: whole,
  /** How long the wait is by how many are ahead, and how past ranges came out. */
  waits: waitsSchema,
  lanes: z.array(
    z.object({
      id: z.string(),
      /** The next number nobody was given. */
      frontier: whole,
      unaccounted: whole,
      /** Positions below were called, are near, and had the time to connect. */
      calledUpTo: whole,
      nearUpTo: whole,
      countedUpTo: whole,
      /** Of the positions beyond, the part whose fans are taken to be here. */
      presentShare: z.number().min(0).max(1),
      /** By segment, lowest first. */
      waiting: z.array(whole),
      offered: z.array(whole),
      gone: z.array(whole),
      /** Segments where a few slots lie ready for whoever comes. */
      float: z.array(whole),
    }),
  ),
  news: z.array(newsItem),
})
export type RoomDocument = z.infer<typeof roomDocument>

/** True as of the oldest count in it: R6 lets no number pretend to be younger than it is. */
export function roomDocumentOf(room: Room, nowMs: number): RoomDocument {
  return {
    epoch: room.epoch,
    asOfMs: oldestCountMs(room, nowMs),
    saidAtMs: nowMs,
    phase: phaseOf(room.course),
    mode: room.settings.mode,
    joining: joiningOf(room),
    terms: room.settings.terms,
    ratePerSecond: room.settings.ratePerSecond,
    opensAtMs: room.settings.schedule.openAtMs,
    span: room.settings.span,
    orderWindowMs: orderWindowMs(leaseTerms(false)),
    revocationsAsOfMs: revocationsAsOfMs(room, nowMs),
    nearMs: room.settings.near.seconds * 1_000,
    waits: waitsOf(room.estimate),
    lanes: room.lanes.map(({ id, numbers, seats, calledUpTo, reach }) => ({
      id,
      frontier: positionFrontier(numbers),
      unaccounted: numbers.unaccounted,
      calledUpTo,
      nearUpTo: reach.nearUpTo,
      countedUpTo: reach.countedUpTo,
      presentShare: reach.presentShare,
      waiting: seats.map(({ counts }) => counts.waiting),
      offered: seats.map(({ counts }) => counts.offered),
      gone: seats.map(({ counts }) => counts.gone),
      float: seats.flatMap(({ float, keep }, index) => (float > 0 && keep ? [index] : [])),
    })),
    news: room.news.map((item) => ({ ...item })),
  }
}

function joiningOf({ course, settings }: Room): RoomDocument['joining'] {
  const decision = joinDecision(course, settings)
  return decision.kind === 'refused' ? decision.reason : decision.kind
}

/**
 * Of segments whose counts are news. In those further back nobody is counted, and "at most so many
 * ahead" stays true however old it is. One that nobody ever came to has nothing to say, nor has
 * one whose whole span has left the line.
 */
function oldestCountMs({ lanes, settings, settlingUntilMs }: Room, nowMs: number): number {
  const isLate = nowMs > settlingUntilMs + ROOM_MAX_AGE_MS
  let oldestMs = nowMs
  for (const lane of lanes) {
    for (const [index, { boot, asOfMs, counts }] of lane.seats.entries()) {
      const isUntouched = boot === 0 && asOfMs > 0
      const isEmpty = isUntouched || counts.gone >= settings.span
      // After a restart nothing is known of who waits where: that is what 0 says. One that stays
      // silent is passed over in time (R4), and must not keep all others from being told.
      const isUnheard = asOfMs === 0
      const matters = isUnheard ? !isLate : isWatched(lane, index, settings.span)
      if (!isEmpty && matters) oldestMs = Math.min(oldestMs, asOfMs)
    }
  }
  return oldestMs
}
