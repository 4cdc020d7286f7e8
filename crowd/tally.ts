/** Counts for the table: requests, connections, and what went wrong, by kind. */
import type { Outcome } from './fan-events.ts'

const MISMATCHES_SHOWN = 5
/** A crowd that goes on for ever must not grow for ever. */
const OUTAGES_KEPT = 1_000

export class Tally {
  readonly requests = new Map<string, number>()
  /** Refusals by their code, and `unreachable: …`, `not of the protocol`, `socket closed: …`. */
  readonly errors = new Map<string, number>()
  /** The first answers that were none of the protocol, in words. */
  readonly mismatches: string[] = []
  /** Opened; lost by the fan, without a word; closed by the other side. */
  readonly lines = {
    socket: { opened: 0, lost: 0, cut: 0 },
    stream: { opened: 0, lost: 0, cut: 0 },
  }
  /** When the server was known to be there, and when it was not. */
  #reachedMs = Number.NEGATIVE_INFINITY
  #awaySinceMs: number | undefined
  readonly outages: { fromMs: number; toMs: number }[] = []

  answered(what: string, outcome: Outcome, nowMs: number): void {
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

  /** The other side ended it; `brokenMs` when it did not say so. */
  cut(kind: 'socket' | 'stream', code: number | string, brokenMs: number | undefined): void {
    this.lines[kind].cut += 1
    add(this.errors, `${kind} closed: ${code}`)
    if (brokenMs !== undefined) this.#unreached(brokenMs)
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
