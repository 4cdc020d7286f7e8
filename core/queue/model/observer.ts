/** Holds the sale against the rules, in every step, from its own books. */
import { difference, offsetsOf } from '../bits.ts'
import { GENERATION_MAX } from '../limits.ts'
import { entriesAfter } from '../room/revocation-log.ts'
import type { Room } from '../room/room.ts'
import type { RoomSettings } from '../room/settings.ts'
import type { Step } from '../segment/effects.ts'
import { slotsHeld } from '../segment/report.ts'
import type { Segment } from '../segment/segment.ts'
import { isSound } from '../segment/snapshot.ts'
import type { Act } from './acts.ts'
import type { Fan } from './crowd.ts'
import { GrantBook } from './grant-book.ts'
import type { Network } from './network.ts'
import { floatFault, idleFault, orderFault, rateFault, tickFault, type Instant } from './rules.ts'
import { SegmentRecord } from './record.ts'
import type { SegmentHost, SegmentWatcher } from './segment-host.ts'
import { changeFault, countFault } from './truth.ts'

/** A float may be offered this long after the cap was lowered, however messages fare. */
const CAP_WINDOW_MS = 3_000

export class Observer implements SegmentWatcher {
  readonly records = new Map<SegmentHost, SegmentRecord>()
  /** The lapses, offers and admissions seen: a run that saw none proved nothing. */
  readonly seen = { offers: 0, lapses: 0, admissions: 0, cuts: 0 }
  readonly offeredAtMs: number[] = []
  readonly #grants = new GrantBook()
  readonly #joins = new Map<string, Instant[]>()
  readonly #fans = new Map<string, Fan>()
  readonly #caps: { atMs: number; cap: number }[]
  readonly #rates: { atMs: number; rate: number }[]
  readonly #network: Network

  constructor(network: Network, settings: RoomSettings) {
    this.#network = network
    this.#caps = [{ atMs: -Infinity, cap: settings.cap }]
    this.#rates = [{ atMs: -Infinity, rate: settings.ratePerSecond }]
  }

  settingsChanged({ cap, ratePerSecond }: RoomSettings): void {
    const atMs = this.#network.nowMs
    this.#caps.push({ atMs, cap })
    this.#rates.push({ atMs, rate: ratePerSecond })
  }

  record(host: SegmentHost): SegmentRecord {
    const known = this.records.get(host) ?? new SegmentRecord()
    this.records.set(host, known)
    return known
  }

