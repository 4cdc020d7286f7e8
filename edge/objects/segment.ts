import { DurableObject } from 'cloudflare:workers'
import { afterMessage } from '../../core/protocol/flood.ts'
import { placeSchema } from '../../core/protocol/place.ts'
import { CLOSE } from '../../core/protocol/socket-down.ts'
import { SOCKET_MESSAGE_MAX_BYTES, socketUp } from '../../core/protocol/socket-up.ts'
import { has } from '../../core/queue/bits.ts'
import type { NumbersAccount } from '../../core/queue/numbers/desk.ts'
import { advance } from '../../core/queue/segment/advance.ts'
import {
  connect,
  disconnect,
  fansSeen,
  hearNumbers,
  imHere,
} from '../../core/queue/segment/arrivals.ts'
import { claim, endSession, leave, renew } from '../../core/queue/segment/claims.ts'
import type { ClaimOutcome, RenewOutcome } from '../../core/queue/segment/claims.ts'
import { at } from '../../core/queue/segment/columns.ts'
import { documentOf } from '../../core/queue/segment/document.ts'
import type { Step } from '../../core/queue/segment/effects.ts'
import { checkHolder, movePlace, type MoveOutcome } from '../../core/queue/segment/places.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import {
  offsetOf,
  openSegment,
  type Segment as SegmentState,
} from '../../core/queue/segment/segment.ts'
import { takeGrants, type GrantTotal } from '../../core/queue/segment/slots.ts'
import type { Bindings } from '../settings.ts'
import { FanSockets, type FanSocket } from './fan-sockets.ts'
import { logFault } from './log.ts'
import type { Holder, NotHolder, SegmentOpening, Standing } from './messages.ts'
import { SegmentReporter } from './segment-reporter.ts'
import { SegmentStore } from './segment-store.ts'
import { sweep, SWEEP_MS } from './segment-sweep.ts'
import { SegmentTold } from './segment-told.ts'
import { roomStub } from './stubs.ts'
import { Watchdog } from './watchdog.ts'

export const PLACE_HEADER = 'x-admit-one-place'

/** Sooner than this a deadline has a timer; later ones have the alarm, so that the object can sleep. */
const TIMER_WITHIN_MS = 15_000
/** An alarm rings this long after what it looks after: it is the watchdog of a timer. */
const WATCHDOG_AFTER_MS = 1_000
/** What ends within the same moment is settled by one step, and one write. */
const TOGETHER_MS = 25

/**
 * A span of one lane's positions: a shell around the segment in core. Every method reads the same:
 * a transition, stored; then what fans and room are to know.
 */
export class Segment extends DurableObject<Bindings> {
  readonly #store = new SegmentStore(this.ctx.storage)
  readonly #watchdog = new Watchdog(this.ctx.storage)
  readonly #sockets = new FanSockets(this.ctx)
  readonly #told = new SegmentTold(this.#sockets)
  readonly #reporter = new SegmentReporter()
  #room: string | undefined
  #state: SegmentState | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #timerAtMs = Infinity
  #sweptAtMs = 0
  #calls = 0

  /** The room's running total of grants. Safe to repeat, in any order (R1). */
  grant(opening: SegmentOpening, total: GrantTotal, document: string): SegmentReport {
    const nowMs = Date.now()
    const before = this.#called(opening, nowMs)
    this.#reporter.noteHeard(total.revocationsHeard)
    this.#take(takeGrants(before, total, nowMs), nowMs)
    this.#hearRoom(document)
    return this.#reporter.say(this.#now(), nowMs)
  }

  /** A desk's account: these positions have joined, those never will. */
  hearNumbers(opening: SegmentOpening, account: NumbersAccount): void {
    const nowMs = Date.now()
    this.#take(hearNumbers(this.#called(opening, nowMs), account, nowMs), nowMs)
  }

  /** Near fans who polled. */
  seen(opening: SegmentOpening, positions: readonly number[], seenAtMs: number): void {
    const nowMs = Date.now()
    this.#take(fansSeen(this.#called(opening, nowMs), positions, seenAtMs, nowMs), nowMs)
  }

