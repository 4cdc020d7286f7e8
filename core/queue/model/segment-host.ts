/** A segment's object in the model: a thin shell, as at the edge. Stores, then tells. */
import { assert } from '../../assert.ts'
import { advance } from '../segment/advance.ts'
import type { SegmentEffect, Step } from '../segment/effects.ts'
import { reportOf, type SegmentReport } from '../segment/report.ts'
import {
  openSegment,
  type Segment,
  type SegmentName,
  type SegmentTerms,
} from '../segment/segment.ts'
import { takeGrants, type GrantTotal } from '../segment/slots.ts'
import { restoreSegment, storedSegment } from '../segment/snapshot.ts'
import { nothing, type Act } from './acts.ts'
import type { Network } from './network.ts'

/** Where the object dies: before its new state is stored, or after, with its messages unsent. */
export type CrashPoint = 'before-storing' | 'after-storing'

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
  #reported = -1
  /** Sweeps since anything changed: a segment with nothing new says so ever more seldom. */
  #quiet = 0
  readonly #network: Network
  readonly #watcher: SegmentWatcher
  readonly #report: (report: SegmentReport) => void
  readonly #tell: (host: SegmentHost, effect: SegmentEffect) => void

  constructor(
    name: SegmentName,
    setting: { span: number; terms: SegmentTerms; skewMs: number },
    network: Network,
    watcher: SegmentWatcher,
    report: (report: SegmentReport) => void,
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

  takeGrants(total: GrantTotal, wantsAnswer: boolean): void {
    if (this.isSilent) return
    this.#revocationsHeard = total.revocationsHeard
    const done = this.commit(takeGrants(this.state, total, this.nowMs))
    if (done && wantsAnswer) this.report()
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
    if (this.state.sequence !== this.#reported) this.#network.after(50, () => this.#reportChange())
    return true
  }

  restart(): void {
    this.crash = undefined
    const restored = restoreSegment(storedSegment(this.#stored), this.nowMs)
    assert(restored.kind === 'segment', 'a segment reads what it stored')
    this.state = restored.segment
    this.#reported = -1
    this.#watcher.restarted(this)
  }

  report(): void {
    this.#reported = this.state.sequence
    this.#report(reportOf(this.state, this.#revocationsHeard, this.nowMs))
  }

  #reportChange(): void {
    if (!this.isSilent && this.state.sequence !== this.#reported) this.report()
  }

  #sweep(): void {
    if (this.isSilent) return
    const step = advance(this.state, this.nowMs)
    this.#quiet = this.state.sequence === this.#reported ? this.#quiet + 1 : 0
    // Time passed and nothing came of it: there is nothing to store.
    const alive = step.segment === this.state || this.commit(step)
    if (alive && (this.#quiet < 4 || this.#quiet % 10 === 0)) this.report()
  }
}
