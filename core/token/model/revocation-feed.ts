/**
 * A room that ends sessions, a verifier that asks for them, and a network between that loses,
 * doubles, delays and reorders. Now and then the verifier crashes and forgets its list.
 */
import { VERIFIER_SKEW_MS } from '../../queue/limits.ts'
import type { RevocationDelta } from '../delta.ts'
import { applyDelta, signersNowMs, type RevocationList } from '../revocations.ts'
import { delta, NOW_MS } from './good-tokens.ts'

/** Entries of one page: few, so that every longer history is read in pages. */
const PAGE = 2

export type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'ask' }
  | { readonly kind: 'crash' }
  | { readonly kind: 'deliver'; readonly which: number; readonly again: boolean }
  | { readonly kind: 'lose'; readonly which: number }

export type Ended = { readonly sessionId: string; readonly atMs: number; readonly untilMs: number }

type Message =
  | { readonly kind: 'question'; readonly from: number; readonly askedMs: number }
  | { readonly kind: 'answer'; readonly delta: RevocationDelta; readonly askedMs: number }

export class RevocationFeed {
  nowMs = NOW_MS
  list: RevocationList | undefined
  readonly #ended: readonly Ended[]
  readonly #inFlight: Message[] = []
  #isLost = false
  /** When the delta was asked for that said what the time is. */
  #askedMs = NOW_MS

  /** Sessions in the order in which they are ended: their numbers. */
  constructor(ended: readonly Ended[]) {
    this.#ended = ended
  }

  perform(step: Step): void {
    switch (step.kind) {
      case 'wait':
        this.nowMs += step.ms
        return
      case 'ask': {
        const from = this.#isLost ? 0 : (this.list?.cursor ?? 0)
        this.#inFlight.push({ kind: 'question', from, askedMs: this.nowMs })
        return
      }
      case 'crash':
        this.list = undefined
        return
      case 'deliver':
        this.#deliver(step)
        return
      case 'lose':
        this.#take(step.which)
        return
    }
  }

  /** The network is quiet: ask and hear, page by page, until there is no more. */
  catchUp(): void {
    this.#inFlight.length = 0
    this.nowMs += 1
    for (let page = 0; page <= this.#ended.length + 1; page += 1) {
      this.perform({ kind: 'ask' })
      this.perform({ kind: 'deliver', which: 0, again: false })
      this.perform({ kind: 'deliver', which: 0, again: false })
    }
  }

  endedSoFar(): readonly Ended[] {
    return this.#ended.filter(({ atMs }) => atMs <= this.nowMs)
  }

  /** The verifier has no clock of its own that is worth anything, only one that counts. */
  verifierNowMs(): number {
    return this.list === undefined ? 0 : signersNowMs(this.list, this.nowMs - this.#askedMs)
  }

  #deliver({ which, again }: { which: number; again: boolean }): void {
    const message = this.#take(which)
    if (message === undefined) return
    if (again) this.#inFlight.push(message)
    if (message.kind === 'answer') return this.#hear(message)
    const { askedMs, from } = message
    this.#inFlight.push({ kind: 'answer', delta: this.#deltaFrom(from), askedMs })
  }

  #hear({ delta, askedMs }: Extract<Message, { kind: 'answer' }>): void {
    const knownMs = this.list?.signedAtMs ?? 0
    const applied = applyDelta(this.list, delta)
    this.#isLost = applied.kind === 'refused' && applied.reason === 'revocations-gap'
    if (applied.kind === 'refused') return
    this.list = applied.list
    if (delta.signedAtMs > knownMs) this.#askedMs = askedMs
  }

  #take(which: number): Message | undefined {
    return this.#inFlight.splice(which % Math.max(1, this.#inFlight.length), 1)[0]
  }

  #deltaFrom(from: number): RevocationDelta {
    const last = this.endedSoFar().length
    const to = Math.min(last, from + PAGE)
    return {
      ...delta,
      from,
      to,
      more: to < last,
      asOfMs: this.nowMs,
      signedAtMs: this.nowMs,
      entries: this.#ended
        .slice(from, to)
        .filter(({ untilMs }) => untilMs + VERIFIER_SKEW_MS > this.nowMs)
        .map(({ sessionId, untilMs }) => ({ jti: sessionId, untilMs })),
    }
  }
}
