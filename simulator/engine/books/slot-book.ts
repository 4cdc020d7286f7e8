/**
 * R1, and the idle slots: who holds a slot and until when, in the words of the rules. An offer
 * holds one until its deadline, a session until no verifier can still accept its token.
 */
import type { Faults } from './faults.ts'
import { Timeline } from './timeline.ts'

/** A slot granted before the cap was lowered may be offered this long after. */
const LOWERED_MS = 3_000
const VERIFIER_SKEW_MS = 5_000

export class SlotBook {
  held = 0
  worstOvershoot = 0
  readonly #until: Float64Array
  readonly #token: Float64Array
  readonly #session: Float64Array
  readonly #ends = new Timeline()
  readonly #faults: Faults
  #caps: { atMs: number; cap: number }[]

  constructor(fans: number, cap: number, faults: Faults) {
    this.#until = new Float64Array(fans)
    this.#token = new Float64Array(fans)
    this.#session = new Float64Array(fans)
    this.#faults = faults
    this.#caps = [{ atMs: -Infinity, cap }]
  }

  get cap(): number {
    return this.#caps.at(-1)?.cap ?? 0
  }

  capChanged(cap: number, nowMs: number): void {
    const since = this.#caps.findLastIndex(({ atMs }) => atMs <= nowMs - LOWERED_MS)
    this.#caps = [...this.#caps.slice(Math.max(0, since)), { atMs: nowMs, cap }]
  }

  /** When the next slot comes free; Infinity when none does. */
  get nextFreeMs(): number {
    return this.#ends.nextMs
  }

  /** Frees what is free by now. */
  settle(nowMs: number): void {
    for (let fan = this.#ends.due(nowMs); fan !== undefined; fan = this.#ends.due(nowMs)) {
      // An end that was moved, or came early, is not this one.
      const until = this.#until[fan] ?? 0
      if (until > 0 && until <= nowMs) this.#release(fan)
    }
  }

  offered(fan: number, deadlineMs: number, nowMs: number): void {
    this.settle(nowMs)
    this.#hold(fan, deadlineMs)
    const cap = this.#largestCap(nowMs)
    this.worstOvershoot = Math.max(this.worstOvershoot, this.held - cap)
    this.#faults.hold('R1', this.held <= cap, nowMs, () => `${this.held} slots held, cap ${cap}`)
  }

  holdsOffer(fan: number, nowMs: number): boolean {
    return (this.#session[fan] ?? 0) === 0 && nowMs < (this.#until[fan] ?? 0)
  }

  inSession(fan: number, nowMs: number): boolean {
    return nowMs < (this.#session[fan] ?? 0)
  }

  tokenUntilMs(fan: number): number {
    return this.#token[fan] ?? 0
  }

  /** A token was signed: with a claim, or to renew it. */
  signed(fan: number, sessionUntilMs: number, tokenUntilMs: number): void {
    this.#session[fan] = sessionUntilMs
    const token = Math.max(this.#token[fan] ?? 0, tokenUntilMs)
    this.#token[fan] = token
    this.#hold(fan, Math.max(sessionUntilMs, token + VERIFIER_SKEW_MS))
  }

  /** Released or revoked: free when the token has died of it. */
  cut(fan: number, nowMs: number): void {
    if (!this.inSession(fan, nowMs)) return
    this.#session[fan] = nowMs
    this.#hold(fan, Math.min(this.#token[fan] ?? 0, nowMs) + VERIFIER_SKEW_MS)
  }

  /** Left with a turn in hand. */
  gaveUp(fan: number): void {
    if ((this.#session[fan] ?? 0) === 0 && (this.#until[fan] ?? 0) > 0) this.#release(fan)
  }

  #hold(fan: number, untilMs: number): void {
    if ((this.#until[fan] ?? 0) === 0) this.held += 1
    if (this.#until[fan] === untilMs) return
    this.#until[fan] = untilMs
    this.#ends.add(untilMs, fan)
  }

  #release(fan: number): void {
    this.#until[fan] = 0
    this.held -= 1
  }

  #largestCap(nowMs: number): number {
    let largest = this.cap
    for (const [index, { cap }] of this.#caps.entries()) {
      const endedMs = this.#caps[index + 1]?.atMs ?? Infinity
      if (nowMs - endedMs < LOWERED_MS) largest = Math.max(largest, cap)
    }
    return largest
  }
}
