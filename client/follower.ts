/**
 * A fan's page as a state machine: what it knows, whom it asks and when, by whatever transport.
 * Decides only: whoever holds it does what it says. Times are by the page's own clock, whatever
 * that is; random numbers are given, so that a test can lead a page through anything.
 */
import type { PollAnswer } from '../core/protocol/poll.ts'
import type { ProblemOnWire } from '../core/protocol/problem.ts'
import { CLOSE } from '../core/protocol/socket-terms.ts'
import { Alarms } from './alarms.ts'
import { Asking } from './asking.ts'
import { againInMs } from './close-reason.ts'
import { ServerClock } from './server-clock.ts'
import type { Answered, FanAction, FanEvent, Refused } from './events.ts'
import { Link } from './link.ts'
import { heardBy, merged, startOf } from './told.ts'
import type { FanView, RoomState, Transport } from './room-state.ts'

/** A room that takes no joins now, or is gone, is looked at again. */
const LOOK_AGAIN_MS = 5_000
const LOOK_GONE_MS = 30_000
/** After a push that says less than a poll would. */
const SOON_MS = 300
/** Statuses are said again every ten seconds: one that was missed is made up for by a poll. */
const LOOK_IF_SILENT_MS = 15_000
/** A push says that the sale has closed; the poll that follows says whether anything is still to come. */
const LOOK_CLOSED_MS = 6_000
/** "Still there?" comes seconds before a turn. */
const ASKED_FOR_MS = 20_000
/** Replaced twice within so long, a page is followed elsewhere. */
const BELIEVED_WITHIN_MS = 60_000
/** A connection that ended without a word. */
const BROKEN = 1006

export type FollowerOptions = {
  readonly transports: readonly Transport[]
  /** Whether a turn is taken by itself while the page is looked at. */
  readonly claimsItself: boolean
}

export class Follower {
  readonly #options: FollowerOptions
  readonly #random: () => number
  readonly #alarms = new Alarms<'asked-over'>()
  readonly #asking: Asking
  readonly #clock = new ServerClock()
  readonly #link: Link
  #view: FanView = { kind: 'unknown' }
  #startedAhead: number | undefined
  #isVisible = true
  #isOnline = true
  #isAskedFor = false
  #isKeptByPageOnly = false
  #hasJoined = false
  #replacedAtMs = -Infinity
  /** When a turn was offered or taken, by the server's clock. */
  #happenedAtMs = 0

