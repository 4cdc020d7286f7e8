import { DurableObject } from 'cloudflare:workers'
import type { Act } from '../../core/operate/act.ts'
import type { Described } from '../../core/operate/described.ts'
import { sampleOf } from '../../core/operate/history.ts'
import { listingOf, stampOf } from '../../core/operate/listing.ts'
import type { Figures } from '../../core/operate/figures.ts'
import { roomLines } from '../../core/operate/record-lines.ts'
import { saleReportOf } from '../../core/operate/report-of.ts'
import type { AuditQuery } from '../../core/operate/requests.ts'
import type { RoomView } from '../../core/operate/room-answers.ts'
import { ASK_OCCUPIED_MS, TICK_MS } from '../../core/queue/limits.ts'
import { roomDocumentOf } from '../../core/queue/room/document.ts'
import { DESKS_MAX } from '../../core/queue/room/entry.ts'
import { phaseOf } from '../../core/queue/room/phase.ts'
import { isQuiet, nextInstantMs } from '../../core/queue/room/quiet.ts'
import { RECORD_EVERY_MS, roomRecord } from '../../core/queue/room/record.ts'
import { hearReport, takeReport } from '../../core/queue/room/reports.ts'
import {
  accountRoomNumbers,
  cutRoomBlock,
  moveCourse,
  occupiedSlots,
  openRoom,
  roomLeaseTerms,
  type Room as RoomState,
} from '../../core/queue/room/room.ts'
import type { OriginReport } from '../../core/queue/pressure/report.ts'
import { revocationsPage, type RevocationsPage } from '../../core/queue/room/revocations-page.ts'
import { floatNow, newsNow, tick, withReach, type Ticked } from '../../core/queue/room/tick.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import type { Bindings } from '../settings.ts'
import { textOfBytes } from '../tokens/base64url.ts'
import { logFault } from './log.ts'
import type {
  AnswerWithDocument,
  ExchangeAnswer,
  ExchangeRequest,
  SegmentOpening,
} from './messages.ts'
import type { RecordPage } from './record-rows.ts'
import { RoomListing } from './room-listing.ts'
import { RoomOperations, viewOf } from './room-operations.ts'
import type { Asking, Created } from './room-operations.ts'
import { RoomPressure } from './room-pressure.ts'
import { RoomStore } from './room-store.ts'
import { SegmentCalls } from './segment-calls.ts'
import { Watchdog } from './watchdog.ts'

