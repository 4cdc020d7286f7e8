/** What the tests of a draw begin from: a sale whose beacon round is one that truly appeared. */
import { assert } from '../../assert.ts'
import { BEACON_AFTER_OPEN_MS } from '../limits.ts'
import { sizeOf, type Ranges } from '../ranges.ts'
import { instantOfRound, type BeaconRound } from './beacon.ts'
import type { Drawn, LaneCount } from './document.ts'
import { announce, count, reveal, type Draw, type DrawStep } from './draw.ts'
import { rangesToText } from './ranges-text.ts'

/** Round 1000 of quicknet, as every relay tells it. */
export const round1000: BeaconRound = {
  round: 1_000,
  randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
  signature:
    'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
}

export const SEED = '0f'.repeat(32)
export const ROUND_AT_MS = instantOfRound(1_000)
export const OPEN_MS = ROUND_AT_MS - BEACON_AFTER_OPEN_MS
export const LOBBY_MS = OPEN_MS - 600_000
export const times = { lobbyAtMs: LOBBY_MS, openAtMs: OPEN_MS }

/** Stands for the signature's check where a test is not about it. */
export const anySignature = (): boolean => true

export function drawOf(step: DrawStep): Draw {
  assert(step.kind === 'draw', 'the step is taken')
  return step.draw
}

export function announcedDraw(epoch = 'epoch-a', seed = SEED): Draw {
  return drawOf(announce(epoch, seed, times, LOBBY_MS - 1_000))
}

export function laneWith(id: string, ranges: Ranges, changes: Partial<LaneCount> = {}): LaneCount {
  const upTo = ranges.at(-1)?.to ?? 0
  return {
    id,
    size: sizeOf(ranges),
    upTo,
    unaccounted: 0,
    ranges: rangesToText(ranges),
    ...changes,
  }
}

export function countedDraw(lanes: readonly LaneCount[], draw = announcedDraw()): Draw {
  return drawOf(count(draw, lanes, 0, OPEN_MS + 2_000))
}

export function drawnWith(lanes: readonly LaneCount[], draw = announcedDraw()): Drawn {
  const counted = countedDraw(lanes, draw)
  const { shown } = drawOf(reveal(counted, round1000, anySignature, ROUND_AT_MS + 1_000))
  assert(shown.phase === 'drawn', 'a draw with a beacon is drawn')
  return shown
}