  constructor(options: FollowerOptions, random: () => number) {
    this.#options = options
    this.#random = random
    this.#asking = new Asking(random)
    this.#link = new Link(
      options.transports.filter((way) => way !== 'poll'),
      random,
    )
  }

  get state(): RoomState {
    return {
      view: this.#view,
      transport: this.#link.transport,
      isOffline: !this.#isOnline || this.#asking.isUnreached,
      isAskedFor: this.#isAskedFor,
      isKeptByPageOnly: this.#isKeptByPageOnly,
      startedAhead: this.#startedAhead,
      serverAheadMs: this.#clock.aheadMs,
    }
  }

  nextMs(): number | undefined {
    const nexts = [this.#alarms, this.#asking.alarms, this.#link.alarms].flatMap(
      (alarms) => alarms.nextMs() ?? [],
    )
    return nexts.length === 0 ? undefined : Math.min(...nexts)
  }

  step(event: FanEvent, nowMs: number): FanAction[] {
    switch (event.kind) {
      case 'begun':
        this.#clock.guess(event.serverAheadMs, nowMs)
        return this.#begins(event.view, nowMs)
      case 'woken':
        return this.#woken(nowMs)
      case 'answered':
        return this.#answered(event, event.sentMs, nowMs)
      case 'refused':
        return this.#refused(event, nowMs)
      case 'unreachable':
        this.#asking.failed(event.what, undefined, nowMs)
        return []
      case 'opened':
        this.#link.opened(nowMs)
        this.#asking.alarms.clear('look')
        return []
      case 'alive':
        this.#link.heard(nowMs)
        return []
      case 'told':
        this.#link.heard(nowMs)
        return this.#told(event.poll, nowMs)
      case 'heard':
        return this.#heard(event.message, nowMs)
      case 'ended':
        this.#link.cut(CLOSE.movedAway, nowMs)
        return this.#ends(event.problem, nowMs)
      case 'cut':
        return this.#cut(event.code, event.reason, nowMs)
      case 'wants':
        return this.#asking.wants(event.ask)
      case 'place-came':
      case 'taken-back':
        this.#hasJoined = true
        this.#view = { kind: 'unknown' }
        this.#startedAhead = undefined
        return this.#look()
      case 'tab-took-over':
        return this.#settles({ kind: 'moved-away', to: 'tab' })
      case 'hidden':
        this.#isVisible = false
        return []
      case 'shown':
        this.#isVisible = true
        return this.#returns(nowMs)
      case 'online':
        this.#isOnline = true
        return this.#returns(nowMs)
      case 'offline':
        this.#isOnline = false
        return []
    }
  }

  #begins(view: FanView, nowMs: number): FanAction[] {
    switch (view.kind) {
      case 'placed':
        this.#hasJoined = true
        return this.#told(view.poll, nowMs)
      case 'outside':
        this.#view = view
        this.#asking.alarms.set('look', nowMs + view.door.next.inMs)
        return []
      case 'unknown':
        return this.#look()
      case 'inside':
        this.#hasJoined = true
        this.#view = view
        this.#asking.alarms.set('look', nowMs + LOOK_AGAIN_MS)
        return []
      case 'refused':
        this.#view = view
        this.#asking.alarms.set('look', nowMs + LOOK_AGAIN_MS)
        return []
      case 'gone':
      case 'over':
      case 'let-through':
      case 'moved-away':
        this.#view = view
        return []
    }
  }

  #woken(nowMs: number): FanAction[] {
    if (this.#alarms.takeDue(nowMs).length > 0) this.#isAskedFor = false
    const asked = this.#asking.woken(nowMs, this.#mayHavePlace, this.#hasTurn)
    return [...asked, ...this.#link.woken(nowMs)]
  }

  #look(): FanAction[] {
    return this.#view.kind === 'moved-away' ? [] : this.#asking.look(this.#mayHavePlace)
  }

  get #mayHavePlace(): boolean {
    return this.#view.kind !== 'outside' && this.#view.kind !== 'over'
  }

  get #isElsewhereOrOver(): boolean {
    return this.#view.kind === 'moved-away' || this.#view.kind === 'over'
  }

  get #hasTurn(): boolean {
    return this.#view.kind === 'placed' && this.#view.poll.offer !== undefined
  }

  #answered(answered: Answered, sentMs: number, nowMs: number): FanAction[] {
    this.#asking.answered(answered.what)
    this.#isOnline = true
    switch (answered.what) {
      case 'door': {
        const { answer } = answered
        this.#clock.learn(answer.nowMs, sentMs, nowMs)
        this.#asking.alarms.set('look', nowMs + answer.next.inMs)
        if (this.#view.kind !== 'over') this.#view = { kind: 'outside', door: answer }
        return []
      }
      case 'status':
        this.#clock.learn(answered.answer.status.nowMs, sentMs, nowMs)
        // What was asked before another tab took over, or the fan left, is nothing any more.
        return this.#isElsewhereOrOver ? [] : this.#told(answered.answer, nowMs)
      case 'join':
        return this.#joined(answered.answer, nowMs)
      case 'claim':
        return this.#settles({ kind: 'inside', session: answered.answer.session }, nowMs)
      case 'here':
        this.#asking.alarms.setBy('look', nowMs + SOON_MS)
        return []
      case 'leave':
      case 'release':
        this.#hasJoined = false
        return this.#settles({ kind: 'over' })
    }
  }

  #joined(answer: Extract<Answered, { what: 'join' }>['answer'], nowMs: number): FanAction[] {
    if (answer.kind === 'let-through') return this.#settles(answer)
    this.#hasJoined = true
    this.#startedAhead = undefined
    this.#view = { kind: 'unknown' }
    if (answer.kind === 'placed') return this.#told(answer.poll, nowMs)
    return this.#settles({ kind: 'inside', session: answer.session }, nowMs)
  }

  /** The latest of everything, whichever way it came. */
  #told(poll: PollAnswer, nowMs: number): FanAction[] {
    this.#asking.heard()
    if (poll.session !== undefined) {
      return this.#settles({ kind: 'inside', session: poll.session }, nowMs)
    }
    // A document may be older than the turn that was taken since.
    if (this.#view.kind === 'inside' && poll.status.asOfMs < this.#happenedAtMs) {
      this.#asking.alarms.set('look', nowMs + LOOK_AGAIN_MS)
      return []
    }
    const held = this.#view.kind === 'placed' ? this.#view.poll : undefined
    const now = this.#withTurn(held, merged(held, poll))
    this.#view = { kind: 'placed', poll: now }
    this.#startedAhead = startOf(this.#startedAhead, now)
    const { standing } = now.status
    if (standing === 'gone') this.#asking.alarms.setBy('look', nowMs + SOON_MS)
    if (standing === 'superseded') return this.#settles({ kind: 'moved-away', to: 'device' })
    if (now.next.kind === 'stop') {
      this.#asking.rest()
      return this.#link.end()
    }
    if (now.next.kind === 'poll') this.#asking.alarms.set('look', nowMs + now.next.inMs)
    if (now.next.kind === 'connect') {
      this.#link.wanted(now.next.inMs, nowMs)
      this.#looksWhenNear(now.status.phase, now.next.pollMs, nowMs)
    }
    return this.#considersTurn(nowMs)
  }

  #looksWhenNear(phase: PollAnswer['status']['phase'], pollMs: number, nowMs: number): void {
    const { alarms } = this.#asking
    if (!this.#link.isOpen) alarms.setBy('look', nowMs + pollMs)
    else if (phase !== 'closed') alarms.set('look', nowMs + LOOK_IF_SILENT_MS)
    else alarms.setBy('look', nowMs + LOOK_CLOSED_MS * (1 + this.#random()))
  }

  /** A turn told of by a push is not undone by a document that is older than it. */
  #withTurn(held: PollAnswer | undefined, now: PollAnswer): PollAnswer {
    if (now.offer !== undefined || held?.offer === undefined) return now
    const { standing, asOfMs } = now.status
    const isBefore = asOfMs < this.#happenedAtMs && standing !== 'lapsed' && standing !== 'gone'
    if (!isBefore) return now
    return { ...now, offer: held.offer, status: { ...now.status, standing: 'offered' } }
  }

  #heard(message: Extract<FanEvent, { kind: 'heard' }>['message'], nowMs: number): FanAction[] {
    this.#link.heard(nowMs)
    if (message.kind === 'status' || message.kind === 'your-turn') {
      this.#clock.guess(message.nowMs - nowMs, nowMs)
    }
    if (message.kind === 'still-there') {
      this.#isAskedFor = true
      this.#alarms.set('asked-over', nowMs + ASKED_FOR_MS)
      return [{ kind: 'say', message: { kind: 'present' } }]
    }
    const held = this.#view.kind === 'placed' ? this.#view.poll : undefined
    if (message.kind === 'moved-away') {
      const isElsewhere = message.generation > (held?.status.place.generation ?? 0)
      // Of the same generation it is a connection that was newer: the close that follows says so.
      return isElsewhere ? this.#settles({ kind: 'moved-away', to: 'device' }) : []
    }
    if (message.kind === 'session-ended' || held === undefined) {
      this.#asking.alarms.setBy('look', nowMs + SOON_MS)
      return []
    }
    if (message.kind === 'your-turn') this.#happenedAtMs = message.nowMs
    return this.#told(heardBy(held, message), nowMs)
  }

  #considersTurn(nowMs: number): FanAction[] {
    const { alarms } = this.#asking
    if (!this.#hasTurn) {
      alarms.clear('claim')
      return []
    }
    this.#isAskedFor = false
    const takesIt = this.#options.claimsItself && this.#isVisible
    if (takesIt && !alarms.has('claim')) alarms.set('claim', nowMs)
    return []
  }

  #refused(refused: Refused, nowMs: number): FanAction[] {
    const { what, problem, status, retryAfterMs } = refused
    if (problem.step === 'reload') return [{ kind: 'reload' }]
    if (status === 503 || status === 429 || status >= 500) {
      if (what === 'join') this.#view = { kind: 'refused', code: problem.code }
      this.#asking.failed(what, retryAfterMs, nowMs)
      return []
    }
    this.#asking.answered(what)
    if (status === 404 && problem.code === 'not-found') {
      const ended = this.#settles({ kind: 'gone' })
      this.#asking.alarms.set('look', nowMs + LOOK_GONE_MS * (0.5 + this.#random()))
      return ended
    }
    switch (problem.code) {
      case 'no-place':
        return this.#withoutPlace()
      case 'no-offer':
      case 'offer-lapsed':
        this.#asking.alarms.clear('claim')
        this.#asking.alarms.setBy('look', nowMs + SOON_MS)
        return []
    }
    return this.#ends(problem, nowMs)
  }

  /** Just joined, and the cookie did not come along: it is the page that keeps the place. */
  #withoutPlace(): FanAction[] {
    if (this.#hasJoined && !this.#isKeptByPageOnly) {
      this.#isKeptByPageOnly = true
      return [{ kind: 'carry-token' }, ...this.#look()]
    }
    this.#hasJoined = false
    this.#isKeptByPageOnly = false
    return this.#asking.look(false)
  }

  #ends({ code, step }: Pick<ProblemOnWire, 'code' | 'step'>, nowMs: number): FanAction[] {
    if (code === 'stream-replaced') return this.#settles({ kind: 'moved-away', to: 'tab' })
    if (step === 'take-over') return this.#settles({ kind: 'moved-away', to: 'device' })
    if (step === 'join') {
      this.#hasJoined = false
      return this.#settles({ kind: 'over' })
    }
    this.#view = { kind: 'refused', code }
    this.#asking.alarms.set('look', nowMs + LOOK_AGAIN_MS * (0.8 + 0.4 * this.#random()))
    return []
  }

  #cut(code: number, reason: string, nowMs: number): FanAction[] {
    if (code === CLOSE.movedAway) return this.#replaced(nowMs)
    this.#link.cut(code, nowMs)
    // What was missed is made up for by a poll.
    const afterMs =
      code === CLOSE.tooEarly ? againInMs(reason, LOOK_AGAIN_MS) : SOON_MS * (1 + this.#random())
    this.#asking.alarms.setBy('look', nowMs + afterMs)
    return []
  }

  /**
   * A newer connection has this place. Of this browser's own tabs one hears by other means; what is
   * left is a page that was loaded anew and whose former connection came late. So it is tried once
   * more, and then believed.
   */
  #replaced(nowMs: number): FanAction[] {
    if (this.#view.kind === 'moved-away') return []
    if (nowMs - this.#replacedAtMs < BELIEVED_WITHIN_MS) {
      return this.#settles({ kind: 'moved-away', to: 'tab' })
    }
    this.#replacedAtMs = nowMs
    this.#link.cut(BROKEN, nowMs)
    return []
  }

  /** Whatever happened meanwhile was missed: nothing is believed until it was asked for. */
  #returns(nowMs: number): FanAction[] {
    this.#asking.heard()
    const linked = this.#link.shown(nowMs)
    const turn = this.#considersTurn(nowMs)
    const isOver = this.#isElsewhereOrOver || this.#view.kind === 'let-through'
    return isOver ? [] : [...linked, ...turn, ...this.#look()]
  }

  /** Out of the line: nothing is connected, and hardly anything asked. */
  #settles(view: FanView, nowMs?: number): FanAction[] {
    this.#view = view
    this.#isAskedFor = false
    this.#alarms.clearAll()
    this.#asking.rest()
    if (view.kind === 'inside' && nowMs !== undefined) {
      this.#happenedAtMs = nowMs + this.#clock.aheadMs
      this.#asking.alarms.set('look', nowMs + 2 * LOOK_AGAIN_MS)
    }
    return this.#link.end()
  }
}