/** The watchdog rings this often while the timer should run. */
const WATCH_MS = 10_000
/** Nobody asked for so long and nobody waits: the timer rests until somebody does. */
const REST_AFTER_MS = 30_000
const LEARNED_EVERY_MS = 10_000
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
  readonly #store = new RoomStore(this.ctx.storage)
  readonly #watchdog = new Watchdog(this.ctx.storage)
  readonly #pressure = new RoomPressure(this.#store.rows)
  readonly #operations = new RoomOperations(this.#store, this.#pressure)
  readonly #listing = new RoomListing(this.env, this.#store.rows)
  readonly #segments = new SegmentCalls(this.env)
  #name: string | undefined
  #state: RoomState | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #ticksAtMs = 0
  #askedAtMs = 0
  #learnedAtMs = 0
  #wroteDownAtMs = 0
  #calls = 0

  /** A desk's call: what became of numbers there; blocks, lease terms and the document back. */
  exchange(name: string, request: ExchangeRequest): ExchangeAnswer {
    const nowMs = Date.now()
    const before = moveCourse(this.#called(name, nowMs), nowMs)
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
    this.#take(grown ? floatNow(state, nowMs) : { room: state, grants: [] })
    const { isolateMs } = roomLeaseTerms(state, nowMs)
    const { locationHint } = this.#described().entry
    return { epoch: state.epoch, blocks, isolateMs, locationHint, document: this.#document(nowMs) }
  }

  /** A segment speaks by itself. */
  report(name: string, report: SegmentReport): AnswerWithDocument | undefined {
    const nowMs = Date.now()
    const { room, answer } = takeReport(this.#called(name, nowMs), report, nowMs)
    this.#take({ room, grants: [] })
    return answer && { ...answer, document: this.#document(nowMs) }
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
      revocationsPage(moveCourse(this.#opened(name, nowMs), nowMs), { epoch, after }, nowMs)
    let answer = page(askedAtMs)
    if (askedAtMs - answer.asOfMs <= VOUCHED_MS) {
      this.#calls += 1
      return answer
    }
    this.#called(name, askedAtMs)
    while (askedAtMs - answer.asOfMs > VOUCHED_MS && Date.now() - askedAtMs < VOUCH_WITHIN_MS) {
      await scheduler.wait(VOUCH_LOOK_MS)
      answer = page(Date.now())
    }
    return answer
  }

  /** What isolates know of the room besides its document. Of no such room nothing is made. */
  entry(known?: number): EntryAnswer | 'same' | undefined {
    const { described } = this.#store.book
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
    const created = this.#operations.create(input, source, asking, nowMs)
    if (created.kind !== 'created') return created
    const room = this.#called(name, nowMs)
    this.#take({ room: moveCourse(room, nowMs), grants: [] })
    await this.#list(nowMs)
    return { ...created, view: this.view(name) ?? created.view }
  }

  /** An operator's word. What it changes is told at once to all who are near (R6). As JSON. */
  async act(name: string, deed: Act, asking: Asking): Promise<string> {
    const nowMs = Date.now()
    const held = { room: this.#called(name, nowMs), described: this.#described() }
    const { room, done } = this.#operations.act(held, deed, asking, nowMs)
    if (room !== undefined) {
      this.#take(newsNow(room))
      await this.#list(nowMs)
    }
    return JSON.stringify(done)
  }

  /** What is said to one session is in the log first. */
  note(name: string, word: string, sessionId: string, asking: Asking): void {
    this.#opened(name, Date.now())
    this.#operations.note(word, sessionId, asking, Date.now())
  }

  view(name: string): RoomView | undefined {
    const { described } = this.#store.book
    return described && viewOf(described, moveCourse(this.#opened(name, Date.now()), Date.now()))
  }

  figures(name: string): Figures {
    const nowMs = Date.now()
    return this.#operations.figures(this.#called(name, nowMs), this.#described(), nowMs)
  }

  /** The sale as it went, as JSON. */
  saleReport(name: string): string {
    const nowMs = Date.now()
    const state = this.#opened(name, nowMs)
    const described = this.#described()
    const seen = this.#operations.figures(state, described, nowMs)
    const { entries } = this.#store.book.log.page({ limit: LOG_IN_REPORT })
    return JSON.stringify(
      saleReportOf(seen, described.entry.title, this.#store.history.all(), entries),
    )
  }

  /** A page of what was written down, and whose records follow. */
  record(name: string, after: number): RecordPage & { readonly segments: readonly SegmentAt[] } {
    const { epoch, lanes } = this.#opened(name, Date.now())
    const segments = lanes.flatMap(({ id, seats }) =>
      seats.flatMap(({ boot, granted }, index) =>
        boot > 0 || granted > 0 ? [{ epoch, lane: id, index }] : [],
      ),
    )
    return { ...this.#store.record.page(after, RECORD_PAGE), segments }
  }

  /** As JSON: it is handed on unread. Undefined where no such room was ever created. */
  audit(query: AuditQuery): string | undefined {
    return this.#store.isMade ? JSON.stringify(this.#store.book.log.page(query)) : undefined
  }

  /**
   * One that nobody has joined, or whose sale is over. Said again it answers the same, so that what
   * was not erased can be.
   */
  async remove(name: string, asking: Asking): Promise<Removed> {
    const { book } = this.#store
    if (!this.#store.isMade) return { kind: 'no-room' }
    const nowMs = Date.now()
    if (!book.isRemoved) {
      const { course, lanes } = moveCourse(this.#opened(name, nowMs), nowMs)
      const isJoined = lanes.some(({ numbers }) => numbers.next > 0)
      if (isJoined && phaseOf(course) !== 'closed') {
        return { kind: 'not-now', reason: 'fans are in it: close the sale first' }
      }
      this.#operations.remove(asking, nowMs)
      clearTimeout(this.#timer ?? null)
      this.#timer = undefined
    }
    const loaded = this.#store.load(nowMs)
    const state = loaded?.kind === 'room' ? loaded.room : undefined
    this.#state = undefined
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
    this.#called(name, nowMs)
    this.#pressure.hear(report, nowMs)
  }

  measures(name: string) {
    const state = this.#opened(name, Date.now())
    const own: Sized = {
      calls: this.#calls,
      rowsWritten: this.#store.rows.written + this.#watchdog.rows,
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
    this.#watchdog.rang()
    if (this.#store.book.described === undefined) return
    const name = this.#name ?? this.#store.rows.kept('name')
    if (name === undefined) return
    this.#opened(name, Date.now())
    if (this.#timer === undefined) this.#tick()
  }

  #called(name: string, nowMs: number): RoomState {
    this.#calls += 1
    const state = this.#opened(name, nowMs)
    this.#askedAtMs = nowMs
    this.#keepTicking(nowMs)
    return state
  }

  /** From memory, from what it stored, or for the first time. */
  #opened(name: string, nowMs: number): RoomState {
    if (this.#state !== undefined) return this.#state
    const { entry } = this.#described()
    const loaded = this.#store.load(nowMs)
    if (loaded?.kind === 'refused')
      throw new Error(`what the room stored is refused: ${loaded.code}`)
    const fresh = () => withReach(openRoom(randomName(), entry.settings, nowMs), nowMs)
    const state = loaded?.room ?? fresh()
    this.#pressure.open(entry.pressure, state.settings.ratePerSecond, nowMs)
    this.#store.save(state)
    this.#name = name
    this.#state = state
    if (loaded === undefined) this.#store.rows.keep('name', name)
    return state
  }

  #described(): Described {
    const { described } = this.#store.book
    if (described === undefined) throw new Error('there is no such room')
    return described
  }

  /** Kept trying until it is heard: by the tick, or by the watchdog where no tick is. */
  async #list(nowMs: number): Promise<void> {
    if (this.#state === undefined) return
    const described = this.#described()
    const stamp = stampOf({ version: described.version, phase: phaseOf(this.#state.course) })
    if (!this.#listing.isDue(stamp, nowMs)) return
    const figures = this.#operations.figures(this.#state, described, nowMs)
    await this.#listing.say(listingOf(described, figures), nowMs)
    if (!this.#listing.hasHeard(stamp)) this.#watchdog.ringBy(nowMs + WATCH_MS)
  }

  /** Stored first; then it is the state, and what it grants is sent. */
  #take({ room, grants }: Ticked): void {
    this.#store.save(room)
    if (this.#state !== undefined) this.#writeDown(this.#state, room, grants.length > 0)
    if (room.halt !== undefined && this.#state?.halt === undefined) logFault('halt', room.halt)
    this.#state = room
    if (grants.length === 0 || this.#name === undefined) return
    const { epoch, settings } = room
    const { span, terms } = settings
    const { locationHint } = this.#described().entry
    const document = this.#document(Date.now())
    for (const { lane, index, total } of grants) {
      const name = { room: this.#name, epoch, lane, index }
      const opening: SegmentOpening = { ...name, span, terms, locationHint }
      const answer = this.#segments.grant(opening, total, document)
      void answer?.then((report) => this.#hear(report))
    }
  }

  /** Reports come by the hundred, and most of them change nothing that is written down. */
  #writeDown(before: RoomState, after: RoomState, granted: boolean): void {
    const nowMs = Date.now()
    const isSteered = before.settings !== after.settings || before.course !== after.course
    const isDue = nowMs - this.#wroteDownAtMs >= RECORD_EVERY_MS
    if (!granted && !isSteered && !isDue && before.bucket.extra === after.bucket.extra) return
    const record = roomRecord(before, after, this.#wroteDownAtMs, nowMs)
    if (record === undefined) return
    this.#wroteDownAtMs = nowMs
    for (const line of roomLines(record)) this.#store.record.add(line)
  }

  #hear(report: SegmentReport | undefined): void {
    if (report === undefined || this.#state === undefined) return
    try {
      const nowMs = Date.now()
      this.#take({ room: hearReport(this.#state, report, nowMs), grants: [] })
      // A fan who came while the room went to rest is in the answer to its last question.
      if (!isQuiet(this.#state)) this.#keepTicking(nowMs)
    } catch (error) {
      logFault('a segment’s answer', error)
    }
  }

  #document(nowMs: number): string {
    if (this.#state === undefined) throw new Error('the room was opened before it was read')
    return JSON.stringify(roomDocumentOf(this.#state, nowMs))
  }

  #keepTicking(nowMs: number): void {
    if (this.#timer !== undefined) return
    this.#watchdog.ringBy(nowMs + WATCH_MS)
    this.#ticksAtMs = nowMs
    this.#timer = setTimeout(() => this.#tick(), 0)
  }

  #tick(): void {
    const nowMs = Date.now()
    this.#timer = undefined
    if (this.#state === undefined) return
    try {
      this.#take(tick(this.#pressure.follow(this.#state, nowMs), nowMs))
      if (nowMs - this.#learnedAtMs >= LEARNED_EVERY_MS) {
        this.#learnedAtMs = nowMs
        this.#store.saveLearned(this.#state)
      }
      if (this.#store.history.isDue(nowMs)) this.#lookBack(this.#state, nowMs)
      void this.#list(nowMs)
    } catch (error) {
      // What was not stored did not happen. The next tick is another try.
      logFault('tick', error)
    }
    this.#planTick(nowMs)
  }

  /** A look at the sale for its report. */
  #lookBack(state: RoomState, nowMs: number): void {
    const seen = this.#operations.figures(state, this.#described(), nowMs)
    const called = new Map(state.lanes.map(({ id, calledUpTo }) => [id, calledUpTo]))
    this.#store.history.add(sampleOf(seen, called))
  }

  #planTick(nowMs: number): void {
    if (this.#state === undefined) return
    if (nowMs - this.#askedAtMs >= REST_AFTER_MS && isQuiet(this.#state)) {
      const next = nextInstantMs(this.#state.settings, nowMs)
      if (next !== undefined) this.#watchdog.ringBy(next)
      return
    }
    this.#watchdog.ringBy(nowMs + WATCH_MS)
    // A late tick does not push the later ones back, nor are missed ones made up for.
    this.#ticksAtMs = Math.max(this.#ticksAtMs + TICK_MS, nowMs)
    this.#timer = setTimeout(() => this.#tick(), this.#ticksAtMs - nowMs)
  }
}

/** 96 random bits in 16 letters: short, since every message and document carries it. */
function randomName(): string {
  return textOfBytes(crypto.getRandomValues(new Uint8Array(12)))
}
