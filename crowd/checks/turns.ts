/** Turns as they were offered, each once, whoever was told of it how often. */
import type { CrowdRecord, FanRecord, TurnTold } from '../record.ts'
import { standingPlace } from './standing-place.ts'
import { earliestMs, latestMs, type ServerClock } from './server-clock.ts'

/** The turns of one fan in the order of their telling. */
export function turnsOf({ turns }: FanRecord): TurnTold[] {
  const first = new Map<number, TurnTold>()
  for (const told of turns.toSorted((a, b) => a.toldMs - b.toldMs)) {
    if (!first.has(told.turn)) first.set(told.turn, told)
  }
  return [...first.values()]
}

/**
 * How long a turn stands. The deadline less this is the instant of the offer, by the clock of who
 * offered it; it is not published, so it is the longest anybody had left when told.
 */
export function offerMsOf(fans: readonly FanRecord[]): number {
  let longest = 0
  for (const { turns } of fans) {
    for (const { deadlineServerMs, saidServerMs } of turns) {
      longest = Math.max(longest, deadlineServerMs - saidServerMs)
    }
  }
  return longest
}

export type Offer = {
  readonly fan: number
  readonly lane: string
  readonly position: number
  /** By the crowd's clock: when it was offered, at the earliest and at the latest. */
  readonly fromMs: number
  readonly toMs: number
}

/** All offers there were, those among them that a join took in the same request. */
export function offersOf({ fans }: CrowdRecord, clock: ServerClock): Offer[] {
  const offerMs = offerMsOf(fans)
  return fans.flatMap((record) => {
    const { lane, position } = standingPlace(record)?.place ?? { lane: '', position: -1 }
    const who = { fan: record.fan, lane, position }
    const called = turnsOf(record).map(({ deadlineServerMs }) => ({
      ...who,
      fromMs: earliestMs(deadlineServerMs - offerMs, clock),
      toMs: latestMs(deadlineServerMs - offerMs, clock),
    }))
    const joined = record.sessions
      .filter(({ by }) => by === 'join')
      .map(({ sentMs, receivedMs }) => ({ ...who, fromMs: sentMs, toMs: receivedMs }))
    return [...called, ...joined.slice(0, 1)]
  })
}
