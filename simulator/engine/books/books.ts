/**
 * The books of a rehearsal: what was asked of segments and what they answered, held against the
 * rules at every step. Nothing here is decided by core, and no decision of core is read back.
 */
import type { ClaimOutcome, RenewOutcome } from '../../../core/queue/segment/claims.ts'
import type { SegmentEffect } from '../../../core/queue/segment/effects.ts'
import type { Scenario } from '../../scenario.ts'
import type { Clock } from '../clock.ts'
import type { Fans } from '../fans.ts'
import { Faults } from './faults.ts'
import { IdleBook } from './idle-book.ts'
import { JoinBook } from './join-book.ts'
import { LineBook } from './line-book.ts'
import { OrderBook } from './order-book.ts'
import { RateBook } from './rate-book.ts'
import { SessionBook } from './session-book.ts'
import { SlotBook } from './slot-book.ts'

/** The segment that spoke, as far as the books need it. */
type Speaker = { readonly lane: number; readonly skewMs: number; readonly bornAtMs: number }

export class Books {
  readonly faults = new Faults()
  readonly slots: SlotBook
  readonly rate: RateBook
  readonly idle: IdleBook
  readonly line: LineBook
  readonly joins: JoinBook[]
  readonly #sessions: SessionBook
  /** Fans whose join their segment has heard of. */
  readonly #heardOf: Uint8Array
  readonly #fans: Fans
  readonly #clock: Clock
  readonly order: OrderBook
  /** By lane, the highest position called since the last tick. */
  #highestCalled: number[] = []
  offers = 0
  lapses = 0

  constructor(scenario: Scenario, span: number, orderWindowMs: number, fans: Fans, clock: Clock) {
    const { faults } = this
    this.#fans = fans
    this.#clock = clock
    this.slots = new SlotBook(fans.size, scenario.cap, faults)
    this.rate = new RateBook(scenario.ratePerSecond, faults)
    this.idle = new IdleBook(this.slots, this.rate)
    this.line = new LineBook(fans, scenario.lanes.length, span, faults)
    this.joins = scenario.lanes.map(() => new JoinBook(orderWindowMs, faults))
    this.#sessions = new SessionBook(fans.size, faults)
    this.#heardOf = new Uint8Array(fans.size)
    this.order = new OrderBook(faults)
  }

  sign(fan: number, atMs: number = this.#clock.nowMs): void {
    this.line.sign(fan, atMs)
  }