  /** No queue, no wait: a newcomer takes of the float, if it is not for somebody before them. */
  joinNow(opening: SegmentOpening, position: number): ClaimOutcome {
    const nowMs = Date.now()
    const said = { used: [{ from: position, to: position + 1 }], unused: [] }
    const joined = hearNumbers(this.#called(opening, nowMs), said, nowMs)
    const { segment, effects, outcome } = claim(joined.segment, position, nowMs)
    this.#take({ segment, effects: [...joined.effects, ...effects] }, nowMs)
    return outcome
  }

  claim(opening: SegmentOpening, holder: Holder): ClaimOutcome | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      claim(before, holder.position, nowMs),
    )
  }

  renew(opening: SegmentOpening, holder: Holder, turn: number): RenewOutcome | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      renew(before, holder.position, turn, nowMs),
    )
  }

  release(opening: SegmentOpening, holder: Holder, turn: number) {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      endSession(before, holder.position, turn, nowMs),
    )
  }

  /** By the operator's word, whoever holds the place. */
  revoke(
    opening: SegmentOpening,
    position: number,
    turn: number,
  ): { kind: 'ended' | 'already-over' } {
    const nowMs = Date.now()
    const ended = endSession(this.#called(opening, nowMs), position, turn, nowMs)
    this.#take(ended, nowMs)
    return ended.outcome
  }

  leave(opening: SegmentOpening, holder: Holder) {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      leave(before, holder.position, nowMs),
    )
  }

  /** A lapsed fan's deliberate word (R4). */
  here(opening: SegmentOpening, holder: Holder): { kind: 'here' } | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) => ({
      ...imHere(before, holder.position, nowMs),
      outcome: { kind: 'here' as const },
    }))
  }

  move(opening: SegmentOpening, holder: Holder): MoveOutcome {
    const nowMs = Date.now()
    const moved = movePlace(this.#called(opening, nowMs), holder.position, holder.generation, nowMs)
    this.#take(moved, nowMs)
    return moved.outcome
  }

  standing(opening: SegmentOpening, holder: Holder): Standing | NotHolder {
    return this.#forHolder<Standing>(opening, holder, (before, nowMs) => {
      const { segment, effects } = advance(before, nowMs)
      const offset = offsetOf(segment, holder.position)
      const deadlineMs = at(segment.offerUntilMs, offset)
      if (deadlineMs > 0) {
        const offered = { kind: 'offered' as const, turn: at(segment.turn, offset), deadlineMs }
        return { segment, effects, outcome: offered }
      }
      // A claim said again is how a session is read: it answers with the same one.
      if (at(segment.sessionUntilMs, offset) > 0) {
        const again = claim(segment, holder.position, nowMs)
        const { outcome } = again
        if (outcome.kind === 'admitted') {
          return { ...again, outcome: { kind: 'inside' as const, session: outcome.session } }
        }
      }
      const kind = has(segment.gone, offset) ? ('over' as const) : ('waits' as const)
      return { segment, effects, outcome: { kind } }
    })
  }

  /** As JSON: it is handed on unread. */
  document(opening: SegmentOpening): string {
    const nowMs = Date.now()
    this.#take(advance(this.#called(opening, nowMs), nowMs), nowMs)
    return JSON.stringify(documentOf(this.#now(), nowMs))
  }

  measures() {
    const rowsWritten = this.#store.rows.written + this.#watchdog.rows
    return { calls: this.#calls, rowsWritten, sockets: this.#sockets.size }
  }

  /** A near fan's page connects. Who it is was proven by the Worker, whose header this is. */
  override fetch(request: Request): Response {
    const nowMs = Date.now()
    const { opening, place } = connection(request.headers.get(PLACE_HEADER))
    const state = this.#called(opening, nowMs)
    const { 0: theirs, 1: ours } = new WebSocketPair()
    const holder = checkHolder(state, place.position, place.generation)
    const offset = offsetOf(state, place.position)
    const isOver = has(state.gone, offset) && at(state.sessionUntilMs, offset) === 0
    if (holder.kind !== 'holder' || isOver) {
      ours.accept()
      ours.close(isOver ? CLOSE.over : CLOSE.movedAway, isOver ? 'over' : 'moved away')
      return new Response(null, { status: 101, webSocket: theirs })
    }
    const fan = this.#sockets.accept(ours, place, nowMs)
    this.#take(connect(state, place.position, nowMs), nowMs)
    this.#greet(fan, nowMs)
    return new Response(null, { status: 101, webSocket: theirs })
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const nowMs = Date.now()
    const fan = this.#sockets.of(socket)
    const state = this.#loaded(nowMs)
    if (fan === undefined || state === undefined) return
    const budget = afterMessage(fan.budget, nowMs)
    if (budget === undefined) return this.#end(fan, CLOSE.flooded, 'too many messages', nowMs)
    fan.budget = budget
    const said = readMessage(message)
    if (said === undefined) return this.#end(fan, CLOSE.badMessage, 'not a message', nowMs)
    fan.heardAtMs = nowMs
    const { position } = fan.place
    this.#take(
      said.kind === 'here'
        ? imHere(state, position, nowMs)
        : fansSeen(state, [position], nowMs, nowMs),
      nowMs,
    )
  }

  override webSocketClose(socket: WebSocket): void {
    this.#lost(socket)
  }

  override webSocketError(socket: WebSocket): void {
    this.#lost(socket)
  }

  /** Watchdog, sweep, and the seldom word. It may be late: whoever called before has settled all. */
  override async alarm(): Promise<void> {
    this.#watchdog.rang()
    const nowMs = Date.now()
    if (this.#loaded(nowMs) === undefined) return
    this.#settle(nowMs)
    if (this.#reporter.isSeldomDue(nowMs)) await this.#report(nowMs)
  }

  #called(opening: SegmentOpening, nowMs: number): SegmentState {
    this.#calls += 1
    const { room, epoch, lane, index, terms, span } = opening
    if (this.#room === undefined) this.#room = room
    const state = this.#loaded(nowMs)
    if (state !== undefined) return state
    const opened = openSegment({ epoch, lane, index }, nowMs, terms, span)
    this.#store.rows.keep('room', room)
    this.#store.save({ ...opened, boot: 0 }, opened)
    this.#state = opened
    return opened
  }

  /** A new life says so before it says anything: what it says is ordered by it. */
  #loaded(nowMs: number): SegmentState | undefined {
    if (this.#state !== undefined) return this.#state
    const loaded = this.#store.load(nowMs)
    if (loaded === undefined) return undefined
    if (loaded.kind === 'refused')
      throw new Error(`what the segment stored is refused: ${loaded.code}`)
    const { segment } = loaded
    this.#store.save({ ...segment, boot: 0 }, segment)
    this.#room ??= this.#store.rows.kept('room')
    this.#state = segment
    this.#reporter.noteChange(nowMs)
    this.#reconnect(nowMs)
    return this.#state
  }

  /** Sockets outlive the object's sleep; whose they are is in their attachments. */
  #reconnect(nowMs: number): void {
    for (const { place } of this.#sockets.all()) {
      if (this.#state === undefined) return
      const offset = offsetOf(this.#state, place.position)
      const connected = this.#state.memory.connected
      if (!has(connected, offset)) this.#state = connect(this.#state, place.position, nowMs).segment
    }
  }

  #now(): SegmentState {
    if (this.#state === undefined) throw new Error('the segment was opened before it was read')
    return this.#state
  }

  #forHolder<Outcome>(
    opening: SegmentOpening,
    { position, generation }: Holder,
    transition: (before: SegmentState, nowMs: number) => Step & { readonly outcome: Outcome },
  ): Outcome | NotHolder {
    const nowMs = Date.now()
    const before = this.#called(opening, nowMs)
    const check = checkHolder(before, position, generation)
    if (check.kind !== 'holder') return check
    const { outcome, ...step } = transition(before, nowMs)
    this.#take(step, nowMs)
    return outcome
  }

  /** Stored first; then it is the state, and fans are told. */
  #take({ segment, effects }: Step, nowMs: number): void {
    const before = this.#now()
    this.#store.save(before, segment)
    this.#state = segment
    for (const effect of effects) {
      const fan = this.#sockets.at(effect.position)
      if (fan === undefined) continue
      const { position: _, ...message } = effect
      if (message.kind === 'moved-away') this.#sockets.moveAway(fan, message.generation)
      else if (message.kind === 'your-turn') this.#sockets.send(fan, { ...message, nowMs })
      else this.#sockets.send(fan, message)
    }
    if (segment.sequence !== before.sequence) this.#reporter.noteChange(nowMs)
    this.#plan(nowMs)
  }

  #hearRoom(document: string): void {
    this.#told.hear(document)
    // After the answer is on its way: a long row of sockets must not keep the room waiting.
    if (this.#told.isPushDue) setTimeout(() => this.#told.push(this.#now(), Date.now()), 0)
  }

  #greet(fan: FanSocket, nowMs: number): void {
    const { position } = fan.place
    this.#told.greet(this.#now(), fan, nowMs)
    const offset = offsetOf(this.#now(), position)
    const deadlineMs = at(this.#now().offerUntilMs, offset)
    const turn = at(this.#now().turn, offset)
    if (deadlineMs > 0) this.#sockets.send(fan, { kind: 'your-turn', turn, deadlineMs, nowMs })
  }

  #end(fan: FanSocket, code: number, reason: string, nowMs: number): void {
    this.#sockets.close(fan, code, reason)
    this.#take(disconnect(this.#now(), fan.place.position, nowMs), nowMs)
  }

  #lost(socket: WebSocket): void {
    const nowMs = Date.now()
    const position = this.#sockets.forget(socket)
    const state = this.#loaded(nowMs)
    if (position === undefined || state === undefined) return
    this.#take(disconnect(state, position, nowMs), nowMs)
  }

  /** Whatever is due: deadlines, the look at the sockets, a word to the room. */
  #settle(nowMs: number): void {
    if (nowMs - this.#sweptAtMs >= SWEEP_MS && this.#sockets.size > 0) {
      this.#sweptAtMs = nowMs
      this.#take(sweep(this.#now(), this.#sockets, nowMs), nowMs)
    }
    this.#take(advance(this.#now(), nowMs), nowMs)
    if (this.#reporter.dueMs(this.#now()) <= nowMs) void this.#report(nowMs)
  }

  async #report(nowMs: number): Promise<void> {
    const room = this.#room
    if (room === undefined) return
    const answer = await this.#reporter.send(this.#now(), nowMs, (report) =>
      roomStub(this.env, room).report(room, report),
    )
    const heardAtMs = Date.now()
    try {
      if (answer !== undefined) {
        this.#reporter.noteHeard(answer.total.revocationsHeard)
        this.#take(takeGrants(this.#now(), answer.total, heardAtMs), heardAtMs)
        this.#hearRoom(answer.document)
      } else this.#plan(heardAtMs)
    } catch (error) {
      logFault('the room’s answer', error)
    }
  }

  #plan(nowMs: number): void {
    const segment = this.#now()
    const sweepAtMs = this.#sockets.size > 0 ? this.#sweptAtMs + SWEEP_MS : Infinity
    const dueMs = Math.ceil(segment.dueMs / TOGETHER_MS) * TOGETHER_MS
    // The look at the sockets is the alarm's, so that the object can sleep; unless it is late.
    const lateSweepMs = sweepAtMs + WATCHDOG_AFTER_MS <= nowMs ? nowMs : Infinity
    const nextMs = Math.min(dueMs, this.#reporter.dueMs(segment), lateSweepMs)
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

function connection(header: string | null) {
  const read: { opening: SegmentOpening; place: unknown } = JSON.parse(header ?? '')
  return { opening: read.opening, place: placeSchema.parse(read.place) }
}

function readMessage(message: string | ArrayBuffer) {
  if (typeof message !== 'string' || message.length > SOCKET_MESSAGE_MAX_BYTES) return undefined
  try {
    return socketUp.safeParse(JSON.parse(message)).data
  } catch {
    return undefined
  }
}
