/** Counts for the table: requests, connections, and what went wrong, by kind. */
import type { AskName, Outcome } from './fan-events.ts'

const MISMATCHES_SHOWN = 5
/** A crowd that goes on for ever must not grow for ever. */
const OUTAGES_KEPT = 1_000

export class Tally {
  readonly requests = new Map<AskName, number>()
  /** Refusals by their code, and `unreachable (…)`, `mismatch`, `socket closed (…)`. */
  readonly errors = new Map<string, number>()
  /** The first answers that were none of the protocol, in words. */
  readonly mismatches: string[] = []
  connections = 0
  lost = 0
  cuts = 0
  /** When the server was known to be there, and when it was not. */
  #reachedMs = Number.NEGATIVE_INFINITY
  #awaySinceMs: number | undefined
  readonly outages: { fromMs: number; toMs: number }[] = []

  answered(what: AskName, outcome: Outcome, nowMs: number): void {
    add(this.requests, what)
    if (outcome.kind === 'unreachable') {
      add(this.errors, `unreachable: ${outcome.why}`)
      return this.#unreached(nowMs)
    }
    if (outcome.kind === 'refused') add(this.errors, `${outcome.code} (${what})`)
    if (outcome.kind === 'mismatch') this.mismatched(outcome.why)
    this.#reached(nowMs)
  }

  mismatched(why: string): void {
    add(this.errors, 'not of the protocol')
    const isNews = !this.mismatches.includes(why)
    if (isNews && this.mismatches.length < MISMATCHES_SHOWN) this.mismatches.push(why)
  }

  connected(): void {
    this.connections += 1
  }

  /** The other side ended it; `brokenMs` when it did not say so. */
  cut(code: number, brokenMs: number | undefined): void {
    this.cuts += 1
    add(this.errors, `socket closed: ${code}`)
    if (brokenMs !== undefined) this.#unreached(brokenMs)
  }

  hungUp(how: 'closed' | 'lost'): void {
    if (how === 'lost') this.lost += 1
  }

  /** Whether the last thing known of the server is that it cannot be reached. */
  get isAway(): boolean {
    return this.#awaySinceMs !== undefined
  }

  #unreached(nowMs: number): void {
    this.#awaySinceMs ??= Math.max(this.#reachedMs, nowMs - 1_000)
  }

  #reached(nowMs: number): void {
    if (this.#awaySinceMs !== undefined) {
      if (this.outages.length === OUTAGES_KEPT) this.outages.shift()
      this.outages.push({ fromMs: this.#awaySinceMs, toMs: nowMs })
      this.#awaySinceMs = undefined
    }
    this.#reachedMs = nowMs
  }
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
