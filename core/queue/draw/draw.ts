/**
 * A draw nobody can steer, as a state machine (R9):
 *
 *   announced → counted → drawn
 *        └─────────┴────→ void
 *
 * Announced before the lobby opens: a commitment to the seed, and the beacon's round. Counted when
 * no number can be handed out any more: N and the numbers in the draw are published, some time
 * before the round. Drawn when the round has appeared: the seed is revealed. No step goes back,
 * and what was published once never changes.
 */
import { assert } from '../../assert.ts'
import { BEACON_AFTER_OPEN_MS, CLOCK_SKEW_MS, COUNTED_BEFORE_ROUND_MS } from '../limits.ts'
import { REDRAW_NOTICE_MS } from '../limits.ts'
import { BEACON_CHAIN, instantOfRound, randomnessOf, roundAt } from './beacon.ts'
import type { BeaconRound, VerifyBeacon } from './beacon.ts'
import { commitmentOf } from './commitment.ts'
import type { AnnouncedDraw, Announced, LaneCount, VoidReason } from './document.ts'
import { digestOf } from './lane-key.ts'

export type Draw = {
  /** Known to the room alone until the draw is drawn. */
  readonly seed: string
  /** What everybody may read. */
  readonly shown: AnnouncedDraw
}

export type DrawRefusal =
  | 'already-announced'
  | 'lobby-is-open'
  | 'numbers-still-out'
  | 'already-counted'
  | 'not-counted'
  | 'already-drawn'
  | 'is-void'
  | 'not-void'
  | 'another-round'
  | 'round-is-not-due'
  | 'randomness-of-another-signature'
  | 'not-signed-by-the-beacon'

export type DrawStep =
  | { readonly kind: 'draw'; readonly draw: Draw }
  | { readonly kind: 'refused'; readonly reason: DrawRefusal }

export type DrawTimes = { readonly lobbyAtMs: number; readonly openAtMs: number }

/** The first draw of a room. `seed` is 32 random bytes nobody else has seen. */
export function announce(
  epoch: string,
  seed: string,
  { lobbyAtMs, openAtMs }: DrawTimes,
  nowMs: number,
): DrawStep {
  if (nowMs >= lobbyAtMs) return refused('lobby-is-open')
  const round = roundAt(openAtMs + BEACON_AFTER_OPEN_MS)
  const said = { round, announcedAtMs: nowMs, lobbyAtMs, openAtMs, earlier: [] }
  return { kind: 'draw', draw: announced(epoch, seed, said) }
}

/** Another draw of the same places after a void one, in a new epoch and with a new seed. */
export function announceAgain(before: Draw, epoch: string, seed: string, nowMs: number): DrawStep {
  const { shown } = before
  if (shown.phase !== 'void') return refused('not-void')
  assert(epoch !== shown.epoch && seed !== before.seed, 'a new draw is another one')
  const { lobbyAtMs, openAtMs, commitment, reason, voidAtMs } = shown
  const earlier = [...shown.earlier, { epoch: shown.epoch, commitment, reason, voidAtMs }]
  const round = roundAt(Math.max(openAtMs + BEACON_AFTER_OPEN_MS, nowMs + REDRAW_NOTICE_MS))
  const said = { round, announcedAtMs: nowMs, lobbyAtMs, openAtMs, earlier }
  return { kind: 'draw', draw: announced(epoch, seed, said) }
}

/** Publishes which numbers are in the draw. `blocksOut`: blocks a number may still come from. */
export function count(
  { seed, shown }: Draw,
  lanes: readonly LaneCount[],
  blocksOut: number,
  nowMs: number,
): DrawStep {
  if (shown.phase !== 'announced') return refused(notAnnounced(shown.phase))
  if (blocksOut > 0) return refused('numbers-still-out')
  // Whoever has the seed and knows the round could choose among counts.
  if (nowMs + COUNTED_BEFORE_ROUND_MS > shown.roundAtMs) {
    return makeVoid({ seed, shown }, 'beacon-too-early', nowMs)
  }
  const published = { countedAtMs: nowMs, lanes: [...lanes] }
  const digest = digestOf(shown, published)
  return step(seed, { ...shown, ...published, digest, phase: 'counted' })
}

