/**
 * A segment while it lives: its state, what is stored of it, and the timers and alarms that move it
 * on. `take` is the one place where a new state becomes the state: stored first, then told.
 */
import { has } from '../../core/queue/bits.ts'
import { advance } from '../../core/queue/segment/advance.ts'
import { connect } from '../../core/queue/segment/arrivals.ts'
import type { SegmentEffect, Step } from '../../core/queue/segment/effects.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import { offsetOf, openSegment, type Segment } from '../../core/queue/segment/segment.ts'
import { takeGrants, type GrantTotal } from '../../core/queue/segment/slots.ts'
import type { Bindings } from '../settings.ts'
import { FanSockets } from './fan-sockets.ts'
import { logFault } from './log.ts'
import type { SegmentOpening } from './messages.ts'
import type { RecordPage } from './record-rows.ts'
import { SegmentRecorder } from './segment-recorder.ts'
import { SegmentReporter } from './segment-reporter.ts'
import { SegmentStore } from './segment-store.ts'
import { sweep, SWEEP_MS } from './segment-sweep.ts'
import { SegmentTold } from './segment-told.ts'
import { roomStub } from './stubs.ts'
import { Watchdog } from './watchdog.ts'

/** Sooner than this a deadline has a timer; later ones have the alarm, so that the object can sleep. */
const TIMER_WITHIN_MS = 15_000
/** An alarm rings this long after what it looks after: it is the watchdog of a timer. */
const WATCHDOG_AFTER_MS = 1_000
/** What ends within the same moment is settled by one step, and one write. */
const TOGETHER_MS = 25

export class SegmentLife {
  readonly sockets: FanSockets
  readonly told: SegmentTold
  readonly #env: Bindings
  readonly #store: SegmentStore
  readonly #recorder: SegmentRecorder
  readonly #watchdog: Watchdog
  readonly #reporter = new SegmentReporter()
  #room: string | undefined
  #state: Segment | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #timerAtMs = Infinity
  #sweptAtMs = 0

  constructor(ctx: DurableObjectState, env: Bindings) {
    this.#env = env
    this.#store = new SegmentStore(ctx.storage)
    this.#recorder = new SegmentRecorder(this.#store.rows)
    this.#watchdog = new Watchdog(ctx.storage)
    this.sockets = new FanSockets(ctx)
    this.told = new SegmentTold(this.sockets)
  }

  get rowsWritten(): number {
    return this.#store.rows.written + this.#watchdog.rows
  }

