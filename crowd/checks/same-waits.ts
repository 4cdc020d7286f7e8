/**
 * same-waits: nobody waits longer for how they hear of the line. Turns are given in the order of
 * places, so that who stands right behind somebody is called no earlier; and being called, a fan
 * learns of it within the reach of their transport:
 *
 *   reach = one period of the transport + the age that what it tells may have (R6) + one tick
 *
 * Both follow from the rules, and together they give an inequality that every fan can be held to:
 * a fan hears of the turn at most one reach after the next place behind that has another transport.
 * And of each transport the median fan, held against the neighbours on both sides who have others,
 * is later by at most one poll.
 *
 * Compared are fans whom nothing disturbed between join and turn: see `calmly` below.
 */
import type { CrowdRecord, FanRecord } from '../record.ts'
import { quantile } from '../../simulator/engine/percentiles.ts'
import { TRANSPORTS, type Transport } from '../transports.ts'
import { Findings, unchecked, type Finding } from './finding.ts'
import { standingPlace } from './standing-place.ts'
import { turnsOf } from './turns.ts'

const RULE = 'same-waits'

/** Near the front, how long until the transport speaks again: a push does so at once. */
const PERIOD_MS: Readonly<Record<Transport, number>> = {
  socket: 0,
  stream: 1_000,
  poll: 5_000,
  page: 5_000,
}
/** R6, near the front: so old may be what an answer is made of. */
const AGE_MS = 3_000
/** Calls of one tick have no order, and an answer needs some time on its way. */
const TICK_APART_MS = 1_000
/** By how much the median of a transport may be later than its neighbours. */
const ONE_POLL_MS = 5_000
/** Shorter than this a connection broke, not a server. */
const OUTAGE_MS = 500

export function reachMs(transport: Transport): number {
  return PERIOD_MS[transport] + (transport === 'socket' ? 0 : AGE_MS) + TICK_APART_MS
}

type Heard = {
  readonly fan: number
  readonly transport: Transport
  readonly position: number
  readonly heardMs: number
  readonly reachMs: number
}

type Compared = Heard & {
  /** The nearest place behind that has another transport. */
  readonly behind: Heard
  /** Later than halfway between the neighbours on both sides; undefined for who has only one. */
  readonly laterMs: number | undefined
}

export function checkSameWaits(record: CrowdRecord): Finding[] {
  const compared = comparedIn(record)
  const each = 'each hears of the turn in time, by any transport'
  const median = 'half of each transport are later by at most one poll'
  if (compared.length === 0) {
    const why = 'no two transports can be compared'
    return [unchecked(RULE, each, why), unchecked(RULE, median, why)]
  }
  const found = new Findings()
  for (const { fan, transport, position, heardMs, reachMs, behind } of compared) {
    const afterMs = Math.round(heardMs - behind.heardMs)
    found.hold(afterMs <= reachMs, () => {
      return `fan ${fan} (${transport}) at ${position} heard of the turn ${afterMs} ms after fan ${behind.fan} (${behind.transport}) at ${behind.position}: at most ${reachMs} are in order`
    })
  }
  const medians = new Findings()
  for (const [transport, { medianMs }] of laterIn(compared)) {
    medians.hold(medianMs <= ONE_POLL_MS, () => {
      return `half of all by ${transport} heard of the turn ${medianMs} ms later than their neighbours, or more`
    })
  }
  return [found.of(RULE, each), medians.of(RULE, median)]
}

/** How much later than their neighbours fans of a transport heard: of how many, and half of them. */
export function laterByTransport(
  record: CrowdRecord,
): ReadonlyMap<Transport, { readonly compared: number; readonly medianMs: number }> {
  return laterIn(comparedIn(record))
}

function laterIn(compared: readonly Compared[]) {
  const by = new Map<Transport, { compared: number; medianMs: number }>()
  for (const transport of TRANSPORTS) {
    const later = compared
      .filter((other) => other.transport === transport)
      .flatMap(({ laterMs }) => laterMs ?? [])
      .toSorted((a, b) => a - b)
    if (later.length === 0) continue
    by.set(transport, { compared: later.length, medianMs: Math.round(quantile(later, 0.5)) })
  }
  return by
}

function comparedIn({ fans, outages }: CrowdRecord): Compared[] {
  const long = outages.filter(({ fromMs, toMs }) => toMs - fromMs >= OUTAGE_MS)
  const lanes = new Map<string, Heard[]>()
  for (const record of fans) {
    const lane = standingPlace(record)?.place.lane
    const heard = lane === undefined ? undefined : calmly(record, long)
    if (lane === undefined || heard === undefined) continue
    const others = lanes.get(lane) ?? []
    lanes.set(lane, others)
    others.push(heard)
  }
  return [...lanes.values()].flatMap((heard) =>
    compareIn(heard.toSorted((a, b) => a.position - b.position)),
  )
}

/** By position. The nearest of another transport ahead is kept on the way, the one behind looked for. */
function compareIn(heard: readonly Heard[]): Compared[] {
  const compared: Compared[] = []
  let aheadOfOther: Heard | undefined
  for (const [index, own] of heard.entries()) {
    const before = heard[index - 1]
    if (before !== undefined && before.transport !== own.transport) aheadOfOther = before
    let at = index + 1
    while (heard[at]?.transport === own.transport) at += 1
    const behind = heard[at]
    if (behind === undefined) continue
    const ahead = aheadOfOther
    const laterMs = ahead && own.heardMs - (ahead.heardMs + behind.heardMs) / 2
    compared.push({ ...own, behind, laterMs })
  }
  return compared
}

/**
 * When a fan heard of the first turn, if nothing came between: no reload, no lost connection, no
 * word that a turn had passed, and no server that was away. Those may make anybody late, and what
 * they cost is for R4 and R5. Before a connection has been open for a while its fan is a poller.
 */
function calmly(record: FanRecord, outages: CrowdRecord['outages']): Heard | undefined {
  const { fan, transport, places, connections, lapsesMs } = record
  const heardMs = turnsOf(record)[0]?.toldMs
  const [joined, again] = places
  if (joined === undefined || heardMs === undefined) return undefined
  const isDisturbed =
    (again !== undefined && again.receivedMs < heardMs) ||
    lapsesMs.some((atMs) => atMs < heardMs) ||
    connections.some(({ closedMs }) => closedMs < heardMs) ||
    outages.some(({ fromMs, toMs }) => fromMs < heardMs && toMs > joined.sentMs)
  if (isDisturbed) return undefined
  const holdsLine = transport === 'socket' || transport === 'stream'
  const openedMs = connections[0]?.openedMs ?? Infinity
  const asksStill = holdsLine && openedMs > heardMs - reachMs('poll')
  const { position } = standingPlace(record)?.place ?? joined.place
  return { fan, transport, position, heardMs, reachMs: reachMs(asksStill ? 'poll' : transport) }
}
