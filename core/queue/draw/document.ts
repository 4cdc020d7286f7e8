/**
 * The draw's document: all that was published of a draw, in the order of its publication, and all
 * that a fan needs to compute every position. It is also the draw's state, but for the seed, which
 * no phase before `drawn` has a field for (R9).
 */
import { z } from 'zod'
import { LANES_MAX } from '../limits.ts'
import { beaconRound } from './beacon.ts'
import { hex32 } from './commitment.ts'

const whole = z.int().nonnegative()

const voidReason = z.enum([
  /** The numbers were counted too late: the beacon could have been known before them. */
  'beacon-too-early',
  /** The room does not have the seed it committed to. */
  'seed-lost',
  'sale-closed',
  'operator',
])
export type VoidReason = z.infer<typeof voidReason>

const laneCount = z.object({
  id: z.string(),
  /** N: so many numbers are in the draw. */
  size: whole,
  /** Later joins have numbers from here, and stand behind N by arrival. */
  upTo: whole,
  /** Of N, numbers that nobody spoke for: somebody may hold them, or nobody. */
  unaccounted: whole,
  /** The numbers in the draw: see ranges-text.ts. */
  ranges: z.string(),
})
export type LaneCount = z.infer<typeof laneCount>

const announcement = z.object({
  version: z.literal(1),
  epoch: z.string(),
  commitment: hex32,
  chain: hex32,
  round: beaconRound.shape.round,
  /** The round's instant. */
  roundAtMs: whole,
  announcedAtMs: whole,
  lobbyAtMs: whole,
  openAtMs: whole,
  /** Draws of the same places that were void, oldest first. */
  earlier: z.array(
    z.object({ epoch: z.string(), commitment: hex32, reason: voidReason, voidAtMs: whole }),
  ),
})

const count = z.object({
  countedAtMs: whole,
  lanes: z.array(laneCount).max(LANES_MAX),
  /** A hash of all that was published until now: what a fan may write down and compare. */
  digest: hex32,
})

const announced = announcement.extend({ phase: z.literal('announced') })
const counted = announcement.extend({ phase: z.literal('counted'), ...count.shape })
const drawn = announcement.extend({
  phase: z.literal('drawn'),
  ...count.shape,
  randomness: beaconRound.shape.randomness,
  signature: beaconRound.shape.signature,
  seed: hex32,
  drawnAtMs: whole,
})
const voided = announcement.extend({
  phase: z.literal('void'),
  count: count.optional(),
  reason: voidReason,
  voidAtMs: whole,
  /** The round was out: who has the seed could have known what they made void. */
  afterRound: z.boolean(),
})

/** A draw that was announced, whatever became of it. */
export const announcedDraw = z.discriminatedUnion('phase', [announced, counted, drawn, voided])
export type AnnouncedDraw = z.infer<typeof announcedDraw>
export type Announced = z.infer<typeof announced>
export type Counted = z.infer<typeof counted>
export type Drawn = z.infer<typeof drawn>

/** What is always answered: a room by arrival, or before its announcement, has no draw. */
export const drawDocument = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none'), epoch: z.string() }),
  announced,
  counted,
  drawn,
  voided,
])
export type DrawDocument = z.infer<typeof drawDocument>
