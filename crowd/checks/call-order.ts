/**
 * R3: of the present fans of a lane, the lowest position is offered first, whatever their
 * transport. Only who was surely present is counted: for a while before somebody further back was
 * called, for a while after, and not called in between.
 */
import type { CrowdRecord, FanRecord } from '../record.ts'
import { Findings, type Finding } from './finding.ts'
import { surelyHere } from './presence.ts'
import { serverClock, type ServerClock } from './server-clock.ts'
import { standingPlace } from './standing-place.ts'
import { offerMsOf, offersOf, turnsOf } from './turns.ts'

const SAYS = 'of those present, lower positions are called first'
/** Calls of one tick reach several segments, one after the other. */
const TICK_APART_MS = 1_000

type Waiting = {
  readonly fan: number
  readonly lane: string
  readonly position: number
  readonly fromMs: number
  readonly toMs: number
}

export function checkCallOrder(record: CrowdRecord): Finding {
  const clock = serverClock(record.fans)
  const offerMs = offerMsOf(record.fans)
  const waiting = record.fans
    .flatMap((fan) => surelyWaiting(fan, record, clock, offerMs))
    .toSorted((a, b) => a.fromMs - b.fromMs)
  const found = new Findings()
  let active: Waiting[] = []
  let at = 0
  for (const offer of offersOf(record, clock).toSorted((a, b) => a.toMs - b.toMs)) {
    while ((waiting[at]?.fromMs ?? Infinity) < offer.fromMs) {
      active.push(...waiting.slice(at, at + 1))
      at += 1
    }
    active = active.filter(({ toMs }) => toMs > offer.toMs)
    const passed = active.find(
      ({ lane, position }) => lane === offer.lane && position < offer.position,
    )
    found.hold(passed === undefined, () => {
      return `fan ${offer.fan} at ${offer.position} was called while ${passed?.position} was present and waiting`
    })
  }
  return found.of('R3', SAYS)
}

/**
 * Up to a fan's first turn, or the word that it was missed unheard: when such a fan counts as here
 * again depends on when "I'm here" was heard.
 */
function surelyWaiting(
  record: FanRecord,
  { outages }: CrowdRecord,
  clock: ServerClock,
  offerMs: number,
): Waiting[] {
  const { fan, said, endedMs = Infinity } = record
  const stands = standingPlace(record)
  if (stands === undefined) return []
  const { lane, position } = stands.place
  const [turn] = turnsOf(record)
  const calledMs =
    turn === undefined ? Infinity : turn.deadlineServerMs - offerMs - clock.aheadMostMs
  const leftMs = said.find(({ what }) => what === 'leave')?.sentMs ?? Infinity
  const letInMs = record.sessions[0]?.sentMs ?? Infinity
  const doneMs = Math.min(calledMs, ...record.lapsesMs, leftMs, letInMs, endedMs)
  return surelyHere(record, outages).flatMap((here) => {
    const fromMs = Math.max(here.fromMs, stands.receivedMs)
    const toMs = Math.min(here.toMs, doneMs) - TICK_APART_MS
    return fromMs < toMs ? [{ fan, lane, position, fromMs, toMs }] : []
  })
}
