/**
 * One fan's way through a room, as a page or an app would take it: comes, waits, is called, goes
 * into the shop. Decides only; whoever holds the fan does what it says. Times are by the fan's own
 * clock, and random numbers are given, so that a fan can be led through anything by a test.
 */
import type { FanStatusOnWire } from '../core/protocol/fan-status.ts'
import type { JoinAnswer } from '../core/protocol/join.ts'
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { SessionOnWire } from '../core/protocol/session.ts'
import type { SocketDown } from '../core/protocol/socket-down.ts'
import { Alarms } from '../client/alarms.ts'
import { retryMs } from './back-off.ts'
import type { AskName, Ending, FanAction, FanEvent, Outcome, Refusal } from './fan-events.ts'
import { Hearing } from './hearing.ts'
import type { Plan } from './manners.ts'
import { Shopper } from './shopper.ts'
import { TurnTaker } from './turn-taker.ts'

type AlarmName = 'join' | 'reload' | 'leave'
type Granted = Exclude<Outcome, { kind: 'refused' | 'unreachable' | 'mismatch' }>

/** A page is drawn anew. */
const RELOADED_AFTER_MS = 1_500
/** A room that takes no joins yet is asked again. */
const JOIN_AGAIN_MS = 3_000
/** After word of the close, as a page does: whether anything is still to come. */
const LOOK_CLOSED_MS = 6_000

export class Fan {
  readonly #plan: Plan
  readonly #random: () => number
  readonly #alarms = new Alarms<AlarmName>()
  readonly #hearing: Hearing
  readonly #turns: TurnTaker
  #shopper: Shopper | undefined
  #hasPlace = false
  #isOver = false
  #isLeaving = false
  #serverAheadMs: number | undefined
  /** Requests in a row that came to nothing. */
  #failures = 0

  constructor(plan: Plan, random: () => number) {
    this.#plan = plan
    this.#random = random
    this.#hearing = new Hearing(plan.transport, random)
    this.#turns = new TurnTaker(plan, random)
  }

