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
import { Alarms } from './alarms.ts'
import { retryMs } from './back-off.ts'
import { Connection } from './connection.ts'
import type { AskName, Ending, FanAction, FanEvent, Outcome, Refusal } from './fan-events.ts'
import type { Plan } from './manners.ts'
import { Shopper } from './shopper.ts'
import { TurnTaker } from './turn-taker.ts'

type AlarmName = 'join' | 'status' | 'reload' | 'leave'
type Granted = Exclude<Outcome, { kind: 'refused' | 'unreachable' | 'mismatch' }>

/** Who has a socket looks at the counts this often all the same. */
const LOOK_EVERY_MS = 20_000
/** A page is drawn anew. */
const RELOADED_AFTER_MS = 1_500
/** A room that takes no joins yet is asked again. */
const JOIN_AGAIN_MS = 3_000

export class Fan {
  readonly #plan: Plan
  readonly #random: () => number
  readonly #alarms = new Alarms<AlarmName>()
  readonly #connection: Connection
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
    this.#connection = new Connection(random)
    this.#turns = new TurnTaker(plan, random)
  }

  /** When to be woken next, if nothing happens before. */
  nextMs(): number | undefined {
    const parts = [this.#alarms, this.#connection.alarms, this.#turns.alarms, this.#shopper?.alarms]
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
        this.#connection.opened(nowMs)
        this.#alarms.set('status', this.#nextLookMs(nowMs))
        return []
      case 'heard':
        return this.#heard(event.message, nowMs)
      case 'cut': {
        const after = this.#connection.cut(event.code, event.reason, nowMs)
        if (after !== undefined) this.#alarms.set('status', nowMs + after.pollInMs)
        return []
      }
    }
  }

  #woken(nowMs: number): FanAction[] {
    if (this.#shopper !== undefined) return this.#kept(this.#shopper.woken(nowMs))
    const turns = this.#kept(this.#turns.woken(this.#connection.isOpen, nowMs))
    if (this.#isOver) return turns
    const rung = this.#alarms.takeDue(nowMs).flatMap((name) => this.#rings(name, nowMs))
    return [...turns, ...rung, ...this.#connection.woken(nowMs)]
  }

  #rings(name: AlarmName, nowMs: number): FanAction[] {
    switch (name) {
      case 'join':
      case 'status':
        return [{ kind: 'ask', ask: { what: name } }]
      case 'reload':
        this.#alarms.clear('status')
        this.#connection.alarms.clear('connect')
        this.#alarms.set('join', nowMs + RELOADED_AFTER_MS * (0.3 + this.#random()))
        return this.#connection.hangUp('closed')
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
      return this.#granted(outcome, nowMs)
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

  #granted(outcome: Granted, nowMs: number): FanAction[] {
    switch (outcome.kind) {
      case 'joined':
        return this.#joined(outcome.answer, nowMs)
      case 'told':
        return this.#told(outcome.answer, nowMs)
      case 'admitted':
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

  #again(what: AskName, afterMs: number | undefined, nowMs: number): FanAction[] {
    this.#failures += 1
    const atMs = nowMs + retryMs(this.#failures, afterMs, this.#random())
    if (what === 'claim' || what === 'here') this.#turns.alarms.set(what, atMs)
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
    if (answer.kind === 'placed') return this.#told(answer.poll, nowMs)
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
    this.#connection.alarms.set('lose', nowMs + losesSocketAfterMs)
  }

  #told({ status, offer, session, next }: PollAnswer, nowMs: number): FanAction[] {
    const aheadMs = this.#knowsClock(status.nowMs, nowMs)
    if (session !== undefined) return this.#enter(session, nowMs)
    if (offer !== undefined) this.#turns.called(offer.turn, offer.deadlineMs - aheadMs, nowMs)
    const ended = this.#stands(status, nowMs)
    if (ended.length > 0) return ended
    switch (next.kind) {
      case 'stop':
        return this.#end('turned-away')
      case 'poll':
        this.#alarms.set('status', nowMs + next.inMs)
        return []
      case 'connect':
        return this.#isNear(next.inMs, next.pollMs, nowMs)
    }
  }

  #isNear(inMs: number, pollMs: number, nowMs: number): FanAction[] {
    const { isWanted, alarms } = this.#connection
    this.#alarms.set('status', isWanted ? this.#nextLookMs(nowMs) : nowMs + pollMs)
    // Polls in between draw another delay each; the first stands, or the soonest would win.
    if (!isWanted && !this.#plan.polls && !alarms.has('connect'))
      alarms.set('connect', nowMs + inMs)
    return []
  }

  #nextLookMs(nowMs: number): number {
    return nowMs + LOOK_EVERY_MS * (0.5 + this.#random())
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
    this.#alarms.setBy('status', nowMs + 200 + 800 * this.#random())
    return []
  }

  #enter(session: SessionOnWire, nowMs: number): FanAction[] {
    const hungUp = this.#connection.hangUp('closed')
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
    const hungUp = this.#connection.hangUp('closed')
    this.#isOver = true
    this.#forgetsTheLine()
    this.#shopper?.alarms.clearAll()
    return [...hungUp, ...actions]
  }

  #forgetsTheLine(): void {
    this.#alarms.clearAll()
    this.#turns.alarms.clearAll()
    this.#connection.alarms.clearAll()
  }
}
