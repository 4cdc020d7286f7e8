/**
 * How far near reaches in a lane: the positions whose fans keep a connection, because their turn
 * may come within minutes. Everyone behind polls the room's document, costs no object anything,
 * and is counted by estimate: the share of those who were here when near had reached them.
 */
import { FAR_POLL_MAX_MS, SEGMENT_SPAN } from '../limits.ts'
import { jitterMs } from '../near.ts'
import type { Seat } from './seat.ts'
import type { RoomSettings } from './settings.ts'

export type Reach = {
  /** Positions below are near. Only grows: who was told to connect stays connected. */
  readonly nearUpTo: number
  /** Positions below had the time to connect: those who are here are counted, one by one. */
  readonly countedUpTo: number
  /** Of the positions counted before their turn, the part whose fans are here. */
  readonly presentShare: number
  /** From where to where near reached at earlier instants, newest last. */
  readonly past: readonly Told[]
}

type Told = { readonly atMs: number; readonly from: number; readonly upTo: number }

type Front = {
  readonly calledUpTo: number
  readonly frontier: number
  readonly seats: readonly Seat[]
}

const NOTED_EVERY_MS = 5_000
/** However few come, near is at most four times the positions it would be if all came. */
const LEAST_SHARE = 1 / 4
/** A far fan polls every 25 s at the latest: near is two polls deep at the fastest frontier. */
const LEAST_SECONDS = 60

export const nobodyNear: Reach = { nearUpTo: 0, countedUpTo: 0, presentShare: 1, past: [] }

/**
 * Where the counts of a segment are news: from the front as far as near reaches, and wherever
 * somebody waits. Behind the front nobody does until they come back, and that is said at once.
 */
export function isWatched(
  { calledUpTo, seats, reach }: Pick<Front, 'calledUpTo' | 'seats'> & { readonly reach: Reach },
  index: number,
  span: number,
): boolean {
  if ((seats[index]?.counts.waiting ?? 0) > 0) return true
  return (index + 1) * span > calledUpTo && index * span < reach.nearUpTo
}

/** How many present fans near is to hold: the next minutes of the rate, and never just a few. */
export function nearSize({ near, ratePerSecond, lanes }: RoomSettings, laneId: string): number {
  const total = lanes.reduce((sum, { sharePercent }) => sum + sharePercent, 0)
  const share = (lanes.find(({ id }) => id === laneId)?.sharePercent ?? 0) / total
  const seconds = Math.max(LEAST_SECONDS, near.seconds * share)
  return Math.max(near.atLeast, Math.ceil(ratePerSecond * seconds))
}

/** Moves near on with the front, and learns what part of those it reaches are here. */
export function reachAt(
  reach: Reach,
  front: Front,
  settings: RoomSettings,
  laneId: string,
  nowMs: number,
): Reach {
  const nearMs = settings.near.seconds * 1_000
  const countedUpTo = Math.max(reach.countedUpTo, settledUpTo(reach.past, nearMs, nowMs))
  const presentShare = shareHere(front, countedUpTo, settings.span) ?? reach.presentShare
  const places = Math.ceil(nearSize(settings, laneId) / Math.max(LEAST_SHARE, presentShare))
  const nearUpTo = Math.max(reach.nearUpTo, endOf(front, places, settings.span))
  const past = noted(reach.past, { atMs: nowMs, from: front.calledUpTo, upTo: nearUpTo }, nearMs)
  return { nearUpTo, countedUpTo, presentShare, past }
}

/** Where so many places end, counted from the front. Void numbers, and who is gone, are none. */
function endOf({ calledUpTo, frontier, seats }: Front, places: number, span: number): number {
  let left = places
  for (let from = calledUpTo; from < frontier;) {
    const index = Math.floor(from / span)
    const to = Math.min((index + 1) * span, frontier)
    const gone = (seats[index]?.counts.gone ?? 0) / (to - index * span)
    const taken = (to - from) * Math.max(0, 1 - gone)
    if (taken >= left) return from + Math.ceil((left * (to - from)) / taken)
    left -= taken
    from = to
  }
  return Math.max(calledUpTo, frontier) + Math.ceil(left)
}

/** Told of near by their next poll and connected since: of these it is known who is here. */
function settledUpTo(past: readonly Told[], nearMs: number, nowMs: number): number {
  let settled = 0
  for (const { atMs, from, upTo } of past) {
    // A page connects within its jitter, and the deeper in the window it is the longer that is.
    const part = (nowMs - atMs - leastMs(nearMs)) / longestMs(nearMs)
    if (part > 0) settled = Math.max(settled, Math.floor(from + (upTo - from) * Math.min(1, part)))
  }
  return settled
}

function noted(past: readonly Told[], told: Told, nearMs: number): readonly Told[] {
  if (told.atMs - (past.at(-1)?.atMs ?? -Infinity) < NOTED_EVERY_MS) return past
  const settledMs = leastMs(nearMs) + longestMs(nearMs)
  const settled = past.findLastIndex(({ atMs }) => told.atMs - atMs >= settledMs)
  return [...past.slice(Math.max(0, settled)), told]
}

function leastMs(nearMs: number): number {
  return FAR_POLL_MAX_MS + jitterMs(SEGMENT_SPAN, Infinity, nearMs, 1)
}

function longestMs(nearMs: number): number {
  return jitterMs(SEGMENT_SPAN, SEGMENT_SPAN, nearMs, 1)
}

/** Over the segments that are counted and that nobody was called from yet. */
function shareHere(
  { calledUpTo, frontier, seats }: Front,
  countedUpTo: number,
  span: number,
): number | undefined {
  let here = 0
  let handedOut = 0
  for (let index = Math.ceil(calledUpTo / span); (index + 1) * span <= countedUpTo; index += 1) {
    const counts = seats[index]?.counts
    if (counts === undefined) break
    here += counts.waiting
    handedOut += Math.max(0, Math.min(span, frontier - index * span) - counts.gone)
  }
  return handedOut === 0 ? undefined : here / handedOut
}
