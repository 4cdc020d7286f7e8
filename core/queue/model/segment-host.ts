/** A segment's object in the model: a thin shell, as at the edge. Stores, then tells. */
import { assert } from '../../assert.ts'
import { advance } from '../segment/advance.ts'
import type { SegmentEffect, Step } from '../segment/effects.ts'
import type { ReportAnswer } from '../room/reports.ts'
import { reportOf, type SegmentReport } from '../segment/report.ts'
import { neverReported, reportDueMs, reported } from '../segment/reporting.ts'
import {
  openSegment,
  type Segment,
  type SegmentName,
  type SegmentTerms,
} from '../segment/segment.ts'
import { takeGrants, type GrantTotal } from '../segment/slots.ts'
import { restoreSegment } from '../segment/snapshot.ts'
import { storedSegment } from '../segment/stored.ts'
import { nothing, type Act } from './acts.ts'
import type { Network } from './network.ts'

/** Where the object dies: before its new state is stored, or after, with its messages unsent. */
export type CrashPoint = 'before-storing' | 'after-storing'

/** What becomes of a report that the segment sends by itself. */
export type ReportDoor = (report: SegmentReport, answered: (answer: ReportAnswer) => void) => void

/** A report that was not answered by then may not have been heard, and is said again. */
const ANSWER_MS = 1_000

export type SegmentWatcher = {
  stepped(host: SegmentHost, before: Segment, step: Step, act: Act): void
  restarted(host: SegmentHost): void
}

export class SegmentHost {
  state: Segment
  silentUntilMs = 0
  crash: CrashPoint | undefined
  readonly skewMs: number
  /** States never change, so keeping one is storing it; it is written and read at a restart. */
  #stored: Segment
  #revocationsHeard = 0
  #life = 0
  #reporting = neverReported
  /** The first change that no report has told of. */
  #changedAtMs = Infinity
  #reportAtMs = Infinity
  readonly #network: Network
  readonly #watcher: SegmentWatcher
  readonly #report: ReportDoor
  readonly #tell: (host: SegmentHost, effect: SegmentEffect) => void

  constructor(
    name: SegmentName,
    setting: { span: number; terms: SegmentTerms; skewMs: number },
    network: Network,
    watcher: SegmentWatcher,
    report: ReportDoor,
    tell: (host: SegmentHost, effect: SegmentEffect) => void,
  ) {
    this.skewMs = setting.skewMs
    this.#network = network
    this.#watcher = watcher
    this.#report = report
    this.#tell = tell
    this.state = openSegment(name, network.nowMs + setting.skewMs, setting.terms, setting.span)
    this.#stored = this.state
    network.every(1_000, () => this.#sweep())
  }

  get nowMs(): number {
    return this.#network.nowMs + this.skewMs
  }

  get isSilent(): boolean {
    return this.#network.nowMs < this.silentUntilMs
  }

  /** What the room sends; the answer is a report. */
  takeGrants(total: GrantTotal): SegmentReport | undefined {
    return this.#heed(total) ? this.#say() : undefined
  }

  /** Stores a transition. False when the object died first: its caller hears nothing. */
  commit(step: Step, act: Act = nothing): boolean {
    const before = this.state
    if (this.crash === 'before-storing') {
      this.restart()
      return false
    }
    this.#stored = step.segment
    this.state = step.segment
    this.#watcher.stepped(this, before, step, act)
    if (this.crash === 'after-storing') {
      this.restart()
      return false
    }
    for (const effect of step.effects) this.#network.send(() => this.#tell(this, effect))
    if (step.segment.sequence !== before.sequence) this.#changed()
    return true
  }

  restart(): void {
    this.crash = undefined
    const restored = restoreSegment(storedSegment(this.#stored), this.nowMs)
    assert(restored.kind === 'segment', 'a segment reads what it stored')
    this.state = restored.segment
    this.#life += 1
    this.#reporting = neverReported
    this.#watcher.restarted(this)
    this.#changed()
  }

  #heed(total: GrantTotal): boolean {
    if (this.isSilent) return false
    this.#revocationsHeard = total.revocationsHeard
    return this.#settle(takeGrants(this.state, total, this.nowMs))
  }

  /** Where time passed and nothing came of it, there is nothing to store. */
  #settle(step: Step): boolean {
    return step.segment === this.state || this.commit(step)
  }

  #say(): SegmentReport {
    this.#reporting = reported(this.state, this.#reporting.againInMs, this.nowMs)
    this.#changedAtMs = Infinity
    this.#plan()
    return reportOf(this.state, this.#revocationsHeard, this.nowMs)
  }

  #changed(): void {
    this.#changedAtMs = Math.min(this.#changedAtMs, this.nowMs)
    this.#plan()
  }

  #dueMs(): number {
    return reportDueMs(this.state, this.#reporting, this.#changedAtMs)
  }

  #plan(): void {
    const dueMs = this.#dueMs()
    if (dueMs >= this.#reportAtMs) return
    this.#reportAtMs = dueMs
    this.#network.after(Math.max(0, dueMs - this.nowMs), () => {
      if (this.#reportAtMs !== dueMs) return
      this.#reportAtMs = Infinity
      this.#reportWhenDue()
    })
  }

  #reportWhenDue(): void {
    // Silent, or told meanwhile by the answer to a grant.
    if (this.isSilent) return this.#network.after(ANSWER_MS, () => this.#plan())
    if (this.#dueMs() > this.nowMs) return this.#plan()
    const life = this.#life
    let isAnswered = false
    this.#report(this.#say(), ({ total, againInMs }) => {
      isAnswered = true
      if (life === this.#life) this.#reporting = { ...this.#reporting, againInMs }
      this.#heed(total)
    })
    this.#network.after(ANSWER_MS, () => {
      if (isAnswered || life !== this.#life) return
      this.#reporting = { ...neverReported, againInMs: this.#reporting.againInMs }
      this.#changed()
    })
  }

  /** In place of the alarm that a deadline sets. */
  #sweep(): void {
    if (!this.isSilent) this.#settle(advance(this.state, this.nowMs))
  }
}
