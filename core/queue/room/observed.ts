/** What the estimate is shown of the room. */
import { VERIFIER_SKEW_MS } from '../limits.ts'
import { estimatedAhead } from '../ahead.ts'
import type { Observed, ObservedLane } from '../estimate/observed.ts'
import { grantFromMs } from './drawing.ts'
import { phaseOf } from './phase.ts'
import { frontierOf, type Lane, type Room } from './room.ts'

export function observed(room: Room, nowMs: number): Observed {
  const { settings, halt, course, lanes } = room
  let granted = 0
  let returned = 0
  for (const { seats } of lanes) {
    for (const seat of seats) {
      granted += seat.granted
      returned += seat.returned
    }
  }
  const { offerMs, sessionMs } = settings.terms
  const isOpen = phaseOf(course) === 'open' && settings.mode === 'queue'
  const grantsFromMs = Math.max(room.settlingUntilMs, grantFromMs(room))
  return {
    isRunning: halt === undefined && isOpen && nowMs >= grantsFromMs,
    cap: settings.cap,
    ratePerSecond: settings.ratePerSecond,
    granted,
    returned,
    longestHoldMs: offerMs + sessionMs + VERIFIER_SKEW_MS,
    lanes: lanes.map((lane, index) => {
      const sharePercent = settings.lanes[index]?.sharePercent ?? 1
      return observedLane(lane, sharePercent, settings.span)
    }),
  }
}

function observedLane(lane: Lane, sharePercent: number, span: number): ObservedLane {
  const { id, calledUpTo, reach, seats } = lane
  const frontier = frontierOf(lane)
  const counts = {
    frontier,
    calledUpTo,
    countedUpTo: reach.countedUpTo,
    presentShare: reach.presentShare,
    waitingIn: (index: number) => seats[index]?.counts.waiting ?? 0,
    outOf: (index: number) => {
      const { gone = 0, offered = 0 } = seats[index]?.counts ?? {}
      return gone + offered
    },
  }
  return {
    id,
    sharePercent,
    calledUpTo,
    frontier,
    presentShare: reach.presentShare,
    aheadOf: (position) => estimatedAhead(counts, span, position),
  }
}