  joined(fan: Fan, host: SegmentHost): void {
    const key = `${fan.lane} ${fan.position}`
    this.#hold('R3', !this.#fans.has(key), `number ${key} went to two fans`)
    this.#fans.set(key, fan)
    const joins = this.#joins.get(fan.lane) ?? []
    const join = { atMs: this.#network.nowMs, value: fan.position }
    this.#hold('R3', orderFault(joins, join) === undefined, `joins inverted at ${key}`)
    joins.push(join)
    this.#joins.set(fan.lane, joins)
    const offset = fan.position - host.state.name.index * host.state.span
    const gone = offsetsOf(host.state.gone).includes(offset)
    this.#hold('R5', !gone, `number ${key} was void before it was handed out`)
  }

  restarted(host: SegmentHost): void {
    this.record(host).restartedAtMs = host.nowMs
  }

  stepped(host: SegmentHost, before: Segment, step: Step, act: Act): void {
    const record = this.record(host)
    const called = this.#readEffects(host, record, step)
    this.#checkGone(host, before, step.segment, act)
    this.#readAct(host, record, act)
    this.#checkCalled(host, record, called, act)
    this.#checkSlots(host, record, step.segment)
    const untrue =
      changeFault(before, step.segment, host.nowMs) ?? countFault(record, step.segment, host.nowMs)
    this.#hold('R6', untrue === undefined, untrue ?? '')
  }

  ticked(before: Room, after: Room): void {
    this.#grants.note(before, after, this.#network.nowMs)
    const order = tickFault(before, after)
    this.#hold('R3', order === undefined, order ?? '')
    const idle = idleFault(before, after)
    this.#hold('R4', idle === undefined, idle ?? '')
    // A rate that was lowered may leave fewer tokens than were reserved, until the float is old.
    const steady = this.#network.nowMs - (this.#rates.at(-1)?.atMs ?? 0) > 5_000
    const float = steady ? floatFault(after) : undefined
    this.#hold('R2', float === undefined, float ?? '')
    const { halt } = after
    this.#hold('R1', halt === undefined, `counters that cannot be: ${halt}`)
  }

  #readEffects(host: SegmentHost, record: SegmentRecord, step: Step): number[] {
    const called: number[] = []
    for (const effect of step.effects) {
      const { position } = effect
      if (effect.kind === 'your-turn') {
        record.offers.set(position, effect.deadlineMs)
        this.offeredAtMs.push(this.#network.nowMs)
        this.seen.offers += 1
        called.push(position)
      } else if (effect.kind === 'lapsed') {
        const deadlineMs = record.offers.get(position) ?? Infinity
        this.#hold('R4', host.nowMs >= deadlineMs, `${position} lapsed before its deadline`)
        record.offers.delete(position)
        record.signsOf(position).lapsed = true
        this.seen.lapses += 1
      } else if (effect.kind === 'still-there') {
        record.signsOf(position).doubtedAtMs ??= host.nowMs
      }
    }
    return called
  }

  #readAct(host: SegmentHost, record: SegmentRecord, act: Act): void {
    switch (act.kind) {
      case 'nothing':
        return
      case 'signs':
        for (const position of act.positions) {
          const signs = record.signsOf(position)
          signs.seenAtMs = Math.max(signs.seenAtMs, act.atMs)
          if (act.atMs >= (signs.doubtedAtMs ?? Infinity)) signs.doubtedAtMs = undefined
          if (act.deliberate) signs.lapsed = false
        }
        return
      case 'joined':
        for (const position of act.positions) {
          const signs = record.signsOf(position)
          if (!signs.joined) signs.seenAtMs = Math.max(signs.seenAtMs, host.nowMs)
          signs.joined = true
        }
        return
      case 'lost-connection':
        record.signsOf(act.position).doubtedAtMs ??= host.nowMs
        return
      case 'left':
        record.offers.delete(act.position)
        record.signsOf(act.position).left = true
        this.#cut(host, record, act.position)
        return
      case 'claimed':
        this.#admitted(host, record, act)
        return
      case 'renewed':
        this.#renewed(host, record, act)
        return
      case 'ended':
        this.#cut(host, record, act.position)
        return
      case 'moved':
        this.#moved(record, act)
    }
  }

