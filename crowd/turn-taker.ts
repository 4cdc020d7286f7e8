/**
 * What a fan does about being called: claims after a moment, or lets the turn pass, and says
 * "I'm here" afterwards or is not seen again. By the fan's own clock.
 */
import { Alarms } from '../client/alarms.ts'
import type { FanAction } from './fan-events.ts'
import type { Plan } from './manners.ts'

/** The word that a turn was missed may be lost; the fan's own clock tells as well. */
const LAPSE_HEARD_WITHIN_MS = 1_500
/** Who missed a turn without meaning to says so soon. */
const SOON_MS = 1_000

export class TurnTaker {
  readonly alarms = new Alarms<'claim' | 'here' | 'missed'>()
  readonly #plan: Plan
  readonly #random: () => number
  #calledNo = -1
  #called = false
  #lapsed = false
  #hasMissedOnce = false
  #saidHereAtMs = Number.NEGATIVE_INFINITY
  /** Claims of which nobody knows what became of them. */
  #claimsInDoubt = 0

  constructor(plan: Plan, random: () => number) {
    this.#plan = plan
    this.#random = random
  }

  get isCalled(): boolean {
    return this.#called
  }

  /** Whether a claim may have let the fan in without their hearing of it. */
  get mayBeIn(): boolean {
    return this.#claimsInDoubt > 0
  }

  claimRefused(): void {
    this.#claimsInDoubt -= 1
  }

  called(no: number, deadlineMs: number, nowMs: number): void {
    if (no <= this.#calledNo) return
    this.#calledNo = no
    this.#called = true
    this.#lapsed = false
    this.alarms.clear('here')
    if (this.#plan.missesTurn === 'never' || this.#hasMissedOnce) {
      // Never so late that the turn is over: a person who is here takes it.
      const lastMs = nowMs + Math.max(0, (deadlineMs - nowMs) / 2)
      this.alarms.set('claim', Math.min(nowMs + this.#plan.claimsAfterMs, lastMs))
    }
    this.alarms.set('missed', deadlineMs + LAPSE_HEARD_WITHIN_MS)
  }

  woken(hasSocket: boolean, nowMs: number): FanAction[] {
    return this.alarms.takeDue(nowMs).flatMap((name): FanAction[] => {
      switch (name) {
        case 'claim':
          this.#claimsInDoubt += 1
          return [{ kind: 'ask', ask: { what: 'claim' } }]
        case 'missed':
          return this.lapsed(nowMs)
        case 'here':
          return this.#saysHere(hasSocket, nowMs)
      }
    })
  }

  /** The server's word, or the clock's, that the turn is over. */
  lapsed(nowMs: number): FanAction[] {
    this.#called = false
    this.alarms.clear('claim', 'missed')
    if (this.#lapsed) return []
    this.#lapsed = true
    const isMeant = this.#plan.missesTurn !== 'never' && !this.#hasMissedOnce
    this.#hasMissedOnce = true
    if (isMeant && this.#plan.missesTurn === 'for-good') return [{ kind: 'end', how: 'gave-up' }]
    const afterMs = isMeant ? this.#plan.comesBackAfterMs : SOON_MS * (0.5 + this.#random())
    this.alarms.set('here', nowMs + afterMs)
    return []
  }

  /** A status may be older than "I'm here", or than the turn that followed. */
  saidLapsed(asOfMs: number, nowMs: number): FanAction[] {
    return this.#called || asOfMs <= this.#saidHereAtMs ? [] : this.lapsed(nowMs)
  }

  /** There was no turn to claim. */
  withdrawn(): void {
    this.#called = false
    this.#calledNo = -1
    this.alarms.clear('claim', 'missed')
  }

  #saysHere(hasSocket: boolean, nowMs: number): FanAction[] {
    this.#saidHereAtMs = nowMs
    this.#lapsed = false
    return hasSocket && this.#random() < 0.5
      ? [{ kind: 'say', message: { kind: 'here' } }]
      : [{ kind: 'ask', ask: { what: 'here' } }]
  }
}