  /** When to be woken next, if nothing happens before. */
  nextMs(): number | undefined {
    const { asks, connection } = this.#hearing
    const parts = [this.#alarms, asks, connection.alarms, this.#turns.alarms, this.#shopper?.alarms]
    const nexts = parts.flatMap((alarms) => alarms?.nextMs() ?? [])
    return nexts.length === 0 ? undefined : Math.min(...nexts)
  }

  step(event: FanEvent, nowMs: number): FanAction[] {
    if (this.#isOver) return []
    switch (event.kind) {
      case 'begun':
        return [{ kind: 'ask', ask: { what: 'join' } }]
      case 'woken':
        return this.#woken(nowMs)
      case 'answered':
        return this.#answered(event.what, event.outcome, nowMs)
      case 'connected':
        this.#hearing.opened(nowMs)
        return []
      case 'heard':
        return this.#heard(event.message, nowMs)
      case 'streamed':
        return this.#told(event.answer, 'stream', nowMs)
      case 'cut':
        this.#hearing.cut(event, nowMs)
        return []
      case 'dismissed':
        this.#hearing.dismissed(nowMs)
        return []
    }
  }

  #woken(nowMs: number): FanAction[] {
    if (this.#shopper !== undefined) return this.#kept(this.#shopper.woken(nowMs))
    const turns = this.#kept(this.#turns.woken(this.#hearing.hasSocket, nowMs))
    if (this.#isOver) return turns
    const rung = this.#alarms.takeDue(nowMs).flatMap((name) => this.#rings(name, nowMs))
    return [...turns, ...rung, ...this.#hearing.woken(nowMs)]
  }

  #rings(name: AlarmName, nowMs: number): FanAction[] {
    switch (name) {
      case 'join':
        return [{ kind: 'ask', ask: { what: 'join' } }]
      case 'reload':
        this.#alarms.set('join', nowMs + RELOADED_AFTER_MS * (0.3 + this.#random()))
        return this.#hearing.reloads()
      case 'leave':
        // Nobody walks off while being called.
        if (this.#turns.isCalled) return []
        this.#isLeaving = true
        // Who has left and reloads would take a new place.
        this.#alarms.clear('reload')
        return [{ kind: 'ask', ask: { what: 'leave' } }]
    }
  }

  #answered(what: AskName, outcome: Outcome, nowMs: number): FanAction[] {
    if (this.#shopper !== undefined)
      return this.#answeredInside(this.#shopper, what, outcome, nowMs)
    if (outcome.kind === 'unreachable' || outcome.kind === 'mismatch') {
      return this.#again(what, undefined, nowMs)
    }
    if (outcome.kind !== 'refused') {
      this.#failures = 0
      return this.#granted(what, outcome, nowMs)
    }
    if (outcome.status === 503 || outcome.status === 429) {
      return this.#again(what, outcome.retryAfterMs, nowMs)
    }
    this.#failures = 0
    return this.#refused(what, outcome, nowMs)
  }

  #answeredInside(shopper: Shopper, what: AskName, outcome: Outcome, nowMs: number): FanAction[] {
    if (outcome.kind === 'told') shopper.clockLearned(outcome.answer.status.nowMs - nowMs, nowMs)
    return this.#kept(shopper.answered(what, outcome, nowMs))
  }

  #granted(what: AskName, outcome: Granted, nowMs: number): FanAction[] {
    switch (outcome.kind) {
      case 'joined':
        return this.#joined(outcome.answer, nowMs)
      case 'told':
        return this.#instead(what, outcome.answer, nowMs)
      case 'admitted':
        if (outcome.nowMs !== undefined) this.#knowsClock(outcome.nowMs, nowMs)
        return this.#enter(outcome.session, nowMs)
      case 'left':
        return this.#end('left')
      case 'here':
        return this.#lookSoon(nowMs)
      case 'renewed':
      case 'released':
        return []
    }
  }

  /** A plain page may show the line where something else was pressed for: it came to nothing. */
  #instead(what: AskName, answer: PollAnswer, nowMs: number): FanAction[] {
    if (what === 'claim') this.#turns.withdrawn()
    if (what === 'leave') this.#again(what, undefined, nowMs)
    return this.#told(answer, 'poll', nowMs)
  }

  #again(what: AskName, afterMs: number | undefined, nowMs: number): FanAction[] {
    this.#failures += 1
    const atMs = nowMs + retryMs(this.#failures, afterMs, this.#random())
    if (what === 'claim' || what === 'here') this.#turns.alarms.set(what, atMs)
    else if (what === 'status') this.#hearing.asks.set(what, atMs)
    else if (what !== 'renew' && what !== 'release') this.#alarms.set(what, atMs)
    return []
  }

  #refused(what: AskName, { code }: Refusal, nowMs: number): FanAction[] {
    if (what === 'claim') this.#turns.claimRefused()
    if (code === 'join-closed' || code === 'join-rejected') return this.#end('turned-away')
    if (what === 'join' && !this.#hasPlace) {
      this.#alarms.set('join', nowMs + JOIN_AGAIN_MS * (0.5 + this.#random()))
      return []
    }
    if (code === 'offer-lapsed') return this.#kept(this.#turns.lapsed(nowMs))
    if (code === 'no-offer') {
      this.#turns.withdrawn()
      return this.#lookSoon(nowMs)
    }
    return code === 'place-gone' ? this.#placeOver() : this.#end('lost')
  }

  #joined(answer: JoinAnswer, nowMs: number): FanAction[] {
    if (answer.kind === 'let-through') return this.#end('let-through')
    if (!this.#hasPlace) this.#plansTrouble(nowMs)
    this.#hasPlace = true
    if (answer.kind === 'placed') return this.#told(answer.poll, 'poll', nowMs)
    const inside = this.#enter(answer.session, nowMs)
    // The session's end is by a clock that this fan does not know yet.
    const isClockKnown = this.#serverAheadMs !== undefined
    return isClockKnown ? inside : [...inside, { kind: 'ask', ask: { what: 'status' } }]
  }

