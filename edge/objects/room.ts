import { DurableObject } from 'cloudflare:workers'
import type { Act } from '../../core/operate/act.ts'
import type { Figures } from '../../core/operate/figures.ts'
import { saleReportOf } from '../../core/operate/report-of.ts'
import type { AuditQuery } from '../../core/operate/requests.ts'
import type { RoomView } from '../../core/operate/room-answers.ts'
import { ASK_OCCUPIED_MS, TICK_MS } from '../../core/queue/limits.ts'
import type { OriginReport } from '../../core/queue/pressure/report.ts'
import { DESKS_MAX } from '../../core/queue/room/entry.ts'
import { phaseOf } from '../../core/queue/room/phase.ts'
import { takeReport } from '../../core/queue/room/reports.ts'
import { revocationsPage, type RevocationsPage } from '../../core/queue/room/revocations-page.ts'
import {
  accountRoomNumbers,
  changeSettings,
  cutRoomBlock,
  moveCourse,
  occupiedSlots,
  roomLeaseTerms,
} from '../../core/queue/room/room.ts'
import { floatNow, newsNow } from '../../core/queue/room/tick.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import { because } from '../../core/reason.ts'
import type { Bindings } from '../settings.ts'
import type { AnswerWithDocument, ExchangeAnswer, ExchangeRequest } from './messages.ts'
import type { RecordPage } from './record-rows.ts'
import { RoomLife } from './room-life.ts'
import { viewOf, type Asking, type Created } from './room-operations.ts'

/** A list of ended sessions that is older than segments are asked is one that nobody keeps young. */
const VOUCHED_MS = ASK_OCCUPIED_MS + TICK_MS
/** So long a desk's question about it waits for segments, which mostly answer in one tick. */
const VOUCH_WITHIN_MS = 700
const VOUCH_LOOK_MS = 25

/** A room's description, as isolates hold it; its text is handed on unread. */
export type EntryAnswer = { readonly version: number; readonly text: string }

export type SegmentAt = { readonly epoch: string; readonly lane: string; readonly index: number }

/** Lines of the record in one answer, and entries of the log that a report names. */
const RECORD_PAGE = 5_000
const LOG_IN_REPORT = 500

type Removed =
  | {
      readonly kind: 'removed'
      readonly epoch: string
      readonly desks: number
      readonly segments: readonly { readonly lane: string; readonly index: number }[]
    }
  | { readonly kind: 'no-room' }
  | { readonly kind: 'not-now'; readonly reason: string }

type Sized = { readonly calls: number; readonly rowsWritten: number; readonly sockets: number }

/** One waiting room, for one sale: a shell around the room in core, which decides everything. */
export class Room extends DurableObject<Bindings> {
  readonly #life = new RoomLife(this.ctx, this.env)

