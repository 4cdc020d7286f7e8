/** The room's document: all a far fan needs, and what a near fan needs besides their segment's. */
import { z } from 'zod'
import { leaseTerms, orderWindowMs } from '../numbers/blocks.ts'
import { phaseOf } from './phase.ts'
import { revocationsAsOfMs } from './reports.ts'
import type { Room } from './room.ts'

const whole = z.int().nonnegative()

export const roomDocument = z.object({
  epoch: z.string(),
  asOfMs: whole,
  phase: z.enum(['scheduled', 'lobby', 'drawing', 'open', 'closed', 'paused']),
  mode: z.enum(['queue', 'pass', 'reject']),
  ratePerSecond: z.number(),
  span: whole,
  /** R3: two joins further apart than this are never inverted. */
  orderWindowMs: whole,
  revocationsAsOfMs: whole,
  lanes: z.array(
    z.object({
      id: z.string(),
      /** The next number nobody was given. */
      frontier: whole,
      unaccounted: whole,
      /** By segment, lowest first. */
      waiting: z.array(whole),
      offered: z.array(whole),
      gone: z.array(whole),
      /** Segments where a few slots lie ready for whoever comes. */
      float: z.array(whole),
    }),
  ),
  news: z.array(
    z.object({
      no: whole,
      kind: z.string(),
      atMs: whole,
      text: z.record(z.string(), z.string()).exactOptional(),
    }),
  ),
})
export type RoomDocument = z.infer<typeof roomDocument>

/** True as of the oldest count in it: R6 lets no number pretend to be younger than it is. */
export function roomDocumentOf(room: Room, nowMs: number): RoomDocument {
  return {
    epoch: room.epoch,
    asOfMs: oldestCountMs(room, nowMs),
    phase: phaseOf(room.course),
    mode: room.settings.mode,
    ratePerSecond: room.settings.ratePerSecond,
    span: room.settings.span,
    orderWindowMs: orderWindowMs(leaseTerms(false)),
    revocationsAsOfMs: revocationsAsOfMs(room, nowMs),
    lanes: room.lanes.map(({ id, numbers, seats }) => ({
      id,
      frontier: numbers.next,
      unaccounted: numbers.unaccounted,
      waiting: seats.map(({ counts }) => counts.waiting),
      offered: seats.map(({ counts }) => counts.offered),
      gone: seats.map(({ counts }) => counts.gone),
      float: seats.flatMap(({ float, keep }, index) => (float > 0 && keep ? [index] : [])),
    })),
    news: [...room.news],
  }
}

/** A segment whose whole span has left the line has nothing more to say; every other has. */
function oldestCountMs({ lanes, settings }: Room, nowMs: number): number {
  let oldestMs = nowMs
  for (const { seats } of lanes) {
    for (const { asOfMs, counts } of seats) {
      if (counts.gone < settings.span) oldestMs = Math.min(oldestMs, asOfMs)
    }
  }
  return oldestMs
}
