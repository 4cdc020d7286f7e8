/**
 * A segment's object: load, transition, store, send. It reports when core says so, wakes when a
 * deadline is due, and can die, come back from what it stored, or fall silent.
 */
import { assert } from '../../../core/assert.ts'
import type { SegmentEffect, Step } from '../../../core/queue/segment/effects.ts'
import { advance } from '../../../core/queue/segment/advance.ts'
import { reportOf, type SegmentReport } from '../../../core/queue/segment/report.ts'
import { REPORT_SELDOM_MS } from '../../../core/queue/limits.ts'
import { neverReported, reportDueMs, reported } from '../../../core/queue/segment/reporting.ts'
import type { Segment } from '../../../core/queue/segment/segment.ts'
import { takeGrants, type GrantTotal } from '../../../core/queue/segment/slots.ts'
import { restoreSegment } from '../../../core/queue/segment/snapshot.ts'
import { storedSegment } from '../../../core/queue/segment/stored.ts'
import type { ReportAnswer } from '../../../core/queue/room/reports.ts'
import type { Clock } from '../clock.ts'
import type { Network } from '../network.ts'

/** What a segment is set among. */
export type SegmentSurroundings = {
  readonly clock: Clock
  readonly network: Network
  /** The room hears a report and answers; nothing, when either is gone. */
  readonly report: (report: SegmentReport, answer: (answer: ReportAnswer) => void) => void
  /** Looks at every step after it was stored: the books, and whoever is told. */
  readonly stepped: (
    machine: SegmentMachine,
    before: Segment,
    effects: readonly SegmentEffect[],
  ) => void
}

const TOGETHER_MS = 25
/** News is due sooner than this. */
const SOON_MS = 5_000
/** What a line stores besides who is present, which is stored when connections are looked at. */
const STORED = ['gone', 'lapsed', 'joined', 'turns', 'granted', 'returned', 'spare'] as const

/** A row for the line, and one for each fan whose turn or session changed by itself. */
function rowsOf(before: Segment, after: Segment, effects: readonly SegmentEffect[]): number {
  const line = STORED.some((part) => before[part] !== after[part]) ? 1 : 0
  const changed = effects.filter(({ kind }) => kind !== 'still-there').length
  const ended = effects.filter(({ kind }) => kind === 'lapsed').length
  return line + changed + Math.max(0, after.returned - before.returned - ended)
}

/** What a segment has of the page of a fan who waits. */
export const PAGE = { none: 0, socket: 1, polls: 2 } as const

export class SegmentMachine {
  state: Segment
  readonly lane: number
  readonly index: number
  readonly skewMs: number
  /** When this life began, and until when it says nothing. */
  bornAtMs = 0
  restartedAtMs = -Infinity
  silentUntilMs = 0
  rows = 0
  /** Grants it took: an event each. */
  granting = 0
  /** Pages that follow it, as of the last look at them. */
  isFollowed = false
  /** By offset: see PAGE. */
  readonly pages: Uint8Array
  sockets = 0
  polls = 0
  #life = 0
  #reporting = neverReported
  #revocationsHeard = 0
  #wakeAtMs = Infinity
  #reportAtMs = Infinity
  /** The first change that no report has told of. */
  #changedAtMs = Infinity
  readonly #around: SegmentSurroundings

  constructor(state: Segment, lane: number, skewMs: number, around: SegmentSurroundings) {
    this.state = state
    this.pages = new Uint8Array(state.span)
    this.lane = lane
    this.index = state.name.index
    this.skewMs = skewMs
    this.#around = around
    around.clock.every(REPORT_SELDOM_MS, () => this.#sendReport())
  }

  /** Its own clock, which is off by a little. */
  get nowMs(): number {
    return this.#around.clock.nowMs + this.skewMs
  }

  get isSilent(): boolean {
    return this.#around.clock.nowMs < this.silentUntilMs
  }

  /** A grant from the room; the answer is a report. */
  takeGrants(total: GrantTotal): SegmentReport | undefined {
    if (this.isSilent) return undefined
    if (total.granted > this.state.granted) this.granting += 1
    this.#revocationsHeard = total.revocationsHeard
    this.commit(takeGrants(this.state, total, this.nowMs))
    return this.#report()
  }

  /** Stores a transition, then tells of it. */
  commit({ segment, effects }: Step, rows = 0): void {
    const before = this.state
    this.rows += rows + rowsOf(before, segment, effects)
    this.state = segment
    this.#around.stepped(this, before, effects)
    if (segment.dueMs < this.#wakeAtMs) this.#wakeAt(segment.dueMs)
    if (segment.sequence === before.sequence) return
    this.#changedAtMs = Math.min(this.#changedAtMs, this.nowMs)
    this.#planReport()
  }

  /** Dies and comes back. */
  restart(): void {
    const restored = restoreSegment(storedSegment(this.state), this.nowMs)
    assert(restored.kind === 'segment', 'a segment reads what it stored')
    this.state = restored.segment
    this.bornAtMs = this.#around.clock.nowMs
    this.restartedAtMs = this.bornAtMs
    this.#life += 1
    this.#reporting = neverReported
    this.#wakeAt(this.state.dueMs)
    this.#reportAtMs = Infinity
    this.#changedAtMs = this.nowMs
    this.#planReport()
  }

  #report(): SegmentReport {
    this.#reporting = reported(this.state, this.#reporting.againInMs, this.nowMs)
    this.#changedAtMs = Infinity
    this.#planReport()
    return reportOf(this.state, this.#revocationsHeard, this.nowMs)
  }

  #wakeAt(dueMs: number): void {
    if (dueMs === Infinity) return
    const { clock } = this.#around
    this.#wakeAtMs = dueMs
    // What ends within the same moment is settled by one step, and one write.
    const wakeAtMs = Math.ceil(dueMs / TOGETHER_MS) * TOGETHER_MS
    clock.after(Math.max(0, wakeAtMs - this.nowMs), () => {
      if (this.#wakeAtMs !== dueMs) return
      this.#wakeAtMs = Infinity
      this.commit(advance(this.state, this.nowMs))
      if (this.#wakeAtMs === Infinity) this.#wakeAt(this.state.dueMs)
    })
  }

  #planReport(): void {
    // Without news the seldom word is due, which a timer of its own looks after.
    if (this.#changedAtMs === Infinity) return
    const dueMs = reportDueMs(this.state, this.#reporting, this.#changedAtMs)
    if (dueMs >= this.#reportAtMs || dueMs - this.nowMs > SOON_MS) return
    this.#reportAtMs = dueMs
    this.#around.clock.after(Math.max(0, dueMs - this.nowMs), () => {
      if (this.#reportAtMs === dueMs) this.#sendReport()
    })
  }

  #sendReport(): void {
    this.#reportAtMs = Infinity
    if (this.isSilent) return this.#wakeUpLater()
    // A grant may have been answered meanwhile, and said it all.
    const dueMs = reportDueMs(this.state, this.#reporting, this.#changedAtMs)
    if (dueMs > this.nowMs) return this.#planReport()
    const life = this.#life
    this.#around.report(this.#report(), ({ total, againInMs }) => {
      if (life !== this.#life || this.isSilent) return
      this.#reporting = { ...this.#reporting, againInMs }
      this.#revocationsHeard = total.revocationsHeard
      this.commit(takeGrants(this.state, total, this.nowMs))
    })
  }

  #wakeUpLater(): void {
    const life = this.#life
    this.#around.clock.after(this.silentUntilMs - this.#around.clock.nowMs, () => {
      if (life === this.#life) this.#planReport()
    })
  }
}
