/**
 * About how long a room's sale will take, before anything is played: slots in use = rate × mean
 * stay, as docs/rehearse.md goes through it. Who leaves by themselves is left out.
 */
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { ExpectedCrowd } from './room-scenario.ts'

/** A slot is free 5 s after a session's end, and a turn is taken a second or two after its offer. */
const AROUND_SESSION_S = 7
/** The log-normal spread and the part of the absent who come back, as scenario.ts has them. */
const SPREAD = 1.5
const COME_BACK = 0.3
/** A rehearsal that has not ended by then is cut off. */
const LONGEST_S = 86_400

export function reckonedSeconds(
  { settings: { cap, ratePerSecond, terms } }: Pick<RoomEntry, 'settings'>,
  { fans, withinSeconds, shoppingSeconds, noShowPercent }: ExpectedCrowd,
): number {
  const noShow = noShowPercent / 100
  // A long tail makes the mean longer than the median.
  const mean = shoppingSeconds * Math.exp(Math.log(SPREAD) ** 2 / 2)
  const stay = Math.min(terms.sessionMs / 1_000, mean)
  const again = noShow * COME_BACK
  const sessions = 1 - noShow + again
  const held = sessions * (stay + AROUND_SESSION_S) + noShow * (terms.offerMs / 1_000)
  const byCap = (fans * held) / Math.max(1, cap)
  const byRate = (fans * (1 + again)) / ratePerSecond
  return Math.min(LONGEST_S, Math.max(byCap, byRate, withinSeconds) + stay)
}