  /** A desk may say of a join more than once; it is a sign of life the first time (R4). */
  joinHeard(fan: number): void {
    if (this.#heardOf[fan] === 1) return
    this.#heardOf[fan] = 1
    this.sign(fan)
  }

  doubt(fan: number): void {
    this.line.doubt(fan, this.#clock.nowMs)
  }

  here(fan: number): void {
    this.line.here(fan, this.#clock.nowMs)
  }

  left(fan: number): void {
    this.#advance()
    this.line.done(fan)
    this.slots.gaveUp(fan)
    this.cut(fan)
  }

  cut(fan: number): void {
    const { nowMs } = this.#clock
    this.#advance()
    if (!this.slots.inSession(fan, nowMs)) return
    this.#sessions.cut(fan, this.slots.tokenUntilMs(fan), nowMs)
    this.slots.cut(fan, nowMs)
  }

  /** Effects of one step of a segment, each with the fan it is about. */
  stepped(
    speaker: Speaker,
    effects: readonly SegmentEffect[],
    fanOf: (at: number) => number,
  ): void {
    this.#advance()
    const { nowMs } = this.#clock
    const called: number[] = []
    for (const effect of effects) {
      const fan = fanOf(effect.position)
      if (effect.kind === 'your-turn') {
        this.faults.hold(
          'R5',
          fan >= 0,
          nowMs,
          () => `${effect.position} is nobody's and was called`,
        )
        called.push(fan)
        this.offers += 1
        this.rate.offered(nowMs)
        this.slots.offered(fan, effect.deadlineMs - speaker.skewMs, nowMs)
        this.#fans.calledAtMs[fan] ||= nowMs
      } else if (effect.kind === 'lapsed') {
        this.lapses += 1
        const held = this.slots.holdsOffer(fan, nowMs)
        this.faults.hold('R4', !held, nowMs, () => `${effect.position} lapsed before its deadline`)
        this.line.lapsed(fan)
      } else if (effect.kind === 'still-there') this.line.doubt(fan, nowMs)
    }
    if (called.length === 0) return
    this.line.called(called, nowMs, speaker.bornAtMs)
    const before = this.#highestCalled[speaker.lane] ?? -1
    const positions = called.map((fan) => this.#fans.position[fan] ?? -1)
    this.#highestCalled[speaker.lane] = Math.max(before, ...positions)
  }

  claimed(fan: number, outcome: ClaimOutcome, skewMs: number): void {
    const { nowMs } = this.#clock
    const offered = this.slots.holdsOffer(fan, nowMs)
    if (outcome.kind === 'admitted') {
      const { session } = outcome
      const local = { ...session, untilMs: session.untilMs - skewMs }
      const token = session.tokenUntilMs - skewMs
      this.#sessions.admitted(fan, { ...local, tokenUntilMs: token }, offered, nowMs)
      this.slots.signed(fan, local.untilMs, token)
      this.line.done(fan)
      return
    }
    // A claim in the milliseconds around the deadline may go either way.
    this.faults.hold('R8', !offered || outcome.kind !== 'not-yet', nowMs, () => {
      return `${this.#fans.position[fan]} holds a turn and was told "${outcome.kind}"`
    })
    this.faults.hold('R5', outcome.kind !== 'over', nowMs, () => {
      return `${this.#fans.position[fan]} lost its place`
    })
  }

  /** Claims without having been told of a turn. */
  hammered(fan: number, outcome: ClaimOutcome): void {
    const { nowMs } = this.#clock
    const entitled = this.slots.holdsOffer(fan, nowMs) || this.slots.inSession(fan, nowMs)
    this.faults.hold('R8', outcome.kind !== 'admitted' || entitled, nowMs, () => {
      return `${this.#fans.position[fan]} was admitted without a turn`
    })
  }

  renewed(fan: number, outcome: RenewOutcome, skewMs: number): void {
    const { nowMs } = this.#clock
    const alive = this.slots.inSession(fan, nowMs)
    this.faults.hold('R8', outcome.kind !== 'renewed' || alive, nowMs, () => {
      return `the session of ${this.#fans.position[fan]} was renewed after its end`
    })
    if (outcome.kind !== 'renewed') return
    const { session } = outcome
    const [untilMs, tokenUntilMs] = [session.untilMs - skewMs, session.tokenUntilMs - skewMs]
    this.#sessions.checkToken({ ...session, untilMs, tokenUntilMs }, nowMs)
    this.slots.signed(fan, untilMs, tokenUntilMs)
  }

  capChanged(cap: number): void {
    this.#advance()
    this.slots.capChanged(cap, this.#clock.nowMs)
  }

  rateChanged(ratePerSecond: number): void {
    this.#advance()
    this.rate.rateChanged(ratePerSecond, this.#clock.nowMs)
  }

  revocationsKnown(sessionIds: readonly string[], isExcused: boolean): void {
    this.#sessions.roomKnows(sessionIds, this.#clock.nowMs, isExcused)
  }

  /** Once a tick: who was called past somebody that could be known to be here, and is any here. */
  ticked(lanes: number, isExcused: boolean): void {
    const { nowMs } = this.#clock
    this.#advance()
    let anybodyHere = false
    for (let lane = 0; lane < lanes; lane += 1) {
      const lowest = this.line.lowestKnown(lane, nowMs)
      if (lowest === undefined) continue
      anybodyHere = true
      if (lowest < (this.#highestCalled[lane] ?? -1) && !isExcused) this.line.inversions += 1
    }
    this.#highestCalled = []
    this.idle.anybodyHere = anybodyHere
  }

  #advance(): void {
    this.idle.advance(this.#clock.nowMs)
  }
}
