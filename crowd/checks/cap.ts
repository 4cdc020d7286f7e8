/**
 * R1: offers outstanding and sessions whose token could still be accepted somewhere never exceed
 * the cap. Counted is only what is sure: from when a fan was told, to the earliest instant at
 * which the slot can have come free.
 */
import type { CrowdRecord, FanRecord, TurnTold } from '../record.ts'
import { Findings, unchecked, type Finding } from './finding.ts'
import { earliestMs, serverClock, type ServerClock } from './server-clock.ts'
import { turnsOf } from './turns.ts'

/** How long past a token's end, or its session's release, somebody may still accept it. */
const ACCEPTED_AFTER_MS = 5_000

const SAYS = 'never more in use than the cap'

export type Use = { readonly fan: number; readonly fromMs: number; readonly toMs: number }

export function checkCap(record: CrowdRecord): Finding {
  const { cap } = record
  if (cap === undefined) return unchecked('R1', SAYS, 'the cap is not known: say --cap')
  const found = new Findings()
  for (const { atMs, inUse, fan } of counted(usesOf(record))) {
    found.hold(inUse <= cap, () => `${inUse} of ${cap} in use at ${at(atMs)}, fan ${fan} the last`)
  }
  return found.of('R1', SAYS)
}

/** The most that were surely in use at once. */
export function peakInUse(record: CrowdRecord): number {
  let peak = 0
  for (const { inUse } of counted(usesOf(record))) peak = Math.max(peak, inUse)
  return peak
}

export function usesOf({ fans }: CrowdRecord): Use[] {
  const clock = serverClock(fans)
  return fans.flatMap((record) => usesBy(record, clock))
}

function usesBy(record: FanRecord, clock: ServerClock): Use[] {
  const { fan } = record
  const session = sessionOf(record, clock)
  const leftMs = record.said.find(({ what }) => what === 'leave')?.sentMs ?? Infinity
  const offers = turnsOf(record).map(({ toldMs, deadlineServerMs }: TurnTold) => ({
    fan,
    fromMs: toldMs,
    toMs: Math.min(earliestMs(deadlineServerMs, clock), leftMs),
  }))
  if (session === undefined) return offers.filter(({ fromMs, toMs }) => fromMs < toMs)
  // The turn that was claimed became the session: one slot, without a gap.
  const claimed = offers.findLast(({ fromMs }) => fromMs <= session.knownMs)
  const whole = { fan, fromMs: claimed?.fromMs ?? session.knownMs, toMs: session.endsMs }
  return [...offers.filter((offer) => offer !== claimed), whole].filter(
    ({ fromMs, toMs }) => fromMs < toMs,
  )
}

function sessionOf(
  { sessions, said, refusals, transport }: FanRecord,
  clock: ServerClock,
): { readonly knownMs: number; readonly endsMs: number } | undefined {
  const [first] = sessions
  if (first === undefined) return undefined
  const tokenUntil = Math.max(...sessions.map(({ tokenUntilServerMs }) => tokenUntilServerMs))
  const goneMs = said.find(({ what }) => what === 'release' || what === 'leave')?.sentMs ?? Infinity
  // Ended by somebody else, at some instant after it was last known to go on.
  const isOver = refusals.some(({ code }) => code === 'admission-session-over')
  const lastMs = isOver ? (sessions.at(-1)?.receivedMs ?? Infinity) : Infinity
  // A page without script renews nothing: its token may have died long before its session ends.
  const acceptedAfterMs = transport === 'page' ? 0 : ACCEPTED_AFTER_MS
  return {
    knownMs: first.receivedMs,
    endsMs: Math.min(earliestMs(tokenUntil, clock), goneMs, lastMs) + acceptedAfterMs,
  }
}

/** At each beginning, how many are in use. A use that ends at that instant is over. */
function* counted(
  uses: readonly Use[],
): Generator<{ readonly atMs: number; readonly inUse: number; readonly fan: number }> {
  const ends = uses.map(({ toMs }) => toMs).toSorted((a, b) => a - b)
  let over = 0
  let begun = 0
  for (const { fromMs, fan } of uses.toSorted((a, b) => a.fromMs - b.fromMs)) {
    while ((ends[over] ?? Infinity) <= fromMs) over += 1
    begun += 1
    yield { atMs: fromMs, inUse: begun - over, fan }
  }
}

function at(ms: number): string {
  return new Date(ms).toISOString()
}