  #admitted(host: SegmentHost, record: SegmentRecord, act: Act & { kind: 'claimed' }): void {
    if (act.outcome.kind !== 'admitted') {
      const alive = record.aliveFor(act.position, host.nowMs)
      this.#hold('R8', !alive, `claiming again did not answer with ${act.position}'s session`)
      return
    }
    const { session } = act.outcome
    const held = record.sessions.get(session.sessionId)
    const now = host.nowMs
    if (held === undefined) {
      const deadlineMs = record.offers.get(act.position) ?? -Infinity
      this.#hold('R8', now < deadlineMs, `${act.position} was admitted without an offer`)
      const other = [...record.sessions.values()].some(({ fanId }) => fanId === act.position)
      this.#hold('R8', !other, `${act.position} was admitted twice`)
      record.offers.delete(act.position)
      record.signsOf(act.position).admitted = true
      record.admit(act.position, session)
      this.seen.admissions += 1
    } else {
      this.#hold('R8', held.fanId === act.position, 'one session for two fans')
      this.#hold('R8', held.cutAtMs === undefined, 'a claim revived an ended session')
      held.tokenUntilMs = Math.max(held.tokenUntilMs, session.tokenUntilMs)
    }
    this.#checkToken(session, now)
  }

  #renewed(host: SegmentHost, record: SegmentRecord, act: Act & { kind: 'renewed' }): void {
    if (act.outcome.kind !== 'renewed') return
    const { session } = act.outcome
    const held = record.sessions.get(session.sessionId)
    const alive = held !== undefined && held.cutAtMs === undefined && host.nowMs < held.untilMs
    this.#hold('R8', alive, `${session.sessionId} was renewed after its end`)
    if (held !== undefined) held.tokenUntilMs = Math.max(held.tokenUntilMs, session.tokenUntilMs)
    this.#checkToken(session, host.nowMs)
  }

  /** R5: a move outdates every holder before it, and none of these is shut out of the next. */
  #moved(record: SegmentRecord, { position, asked, outcome }: Act & { kind: 'moved' }): void {
    const current = record.generations.get(position) ?? 0
    const isNext = outcome.kind === 'moved' && outcome.generation === current + 1
    const isFull = outcome.kind === 'moved-too-often' && current === GENERATION_MAX
    const holds = asked <= current && (isNext || isFull)
    this.#hold('R5', holds, `moving ${position} by ${asked} after ${current}: ${outcome.kind}`)
    if (outcome.kind === 'moved') record.generations.set(position, outcome.generation)
  }

  /** R8: of sessions cut short a while ago, the room knows all whose token could still be used. */
  checkRevocations(room: Room): void {
    const known = new Set(entriesAfter(room.revocations, 0).map(({ sessionId }) => sessionId))
    for (const [host, { sessions }] of this.records) {
      for (const [sessionId, { cutAtMs, tokenUntilMs }] of sessions) {
        if (cutAtMs === undefined || host.nowMs - cutAtMs < 3_000) continue
        const dead = tokenUntilMs < host.nowMs
        this.#hold('R8', dead || known.has(sessionId), `${sessionId} was cut and is not revoked`)
      }
    }
  }

  #checkToken({ untilMs, tokenUntilMs }: { untilMs: number; tokenUntilMs: number }, now: number) {
    this.#hold('R8', tokenUntilMs <= untilMs, 'a token outlives its session')
    this.#hold('R8', tokenUntilMs <= now + 60_000, 'a token lives longer than 60 s')
  }

  #cut(host: SegmentHost, record: SegmentRecord, position: number): void {
    for (const session of record.sessions.values()) {
      if (session.fanId !== position || session.cutAtMs !== undefined) continue
      if (host.nowMs >= session.untilMs) continue
      session.cutAtMs = host.nowMs
      this.seen.cuts += 1
    }
  }

  /** R5: nobody is taken out of the line who did not leave and was not admitted. */
  #checkGone(host: SegmentHost, before: Segment, after: Segment, act: Act): void {
    for (const offset of offsetsOf(difference(before.gone, after.gone))) {
      const position = host.state.name.index * after.span + offset
      const own = (act.kind === 'left' || act.kind === 'claimed') && act.position === position
      const known = this.#fans.has(`${after.name.lane} ${position}`)
      this.#hold('R5', own || !known, `${position} lost its place`)
    }
  }

  #checkCalled(host: SegmentHost, record: SegmentRecord, called: number[], act: Act): void {
    if (called.length === 0) return
    const now = host.nowMs
    for (const position of called) {
      const comes = act.kind === 'signs' || act.kind === 'joined'
      const coming = comes && act.positions.includes(position)
      const absent = !coming && record.surelyAbsent(position, now)
      this.#hold('R4', !absent, `${position} was offered a turn while absent`)
    }
    const highest = Math.max(...called)
    const passed = [...record.signs.keys()].find(
      (position) => position < highest && record.surelyPresent(position, now),
    )
    this.#hold('R3', passed === undefined, `${highest} was called before ${passed}`)
    const { lane, index } = host.state.name
    const late = this.#network.nowMs > this.#grants.offerUntilMs(lane, index)
    this.#hold('R2', !late, `slots were offered in ${lane} ${index} long after they were granted`)
    this.#checkCap()
    this.#checkRate()
  }

  #checkCap(): void {
    let total = 0
    for (const [host, record] of this.records) total += record.heldSlots(host.nowMs)
    const since = this.#network.nowMs - CAP_WINDOW_MS
    const cap = this.#largestSince(this.#caps, since, ({ cap: value }) => value)
    this.#hold('R1', total <= cap, `${total} slots held with a cap of ${cap}`)
  }

  #checkRate(): void {
    const fault = rateFault(this.offeredAtMs, (sinceMs) =>
      this.#largestSince(this.#rates, sinceMs - 1_000, ({ rate }) => rate),
    )
    this.#hold('R2', fault === undefined, fault ?? '')
  }

  /** R1 and R4: the segment holds exactly the slots that the books say are held. */
  #checkSlots(host: SegmentHost, record: SegmentRecord, segment: Segment): void {
    this.#hold('R1', isSound(segment), 'granted, held and returned slots do not add up')
    const held = slotsHeld(segment) - segment.spare
    const booked = record.heldSlots(host.nowMs)
    this.#hold('R4', held === booked, `the segment holds ${held} slots, the books say ${booked}`)
  }

  #largestSince<Entry extends { atMs: number }>(
    entries: Entry[],
    sinceMs: number,
    valueOf: (entry: Entry) => number,
  ): number {
    const start = entries.findLastIndex(({ atMs }) => atMs <= sinceMs)
    return Math.max(...entries.slice(Math.max(0, start)).map(valueOf))
  }

  #hold(rule: string, holds: boolean, fault: string): void {
    if (!holds) throw new Error(`${rule} is broken at ${this.#network.nowMs}: ${fault}`)
  }
}
