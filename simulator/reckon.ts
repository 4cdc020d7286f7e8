/**
 * About how long a room's sale will take, before anything is played: slots in use = rate × mean
 * stay, as docs/rehearse.md goes through it. Who leaves by themselves is left out.
 */
import type { RoomView } from '../core/operate/room-answers.ts'
import type { RoomEntry } from '../core/queue/room/entry.ts'
import type { ExpectedCrowd } from './expected-crowd.ts'
import { DAY_S } from './limits.ts'
import { closesAfterSeconds } from './room-scenario.ts'

/** A slot is free 5 s after a session's end, and a turn is taken a second or two after its offer. */
const AROUND_SESSION_S = 7
/** The log-normal spread and the part of the absent who come back, as scenario.ts has them. */
const SPREAD = 1.5
const COME_BACK = 0.3

type Reckoned = Pick<RoomView, 'ratePerSecond'> & { readonly entry: Pick<RoomEntry, 'settings'> }

export function reckonedSeconds(
  { entry, ratePerSecond }: Reckoned,
  { fans, withinSeconds, shoppingSeconds, noShowPercent }: ExpectedCrowd,
): number {
  const { cap, terms } = entry.settings
  const noShow = noShowPercent / 100
  // A long tail makes the mean longer than the median.
  const mean = shoppingSeconds * Math.exp(Math.log(SPREAD) ** 2 / 2)
  const stay = Math.min(terms.sessionMs / 1_000, mean)
  const again = noShow * COME_BACK
  const sessions = 1 - noShow + again
  const held = sessions * (stay + AROUND_SESSION_S) + noShow * (terms.offerMs / 1_000)
  const byCap = (fans * held) / Math.max(1, cap)
  const byRate = (fans * (1 + again)) / ratePerSecond
  const called = Math.max(byCap, byRate, withinSeconds)
  const closes = closesAfterSeconds(entry) ?? Infinity
  return Math.min(DAY_S, Math.min(called, closes) + stay)
}