  get state(): Segment {
    if (this.#state === undefined) throw new Error('the segment was opened before it was read')
    return this.#state
  }

  /** From memory, from what it stored, or for the first time. */
  opened(opening: SegmentOpening, nowMs: number): Segment {
    const { room, epoch, lane, index, terms, span } = opening
    const known = this.loaded(nowMs)
    if (known !== undefined) return known
    const fresh = openSegment({ epoch, lane, index }, nowMs, terms, span)
    this.#store.rows.keep('room', room)
    this.#store.save(fresh)
    this.#room = room
    this.#state = fresh
    return fresh
  }

  /** A new life says so before it says anything: what it says is ordered by it. */
  loaded(nowMs: number): Segment | undefined {
    if (this.#state !== undefined) return this.#state
    const loaded = this.#store.load(nowMs)
    if (loaded === undefined) return undefined
    if (loaded.kind === 'refused') {
      throw new Error(`what the segment stored is refused: ${loaded.code}`)
    }
    const { segment, effects } = this.#reconnected(loaded.segment, nowMs)
    this.#store.save(segment)
    this.#room = this.#store.rows.kept('room')
    this.#state = segment
    for (const effect of effects) this.#tell(effect, nowMs)
    this.#reporter.noteChange(nowMs)
    return segment
  }

  take({ segment, effects }: Step, nowMs: number): void {
    const before = this.state
    this.#store.save(segment)
    this.#recorder.note(before, { segment, effects }, nowMs)
    this.#state = segment
    for (const effect of effects) this.#tell(effect, nowMs)
    if (segment.sequence !== before.sequence) this.#reporter.noteChange(nowMs)
    this.#plan(nowMs)
  }

  /** The room's word, by its own call or as the answer to a report. */
  hearRoom(total: GrantTotal, document: string, nowMs: number): void {
    this.#reporter.noteHeard(total.revocationsHeard)
    this.take(takeGrants(this.state, total, nowMs), nowMs)
    this.told.hear(document)
    // After the answer is on its way: a long row of sockets must not keep the room waiting.
    if (this.told.isPushDue) setTimeout(() => this.#push(), 0)
  }

  /** A page of what was written down. */
  record(after: number, nowMs: number): RecordPage {
    return this.#recorder.page(this.state, after, nowMs)
  }

  report(nowMs: number): SegmentReport {
    return this.#reporter.say(this.state, nowMs)
  }

  /** Watchdog, sweep, and the seldom word. It may be late: whoever called before has settled all. */
  async rang(nowMs: number): Promise<void> {
    this.#watchdog.rang()
    if (this.loaded(nowMs) === undefined) return
    this.#settle(nowMs)
    if (this.#reporter.isSeldomDue(nowMs)) await this.#speak(nowMs)
  }

  /** Sockets outlive the object's sleep; whose they are is in their attachments. */
  #reconnected(segment: Segment, nowMs: number): Step {
    let after = segment
    const effects: SegmentEffect[] = []
    for (const { place } of this.sockets.all()) {
      if (has(after.memory.connected, offsetOf(after, place.position))) continue
      const step = connect(after, place.position, nowMs)
      after = step.segment
      effects.push(...step.effects)
    }
    return { segment: after, effects }
  }

  #push(): void {
    try {
      this.told.push(this.state, Date.now())
    } catch (error) {
      logFault('push', error)
    }
  }

  #tell(effect: SegmentEffect, nowMs: number): void {
    const fan = this.sockets.at(effect.position)
    if (fan === undefined) return
    const { position: _, ...message } = effect
    if (message.kind === 'moved-away') this.sockets.moveAway(fan, message.generation)
    else if (message.kind === 'your-turn') this.sockets.send(fan, { ...message, nowMs })
    else this.sockets.send(fan, message)
  }

  /** Whatever is due: deadlines, the look at the sockets, a word to the room. */
  #settle(nowMs: number): void {
    if (nowMs - this.#sweptAtMs >= SWEEP_MS && this.sockets.size > 0) {
      this.#sweptAtMs = nowMs
      this.take(sweep(this.state, this.sockets, nowMs), nowMs)
    }
    this.take(advance(this.state, nowMs), nowMs)
    if (this.#reporter.dueMs(this.state) <= nowMs) void this.#speak(nowMs)
  }

  async #speak(nowMs: number): Promise<void> {
    const room = this.#room
    if (room === undefined) return
    const answer = await this.#reporter.send(this.state, nowMs, (report) =>
      roomStub(this.#env, room).report(room, report),
    )
    const heardAtMs = Date.now()
    try {
      if (answer !== undefined) this.hearRoom(answer.total, answer.document, heardAtMs)
    } catch (error) {
      logFault('the room’s answer', error)
    }
    this.#plan(heardAtMs)
  }

  #plan(nowMs: number): void {
    const sweepAtMs = this.sockets.size > 0 ? this.#sweptAtMs + SWEEP_MS : Infinity
    const dueMs = Math.ceil(this.state.dueMs / TOGETHER_MS) * TOGETHER_MS
    // The look at the sockets is the alarm's, so that the object can sleep; unless it is late.
    const lateSweepMs = sweepAtMs + WATCHDOG_AFTER_MS <= nowMs ? nowMs : Infinity
    const nextMs = Math.min(dueMs, this.#reporter.dueMs(this.state), lateSweepMs)
    const alarmMs = Math.min(Math.max(nextMs, nowMs + SWEEP_MS) + WATCHDOG_AFTER_MS, sweepAtMs)
    if (alarmMs === Infinity) return
    this.#watchdog.ringBy(Math.max(nowMs, alarmMs))
    if (nextMs >= this.#timerAtMs || nextMs - nowMs > TIMER_WITHIN_MS) return
    clearTimeout(this.#timer ?? null)
    this.#timerAtMs = nextMs
    this.#timer = setTimeout(() => this.#onTimer(), Math.max(0, nextMs - nowMs))
  }

  #onTimer(): void {
    this.#timerAtMs = Infinity
    this.#timer = undefined
    const nowMs = Date.now()
    try {
      this.#settle(nowMs)
    } catch (error) {
      // What was not stored did not happen: it is due still, and tried again.
      logFault('segment', error)
      this.#watchdog.ringBy(nowMs + WATCHDOG_AFTER_MS)
    }
  }
}
