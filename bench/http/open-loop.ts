import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Line, Outcome } from './line.ts'
import type { Scenario } from './scenario.ts'
import { Tally, tallied } from './tally.ts'

/**
 * Open loop: requests are due at a fixed rate, whether or not the server keeps up, and latency
 * counts from the instant a request was due. A server that stalls for a second therefore shows a
 * second, and not the one slow answer that a polite client would see (coordinated omission).
 * Timers fire up to about a millisecond late, which is part of every latency read here.
 */
export interface OpenLoop {
  lines: readonly Line[]
  scenario: Scenario
  perSecond: number
  maxRequests: number
  durationMs: number
  /** How long to wait for the last answers. */
  drainMs: number
  /** Due requests for which no connection is free wait, up to this many; the rest are dropped. */
  maxWaiting: number
  clock: Clock
}

export const openTallied = tallied.extend({
  dueCount: z.number(),
  /** Sent more than 5 ms after they were due. */
  lateCount: z.number(),
  worstLatenessMs: z.number(),
  /** Never sent: no connection was free, in time. */
  droppedCount: z.number(),
  /** Sent, not answered by the end. They enter the latencies with the age they had reached. */
  unansweredCount: z.number(),
})
export type OpenTallied = z.infer<typeof openTallied>

const LATE_MS = 5
const TICK_MS = 1

export function runOpenLoop(loop: OpenLoop): Promise<OpenTallied> {
  return new Promise((resolve) => new OpenRun(loop, resolve).tick())
}

class OpenRun {
  readonly #loop: OpenLoop
  readonly #resolve: (result: OpenTallied) => void
  readonly #startMs: number
  readonly #dueTotal: number
  readonly #tally = new Tally()
  readonly #idle: number[]
  readonly #inFlight = new Map<number, number>()
  /** Instants at which the waiting requests were due, oldest first. */
  #waiting: number[] = []
  #dueCount = 0
  #lateCount = 0
  #worstLatenessMs = 0
  #droppedCount = 0
  #over = false

  constructor(loop: OpenLoop, resolve: (result: OpenTallied) => void) {
    this.#loop = loop
    this.#resolve = resolve
    this.#startMs = loop.clock.nowMs()
    const dueTotal = Math.floor((loop.perSecond * loop.durationMs) / 1000)
    this.#dueTotal = Math.min(dueTotal, loop.maxRequests)
    this.#idle = [...loop.lines.keys()].toReversed()
  }

  tick(): void {
    this.#sendDue()
    if (this.#isDone()) this.#end()
    else this.#loop.clock.after(TICK_MS, () => this.tick())
  }

  #sendDue(): void {
    const nowMs = this.#loop.clock.nowMs()
    while (this.#dueCount < this.#dueTotal && this.#dueAtMs(this.#dueCount) <= nowMs) {
      const dueMs = this.#dueAtMs(this.#dueCount++)
      if (this.#idle.length > 0) this.#send(dueMs)
      else if (this.#waiting.length < this.#loop.maxWaiting) this.#waiting.push(dueMs)
      else this.#droppedCount++
    }
  }

  #dueAtMs(index: number): number {
    return this.#startMs + (index * 1000) / this.#loop.perSecond
  }

  #send(dueMs: number): void {
    const connection = this.#idle.pop()
    const line = connection === undefined ? undefined : this.#loop.lines[connection]
    if (connection === undefined || line === undefined) throw new Error('No connection is idle.')
    const latenessMs = this.#loop.clock.nowMs() - dueMs
    if (latenessMs > LATE_MS) this.#lateCount++
    this.#worstLatenessMs = Math.max(this.#worstLatenessMs, latenessMs)
    const { request, answered } = this.#loop.scenario.next(connection)
    this.#inFlight.set(connection, dueMs)
    line.exchange(request, (outcome) => {
      if (this.#over) return
      if (outcome.kind === 'answer') answered?.(outcome.response)
      this.#ended(connection, dueMs, outcome)
    })
  }

  #ended(connection: number, dueMs: number, outcome: Outcome): void {
    this.#tally.count(outcome, this.#loop.clock.nowMs() - dueMs)
    this.#inFlight.delete(connection)
    this.#idle.push(connection)
    const waitedSinceMs = this.#waiting.shift()
    if (waitedSinceMs !== undefined) this.#send(waitedSinceMs)
  }

  #isDone(): boolean {
    const allDue = this.#dueCount === this.#dueTotal
    const allAnswered = this.#inFlight.size === 0 && this.#waiting.length === 0
    const { durationMs, drainMs, clock } = this.#loop
    return (allDue && allAnswered) || clock.nowMs() >= this.#startMs + durationMs + drainMs
  }

  #end(): void {
    this.#over = true
    const nowMs = this.#loop.clock.nowMs()
    for (const dueMs of this.#inFlight.values()) this.#tally.latency.record(nowMs - dueMs)
    this.#resolve({
      ...this.#tally.result(nowMs - this.#startMs),
      dueCount: this.#dueCount,
      lateCount: this.#lateCount,
      worstLatenessMs: this.#worstLatenessMs,
      droppedCount: this.#droppedCount + this.#waiting.length,
      unansweredCount: this.#inFlight.size,
    })
  }
}
