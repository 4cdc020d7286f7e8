/**
 * What polls cost, a second at a time. There are too many of them to let each happen, and none of
 * them changes anything: how many there are, and how many calls they lead to, is reckoned from
 * how many pages poll, how often, and how long a document is held on the way.
 */
import { SEGMENT_HELD_BY_DESK_MS } from '../../core/queue/limits.ts'
import type { Scenario } from '../scenario.ts'
import type { Calls } from './calls.ts'
import { NEAR_POLL_MS } from './crowd.ts'

/** An isolate holds the room's document so long, for near fans and for far ones. */
const NEAR_HOLD_S = 1
const FAR_HOLD_S = 4
/** A desk holds a segment's document so long: what it says is true when it is fetched. */
const SEGMENT_HOLD_S = SEGMENT_HELD_BY_DESK_MS / 1_000
/** A far page asks every 23 to 25 s, those just behind near every 17 s on average. */
const FAR_POLL_S = 23.75
const NEXT_POLL_S = 16.6
const NEAR_POLL_S = NEAR_POLL_MS / 1_000
/** Isolates pass on who polled to their desks, and desks to segments, this often. */
const PRESENCE_S = 10

export type Followers = {
  /** Far fans within a near window of near, and beyond. */
  readonly next: number
  readonly far: number
  /** Near fans without a socket, by segment: its index among all, and how many. */
  readonly polling: readonly { readonly segment: number; readonly polls: number }[]
}

export type Sizes = { readonly roomDocument: number; readonly segmentDocument: number }

/** Adds one second of polls to the counts of calls; answers how many polls there were. */
export function countPolls(
  { machines }: Scenario,
  { next, far, polling }: Followers,
  sizes: Sizes,
  calls: Calls,
): number {
  const near = polling.reduce((sum, { polls }) => sum + polls, 0) / NEAR_POLL_S
  const distant = next / NEXT_POLL_S + far / FAR_POLL_S
  const { fetches, farPart } = fetchesOf(near / machines.isolates, distant / machines.isolates)
  const all = fetches * machines.isolates
  calls.farPolls += all * farPart
  calls.farFanSeconds += next + far
  const { desks } = machines
  const presence = polling.length === 0 ? 0 : machines.isolates / PRESENCE_S
  for (let desk = 0; desk < desks; desk += 1) {
    calls.add('desk', desk, sizes.roomDocument, (all + presence) / desks)
  }
  for (const { segment, polls } of polling) {
    // Each desk fetches a segment's document when one of its own polls needs it.
    const perDesk = polls / desks / NEAR_POLL_S
    calls.add('segment', segment, sizes.segmentDocument, desks / (SEGMENT_HOLD_S + 1 / perDesk))
    calls.add('segment', segment, 600, (desks * chance(polls / desks)) / PRESENCE_S)
  }
  return near + distant
}

/** Fetches a second of one isolate, and the part that a far fan's poll sets off. */
function fetchesOf(near: number, distant: number): { fetches: number; farPart: number } {
  if (near + distant === 0) return { fetches: 0, farPart: 0 }
  const gap = FAR_HOLD_S - NEAR_HOLD_S
  const quiet = Math.exp(-gap * near)
  const meanGap = near === 0 ? gap : (1 - quiet) / near
  const cycle = NEAR_HOLD_S + meanGap + quiet / (near + distant)
  return { fetches: 1 / cycle, farPart: (quiet * distant) / (near + distant) }
}

/** That at least one of so many, on average, is there. */
function chance(mean: number): number {
  return 1 - Math.exp(-mean)
}