/** The round has appeared: the seed is revealed, and with it every position. */
export function reveal(
  draw: Draw,
  beacon: BeaconRound,
  verifyBeacon: VerifyBeacon,
  nowMs: number,
): DrawStep {
  const { seed, shown } = draw
  if (shown.phase !== 'counted') return refused(notCounted(shown.phase))
  const reason = beaconFault(shown, beacon, verifyBeacon, nowMs)
  if (reason !== undefined) return refused(reason)
  if (!keepsSeed(draw)) return makeVoid(draw, 'seed-lost', nowMs)
  const { randomness, signature } = beacon
  return step(seed, { ...shown, randomness, signature, seed, drawnAtMs: nowMs, phase: 'drawn' })
}

/** A draw that cannot be finished ends in public. One that was drawn stands for ever. */
export function makeVoid({ seed, shown }: Draw, reason: VoidReason, nowMs: number): DrawStep {
  if (shown.phase === 'drawn') return refused('already-drawn')
  if (shown.phase === 'void') return refused('is-void')
  const { version, epoch, commitment, chain, round, roundAtMs, ...rest } = shown
  const { announcedAtMs, lobbyAtMs, openAtMs, earlier } = rest
  const said = { version, epoch, commitment, chain, round, roundAtMs }
  const times = { announcedAtMs, lobbyAtMs, openAtMs, earlier }
  const ended = { reason, voidAtMs: nowMs, afterRound: nowMs + CLOCK_SKEW_MS >= roundAtMs }
  if (shown.phase === 'announced') return step(seed, { ...said, ...times, ...ended, phase: 'void' })
  const { countedAtMs, lanes, digest } = shown
  const counted = { countedAtMs, lanes, digest }
  return step(seed, { ...said, ...times, ...ended, count: counted, phase: 'void' })
}

/** Whether the seed at hand is the one that was committed to. */
export function keepsSeed({ seed, shown }: Draw): boolean {
  return commitmentOf(shown.epoch, seed) === shown.commitment
}

type Said = Pick<Announced, 'round' | 'announcedAtMs' | 'lobbyAtMs' | 'openAtMs' | 'earlier'>

function announced(epoch: string, seed: string, said: Said): Draw {
  const commitment = commitmentOf(epoch, seed)
  const fixed = { version: 1, epoch, commitment, chain: BEACON_CHAIN } as const
  const roundAtMs = instantOfRound(said.round)
  return { seed, shown: { ...fixed, ...said, roundAtMs, phase: 'announced' } }
}

function beaconFault(
  { round, roundAtMs }: AnnouncedDraw,
  beacon: BeaconRound,
  verifyBeacon: VerifyBeacon,
  nowMs: number,
): DrawRefusal | undefined {
  if (beacon.round !== round) return 'another-round'
  if (nowMs + CLOCK_SKEW_MS < roundAtMs) return 'round-is-not-due'
  if (randomnessOf(beacon.signature) !== beacon.randomness) return 'randomness-of-another-signature'
  return verifyBeacon(round, beacon.signature) ? undefined : 'not-signed-by-the-beacon'
}

function notAnnounced(phase: 'counted' | 'drawn' | 'void'): DrawRefusal {
  return phase === 'void' ? 'is-void' : 'already-counted'
}

function notCounted(phase: 'announced' | 'drawn' | 'void'): DrawRefusal {
  if (phase === 'announced') return 'not-counted'
  return phase === 'drawn' ? 'already-drawn' : 'is-void'
}

function step(seed: string, shown: AnnouncedDraw): DrawStep {
  return { kind: 'draw', draw: { seed, shown } }
}

function refused(reason: DrawRefusal): DrawStep {
  return { kind: 'refused', reason }
}