  #plansTrouble(nowMs: number): void {
    const { reloadsAfterMs, losesSocketAfterMs, patienceMs } = this.#plan
    if (reloadsAfterMs !== undefined) this.#alarms.set('reload', nowMs + reloadsAfterMs)
    if (patienceMs !== undefined) this.#alarms.set('leave', nowMs + patienceMs)
    if (losesSocketAfterMs === undefined) return
    this.#hearing.connection.alarms.set('lose', nowMs + losesSocketAfterMs)
  }

  #told(answer: PollAnswer, by: 'poll' | 'stream', nowMs: number): FanAction[] {
    // What was on its way when the fan went in.
    if (this.#shopper !== undefined) return []
    const { status, offer, session, next } = answer
    const aheadMs = this.#knowsClock(status.nowMs, nowMs)
    if (session !== undefined) return this.#enter(session, nowMs)
    if (offer !== undefined) this.#turns.called(offer.turn, offer.deadlineMs - aheadMs, nowMs)
    const ended = this.#stands(status, nowMs)
    if (ended.length > 0) return ended
    if (next.kind === 'stop') return this.#end('turned-away')
    this.#hearing.told(next, by, nowMs)
    return []
  }

  #knowsClock(serverNowMs: number, nowMs: number): number {
    this.#serverAheadMs = serverNowMs - nowMs
    return this.#serverAheadMs
  }

  #stands(status: FanStatusOnWire, nowMs: number): FanAction[] {
    switch (status.standing) {
      case 'gone':
        return this.#placeOver()
      case 'superseded':
        return this.#end('lost')
      case 'lapsed': {
        const asOfMs = status.asOfMs - (this.#serverAheadMs ?? 0)
        return this.#kept(this.#turns.saidLapsed(asOfMs, nowMs))
      }
      case 'waiting':
      case 'absent':
      case 'offered':
        return []
    }
  }

  #heard(message: SocketDown, nowMs: number): FanAction[] {
    switch (message.kind) {
      case 'status':
        this.#knowsClock(message.nowMs, nowMs)
        if (message.phase === 'closed') {
          const lookMs = nowMs + LOOK_CLOSED_MS * (1 + this.#random())
          this.#hearing.asks.setBy('status', lookMs)
        }
        // A poll says whether who is gone was let in.
        return message.standing === 'gone' ? this.#lookSoon(nowMs) : this.#stands(message, nowMs)
      case 'your-turn': {
        const aheadMs = this.#knowsClock(message.nowMs, nowMs)
        this.#turns.called(message.turn, message.deadlineMs - aheadMs, nowMs)
        return []
      }
      case 'still-there':
        return [{ kind: 'say', message: { kind: 'present' } }]
      case 'lapsed':
        return this.#kept(this.#turns.lapsed(nowMs))
      case 'news':
      case 'session-ended':
      case 'moved-away':
        return []
    }
  }

  #lookSoon(nowMs: number): FanAction[] {
    this.#hearing.asks.setBy('status', nowMs + 200 + 800 * this.#random())
    return []
  }

  #enter(session: SessionOnWire, nowMs: number): FanAction[] {
    const hungUp = this.#hearing.connection.hangUp('closed')
    this.#forgetsTheLine()
    this.#shopper = new Shopper(session, this.#plan, this.#random, this.#serverAheadMs, nowMs)
    return hungUp
  }

  /** Which may be the fan's own doing, though no answer said so. */
  #placeOver(): FanAction[] {
    if (this.#isLeaving) return this.#end('left')
    return this.#end(this.#turns.mayBeIn ? 'unheard' : 'lost')
  }

  #end(how: Ending): FanAction[] {
    return this.#kept([{ kind: 'end', how }])
  }

  /** An end ends all, whichever part of the fan said it. */
  #kept(actions: FanAction[]): FanAction[] {
    if (!actions.some(({ kind }) => kind === 'end')) return actions
    const hungUp = this.#hearing.connection.hangUp('closed')
    this.#isOver = true
    this.#forgetsTheLine()
    this.#shopper?.alarms.clearAll()
    return [...hungUp, ...actions]
  }

  #forgetsTheLine(): void {
    this.#alarms.clearAll()
    this.#turns.alarms.clearAll()
    this.#hearing.forget()
  }
}
