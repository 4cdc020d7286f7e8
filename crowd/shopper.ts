/**
 * A fan in the shop: renews the session's token while shopping lasts, then releases the session,
 * or walks off without a word. By the fan's own clock, which may be wrong by any amount: how far
 * the server's is ahead of it is learned from the server's answers.
 */
import type { SessionOnWire } from '../core/protocol/session.ts'
import { Alarms } from '../client/alarms.ts'
import { retryMs } from './back-off.ts'
import type { AskName, FanAction, Outcome } from './fan-events.ts'
import type { Plan } from './manners.ts'

/** Of a token's life, when it is renewed: a lost answer then leaves time for another try. */
const RENEW_AT_SHARE = 0.5

export class Shopper {
  readonly alarms = new Alarms<'renew' | 'release' | 'go'>()
  readonly #random: () => number
  #serverAheadMs: number | undefined
  #session: SessionOnWire
  #failures = 0

  constructor(
    session: SessionOnWire,
    plan: Plan,
    random: () => number,
    serverAheadMs: number | undefined,
    nowMs: number,
  ) {
    this.#random = random
    this.#serverAheadMs = serverAheadMs
    this.#session = session
    this.alarms.set(plan.saysGoodbye ? 'release' : 'go', nowMs + plan.shoppingMs)
    this.#holds(session, nowMs)
  }

  clockLearned(serverAheadMs: number, nowMs: number): void {
    this.#serverAheadMs = serverAheadMs
    this.#holds(this.#session, nowMs)
  }

  woken(nowMs: number): FanAction[] {
    const { sessionId } = this.#session
    return this.alarms.takeDue(nowMs).flatMap((name): FanAction[] => {
      if (name === 'go') return [{ kind: 'end', how: 'served' }]
      if (name === 'release') this.alarms.clear('renew')
      return [{ kind: 'ask', ask: { what: name, sessionId } }]
    })
  }

  answered(what: AskName, outcome: Outcome, nowMs: number): FanAction[] {
    if (what !== 'renew' && what !== 'release') return []
    switch (outcome.kind) {
      case 'renewed':
        this.#failures = 0
        this.#holds(outcome.session, nowMs)
        return []
      case 'released':
        return [{ kind: 'end', how: 'served' }]
      case 'refused':
        if (outcome.status !== 503) return [{ kind: 'end', how: 'served' }]
        return this.#again(what, outcome.retryAfterMs, nowMs)
      case 'joined':
      case 'told':
      case 'admitted':
      case 'here':
      case 'left':
      case 'unreachable':
      case 'mismatch':
        return this.#again(what, undefined, nowMs)
    }
  }

  #again(what: 'renew' | 'release', afterMs: number | undefined, nowMs: number): FanAction[] {
    this.#failures += 1
    this.alarms.set(what, nowMs + retryMs(this.#failures, afterMs, this.#random()))
    return []
  }

  #holds(session: SessionOnWire, nowMs: number): void {
    this.#session = session
    if (this.#serverAheadMs === undefined) return
    const serverNowMs = nowMs + this.#serverAheadMs
    this.alarms.setBy('go', nowMs + session.untilMs - serverNowMs)
    // A token that lasts as long as its session needs no other.
    if (session.tokenUntilMs >= session.untilMs) return
    const leftMs = Math.max(0, session.tokenUntilMs - serverNowMs)
    this.alarms.set('renew', nowMs + leftMs * RENEW_AT_SHARE)
  }
}