  /** A desk's call: what became of numbers there; blocks, lease terms and the document back. */
  exchange(name: string, request: ExchangeRequest): ExchangeAnswer {
    const nowMs = Date.now()
    const before = moveCourse(this.#life.called(name, nowMs), nowMs)
    let state = before
    if (request.epoch === undefined || request.epoch === state.epoch) {
      for (const { lane, account } of request.accounts)
        state = accountRoomNumbers(state, lane, account)
    }
    const blocks: ExchangeAnswer['blocks'][number][] = []
    for (const { lane, want } of request.wants) {
      const { room, cut } = cutRoomBlock(state, lane, want, nowMs)
      state = room
      if (cut.kind === 'block') blocks.push({ lane, grant: cut.grant })
    }
    const grown = state.lanes.some(
      ({ seats }, lane) => seats.length > (before.lanes[lane]?.seats.length ?? 0),
    )
    this.#life.take(grown ? floatNow(state, nowMs) : { room: state, grants: [] })
    const { isolateMs } = roomLeaseTerms(state, nowMs)
    const { locationHint } = this.#life.described.entry
    return {
      epoch: state.epoch,
      blocks,
      isolateMs,
      locationHint,
      document: this.#life.document(nowMs),
    }
  }

  /** A segment speaks by itself. */
  report(name: string, report: SegmentReport): AnswerWithDocument | undefined {
    const nowMs = Date.now()
    // Of a room that was removed: it has nothing to say any more, and is not to be told again.
    if (this.#life.store.book.described === undefined) return undefined
    const { room, answer } = takeReport(this.#life.called(name, nowMs), report, nowMs)
    this.#life.take({ room, grants: [] })
    return answer && { ...answer, document: this.#life.document(nowMs) }
  }

  /**
   * For desks, again and again. Being asked does not keep a room awake that can answer. One that
   * cannot vouch for its list, after a rest or in a new life, asks its segments first, and whoever
   * asked waits for them: a list that is too old would turn away whoever is in the shop.
   */
  async revocations(
    name: string,
    epoch: string | undefined,
    after: number,
  ): Promise<RevocationsPage> {
    const askedAtMs = Date.now()
    const page = (nowMs: number) =>
      revocationsPage(moveCourse(this.#life.opened(name, nowMs), nowMs), { epoch, after }, nowMs)
    let answer = page(askedAtMs)
    if (askedAtMs - answer.asOfMs <= VOUCHED_MS) {
      this.#life.calls += 1
      return answer
    }
    this.#life.called(name, askedAtMs)
    while (askedAtMs - answer.asOfMs > VOUCHED_MS && Date.now() - askedAtMs < VOUCH_WITHIN_MS) {
      await scheduler.wait(VOUCH_LOOK_MS)
      answer = page(Date.now())
    }
    return answer
  }

  /** What isolates know of the room besides its document. Of no such room nothing is made. */
  entry(known?: number): EntryAnswer | 'same' | undefined {
    const { described } = this.#life.store.book
    if (described === undefined) return undefined
    const { version, entry } = described
    return version === known ? 'same' : { version, text: JSON.stringify(entry) }
  }

  /** A new room. Its operators are answered once the directory has it, or has had its time. */
  async create(
    name: string,
    input: unknown,
    source: string | undefined,
    asking: Asking,
  ): Promise<Created> {
    const nowMs = Date.now()
    const created = this.#life.operations.create(input, source, asking, nowMs)
    if (created.kind !== 'created') return created
    const room = this.#life.called(name, nowMs)
    // Of a room that was here before rooms were created, the line stays, and its settings follow.
    const settled = changeSettings(room, this.#life.described.entry.settings, nowMs)
    const begun = settled.kind === 'changed' ? settled.room : room
    this.#life.take({ room: moveCourse(begun, nowMs), grants: [] })
    await this.#life.list(nowMs)
    return { ...created, view: this.view(name) ?? created.view }
  }

  /** An operator's word. What it changes is told at once to all who are near (R6). As JSON. */
  act(name: string, deed: Act, asking: Asking): string {
    const nowMs = Date.now()
    const held = { room: this.#life.called(name, nowMs), described: this.#life.described }
    const { room, done } = this.#life.operations.act(held, deed, asking, nowMs)
    if (room !== undefined) this.#life.take(newsNow(room))
    return JSON.stringify(done)
  }

  /** What is said to one session is in the log first. */
  note(name: string, word: string, sessionId: string, asking: Asking): void {
    this.#life.opened(name, Date.now())
    this.#life.operations.note(word, sessionId, asking, Date.now())
  }

  view(name: string): RoomView | undefined {
    const { described } = this.#life.store.book
    return (
      described && viewOf(described, moveCourse(this.#life.opened(name, Date.now()), Date.now()))
    )
  }

  figures(name: string): Figures {
    const nowMs = Date.now()
    return this.#life.operations.figures(
      this.#life.called(name, nowMs),
      this.#life.described,
      nowMs,
    )
  }

  /** The sale as it went, as JSON. */
  saleReport(name: string): string {
    const nowMs = Date.now()
    const state = this.#life.opened(name, nowMs)
    const described = this.#life.described
    const seen = this.#life.operations.figures(state, described, nowMs)
    const { entries } = this.#life.store.book.log.page({ limit: LOG_IN_REPORT })
    return JSON.stringify(
      saleReportOf(seen, described.entry.title, this.#life.store.history.all(), entries),
    )
  }

  /** A page of what was written down, and whose records follow. */
  record(name: string, after: number): RecordPage & { readonly segments: readonly SegmentAt[] } {
    const { epoch, lanes } = this.#life.opened(name, Date.now())
    const segments = lanes.flatMap(({ id, seats }) =>
      seats.flatMap(({ boot, granted }, index) =>
        boot > 0 || granted > 0 ? [{ epoch, lane: id, index }] : [],
      ),
    )
    return { ...this.#life.store.record.page(after, RECORD_PAGE), segments }
  }

  /** As JSON: it is handed on unread. Undefined where no such room was ever created. */
  audit(query: AuditQuery): string | undefined {
    return this.#life.store.isMade
      ? JSON.stringify(this.#life.store.book.log.page(query))
      : undefined
  }

  /**
   * One that nobody has joined, or whose sale is over. Said again it answers the same, so that what
   * was not erased can be.
   */
  remove(name: string, asking: Asking): Removed {
    const { book } = this.#life.store
    if (!this.#life.store.isMade) return { kind: 'no-room' }
    const nowMs = Date.now()
    if (!book.isRemoved) {
      const state = moveCourse(this.#life.called(name, nowMs), nowMs)
      const { course, lanes } = state
      const isJoined = lanes.some(({ numbers }) => numbers.next > 0)
      if (isJoined && phaseOf(course) !== 'closed') {
        return { kind: 'not-now', reason: because('fans-are-in-it') }
      }
      const inside = occupiedSlots(state)
      if (inside > 0) {
        return { kind: 'not-now', reason: because('fans-are-in-the-shop', { n: inside }) }
      }
      this.#life.operations.remove(asking, nowMs)
    }
    const loaded = this.#life.store.load(nowMs)
    const state = loaded?.kind === 'room' ? loaded.room : undefined
    this.#life.end()
    return {
      kind: 'removed',
      epoch: state?.epoch ?? '',
      desks: DESKS_MAX,
      segments: (state?.lanes ?? []).flatMap(({ id, seats }) =>
        seats.map((_, index) => ({ lane: id, index })),
      ),
    }
  }

  /** The shop says how it fares: the next decision follows it. */
  hearOrigin(name: string, report: OriginReport): void {
    const nowMs = Date.now()
    this.#life.called(name, nowMs)
    this.#life.pressure.hear(report, nowMs)
  }

  measures(name: string) {
    const state = this.#life.opened(name, Date.now())
    const own: Sized = {
      calls: this.#life.calls,
      rowsWritten: this.#life.rowsWritten,
      sockets: 0,
    }
    const seats = state.lanes.flatMap((lane) => lane.seats)
    return {
      epoch: state.epoch,
      own,
      segments: state.lanes.flatMap(({ id, seats }) =>
        seats.flatMap(({ boot }, index) => (boot > 0 ? [{ lane: id, index }] : [])),
      ),
      occupied: occupiedSlots(state),
      cap: state.settings.cap,
      granted: seats.reduce((sum, { granted }) => sum + granted, 0),
      returned: seats.reduce((sum, { returned }) => sum + returned, 0),
      halt: state.halt,
    }
  }

  /** The watchdog: timers die with the object they belong to. */
  override alarm(): void {
    this.#life.rang(Date.now())
  }
}
