/** What an operator is to be told without looking for it. Each is also an alert rule in ops/. */
import { z } from 'zod'

export const alarmKind = z.enum([
  /** A count that cannot be: nothing is granted until it is understood. */
  'halted',
  /** Parts of the line do not answer; their fans are passed over. */
  'segments-silent',
  /** What fans near the front are told is older than it may be (R6). */
  'counts-old',
  /** Ended sessions are heard of too late: verifiers do as the room's policy says (R10). */
  'revocations-old',
  /** Three turns of ten or more are missed: fans are not there, or not told. */
  'many-lapses',
  /** The shop's reports have stopped, or keep the rate at its floor. */
  'shop-silent',
  'rate-at-floor',
])
export type AlarmKind = z.infer<typeof alarmKind>

export type Alarming = {
  readonly isOpen: boolean
  readonly waiting: number
  readonly isHalted: boolean
  readonly silentSegments: number
  readonly countsAgeMs: number
  readonly revocationsAgeMs: number
  readonly turns: number
  readonly lapses: number
  readonly rateReason: string | undefined
}

const COUNTS_AGE_MAX_MS = 5_000
const REVOCATIONS_AGE_MAX_MS = 4_000
const LAPSES_SHARE = 0.3
/** Fewer turns than this say nothing. */
const TURNS_LEAST = 50

export function alarmsOf(seen: Alarming): AlarmKind[] {
  const isWaitedFor = seen.isOpen && seen.waiting > 0
  const found: Record<AlarmKind, boolean> = {
    halted: seen.isHalted,
    'segments-silent': seen.silentSegments > 0,
    'counts-old': isWaitedFor && seen.countsAgeMs > COUNTS_AGE_MAX_MS,
    'revocations-old': seen.isOpen && seen.revocationsAgeMs > REVOCATIONS_AGE_MAX_MS,
    'many-lapses': seen.turns >= TURNS_LEAST && seen.lapses > seen.turns * LAPSES_SHARE,
    'shop-silent': seen.isOpen && seen.rateReason === 'silent',
    'rate-at-floor': isWaitedFor && seen.rateReason === 'at-floor',
  }
  return alarmKind.options.filter((kind) => found[kind])
}
