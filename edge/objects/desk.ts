import { DurableObject } from 'cloudflare:workers'
import { REVOCATIONS_HELD_BY_DESK_MS, ROOM_HELD_BY_DESK_MS } from '../../core/queue/limits.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import type { Figures } from '../../core/operate/figures.ts'
import type { RevocationsPage } from '../../core/queue/room/revocations-page.ts'
import { pageOf } from '../../core/token/revocation-feed.ts'
import type { Bindings } from '../settings.ts'
import { DeskDocuments } from './desk-documents.ts'
import { DeskEntry } from './desk-entry.ts'
import { DeskFigures } from './desk-figures.ts'
import { DeskLines, type Waiting } from './desk-lines.ts'
import { DeskSeen } from './desk-seen.ts'
import { DeskStore } from './desk-store.ts'
import { DeskTellings } from './desk-tellings.ts'
import { logFault } from './log.ts'
import type {
  DeskAddress,
  Documents,
  ExchangeAnswer,
  LaneLease,
  LaneWant,
  LeaseAnswer,
  LeaseRequest,
  SeenBatch,
} from './messages.ts'
import { segmentName } from './names.ts'
import type { EntryAnswer } from './room.ts'
import { RevocationSource } from './revocation-source.ts'
import { isNoRoom } from './no-room.ts'
import { roomStub, segmentStub } from './stubs.ts'
import { Watchdog } from './watchdog.ts'
import { within } from './within.ts'

/** Numbers are asked for four times a second at the most: who needs them sooner waits. */
const GAP_MS = 250
const PASS_ON_MS = 500
const ANSWER_MS = 1_000
/** Past this nobody waits for numbers any more. */
const LEASE_MS = 2_000
/** Nobody asked for so long: the timer rests, and the alarm looks after what is left. */
const REST_AFTER_MS = 20_000
const WATCH_MS = 10_000
const SELDOM_MS = 60_000
const GONE_MS = 10_000

type Told = { readonly text: string; readonly document: RoomDocument }
type Parts = {
  readonly address: DeskAddress
  readonly lines: DeskLines
  readonly tellings: DeskTellings
}

/**
 * A desk: cuts leases from the room's blocks, relays documents, and passes on what became of
 * numbers and who polled. One exchange with the room carries all of it, for all lanes.
 */
export class Desk extends DurableObject<Bindings> {
  #made: DeskStore | undefined
  readonly #watchdog = new Watchdog(this.ctx.storage)
  readonly #documents = new DeskDocuments()
  readonly #seen = new DeskSeen()
  readonly #revocations = new RevocationSource()
  readonly #described = new DeskEntry(this.env)
  readonly #watched = new DeskFigures(this.env)
  #parts: Parts | undefined
  #room: Told | undefined
  #isolateMs = 0
  #waiting: Waiting[] = []
  #exchanging: Promise<void> | undefined
  #hearing: Promise<void> | undefined
  #exchangedAtMs = -Infinity
  /** When numbers were last asked for, and when the room last answered. */
  #wantedAtMs = -Infinity
  #heardAtMs = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined
  #timerAtMs = Infinity
  #askedAtMs = 0
  /** When the room was last said to be none: it was removed, and nobody is asked for a while. */
  #goneAtMs = -Infinity
  #calls = 0

  /** What became of an isolate's last leases, and the next ones. Stored before it is answered. */
  async lease(address: DeskAddress, { settled, wants }: LeaseRequest): Promise<LeaseAnswer> {
    const nowMs = Date.now()
    const parts = this.#called(address, nowMs)
    parts.lines.hear(settled)
    if (settled.length > 0 && this.#room !== undefined) parts.tellings.soon(this.#room.document)
    const leases: LaneLease[] = []
    if (wants.length > 0) {
      await new Promise<void>((answer) => {
        this.#waiting.push({ wants, leases, arrivedAtMs: nowMs, answer })
        this.#serve(parts, nowMs)
      })
    }
    return { epoch: parts.lines.epoch ?? '', leases }
  }

  /** The room's document, as young as it is to be, and a segment's if one is asked for. */
  async read(address: DeskAddress, segment?: { lane: string; index: number }): Promise<Documents> {
    const nowMs = Date.now()
    const parts = this.#called(address, nowMs)
    const isGone = nowMs - this.#goneAtMs < GONE_MS
    if (!isGone && nowMs - this.#heardAtMs > ROOM_HELD_BY_DESK_MS) await this.#exchange(parts, [])
    const room = isGone ? undefined : this.#room
    if (room === undefined) throw new Error('the room does not answer')
    if (segment === undefined) return { room: room.text, segment: undefined }
    const opening = parts.tellings.opening(segment.lane, segment.index, room.document)
    const fetch = () =>
      within(segmentStub(this.env, opening).document(opening), ANSWER_MS, 'segment')
    const text = await this.#documents
      .segment(segmentName(opening.room, opening), nowMs, fetch)
      .catch(() => undefined)
    // The room may have said more meanwhile.
    return { room: this.#room?.text ?? room.text, segment: text }
  }

  /** Sessions cut short, after a cursor. However many isolates ask, the room is asked once. */
  async revocations(
    address: DeskAddress,
    epoch: string | undefined,
    after: number,
  ): Promise<RevocationsPage> {
    this.#calls += 1
    if (this.#revocations.isOlderThan(REVOCATIONS_HELD_BY_DESK_MS, Date.now())) {
      const stub = roomStub(this.env, address.room)
      this.#hearing ??= this.#revocations
        .refresh((cursor) =>
          within(stub.revocations(address.room, cursor.epoch, cursor.after), ANSWER_MS, 'room'),
        )
        .catch((error) => logFault('revocations', error, { desk: address.index }))
        .finally(() => {
          this.#hearing = undefined
        })
      await this.#hearing
    }
    const { held } = this.#revocations
    if (held === undefined) throw new Error('the room does not answer')
    return pageOf(held, { epoch, after })
  }

  /** What isolates know of the room besides its document. Of no such room nothing is made. */
  entry(room: string, known?: number): Promise<EntryAnswer | 'same' | undefined> {
    this.#calls += 1
    return this.#described.entry(room, known)
  }

  /** However many watch, the room is asked once a second. */
  figures(room: string): Promise<Figures> {
    this.#calls += 1
    return this.#watched.of(room)
  }

  /** Of a room that is removed nothing is kept. */
  async erase(): Promise<void> {
    clearTimeout(this.#timer ?? null)
    this.#parts = undefined
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.ctx.abort('removed')
  }

  /** Near fans who polled at an isolate. */
  seen(address: DeskAddress, batches: readonly SeenBatch[]): void {
    this.#called(address, Date.now())
    this.#seen.note(batches)
  }

  measures() {
    const rowsWritten = this.#store.rows.written + this.#watchdog.rows
    return { calls: this.#calls, rowsWritten, sockets: 0 }
  }

  /** What was heard must reach room and segments, though nobody asks any more. */
  override alarm(): void {
    this.#watchdog.rang()
    const stored = this.#store.rows.kept('address')
    if (stored === undefined) return
    const address: DeskAddress = JSON.parse(stored)
    this.#onTimer(this.#opened(address))
  }

  /** Made when the room is known to be there. */
  get #store(): DeskStore {
    this.#made ??= new DeskStore(this.ctx.storage)
    return this.#made
  }

  #called(address: DeskAddress, nowMs: number): Parts {
    this.#calls += 1
    const parts = this.#opened(address)
    this.#askedAtMs = nowMs
    // What is stored and answered now must be passed on, though the desk dies with its timer.
    this.#watchdog.ringBy(nowMs + WATCH_MS)
    this.#planBy(nowMs + PASS_ON_MS, nowMs)
    return parts
  }

  #opened(address: DeskAddress): Parts {
    if (this.#parts !== undefined) return this.#parts
    const lines = new DeskLines(this.#store, address.index)
    if (lines.epoch === undefined) this.#store.rows.keep('address', JSON.stringify(address))
    const tellings = new DeskTellings(this.env, lines, address.room)
    this.#parts = { address, lines, tellings }
    return this.#parts
  }

  /** Whoever can be served is; the rest waits for the room's next blocks. */
  #serve(parts: Parts, nowMs: number): void {
    const needed = parts.lines.serve(this.#waiting, this.#isolateMs, nowMs)
    this.#waiting = this.#waiting.filter(({ wants, leases, arrivedAtMs, answer }) => {
      if (leases.length < wants.length && nowMs < arrivedAtMs + LEASE_MS) return true
      answer()
      return false
    })
    if (needed.length === 0 || this.#exchanging !== undefined) return
    const earliestMs = this.#wantedAtMs + GAP_MS
    if (nowMs < earliestMs) this.#planBy(earliestMs, nowMs)
    else void this.#exchange(parts, needed)
  }

  /** One at a time: who comes meanwhile waits for the one that is out. */
  #exchange(parts: Parts, wants: readonly LaneWant[]): Promise<void> {
    this.#exchanging ??= this.#exchangeNow(parts, wants).finally(() => {
      this.#exchanging = undefined
      if (this.#waiting.length > 0) this.#serve(parts, Date.now())
    })
    return this.#exchanging
  }

  async #exchangeNow(parts: Parts, wants: readonly LaneWant[]): Promise<void> {
    const { address, lines, tellings } = parts
    const askedAtMs = Date.now()
    this.#exchangedAtMs = askedAtMs
    if (wants.length > 0) this.#wantedAtMs = askedAtMs
    const { accounts, epoch } = lines
    try {
      // Once the room has heard of numbers it does not keep slots for them any more: their segments
      // must know of them by then, or a newcomer would pass them (R3).
      if (this.#room !== undefined) await tellings.before(accounts, this.#room.document)
      const call = roomStub(this.env, address.room).exchange(address.room, {
        epoch,
        accounts,
        wants,
      })
      const document = this.#take(parts, await within(call, ANSWER_MS, 'room'), askedAtMs)
      // What belongs to an earlier life of the room is nothing to the segments of this one.
      if (document.epoch !== epoch) return
      // Nobody who waits for numbers waits for this; what is said twice changes nothing.
      void tellings.passOn(accounts, document).catch((error) => logFault('account', error))
    } catch (error) {
      if (isNoRoom(error)) this.#goneAtMs = askedAtMs
      else logFault('exchange', error, { desk: address.index })
    }
  }

  #take({ lines, tellings }: Parts, answer: ExchangeAnswer, askedAtMs: number): RoomDocument {
    if (answer.epoch !== lines.epoch) {
      lines.begin(answer.epoch)
      this.#room = undefined
      this.#documents.clear()
    }
    tellings.placing = answer.locationHint
    lines.takeBlocks(answer.blocks, askedAtMs)
    const document: RoomDocument = JSON.parse(answer.document)
    this.#heardAtMs = askedAtMs
    this.#isolateMs = answer.isolateMs
    // A room that has just begun again knows of nobody: what it said before is nearer the truth.
    if (document.asOfMs > 0 || this.#room === undefined) {
      this.#room = { text: answer.document, document }
    }
    return document
  }

  #planBy(atMs: number, nowMs: number): void {
    if (atMs >= this.#timerAtMs) return
    clearTimeout(this.#timer ?? null)
    this.#timerAtMs = atMs
    this.#timer = setTimeout(
      () => {
        if (this.#parts !== undefined) this.#onTimer(this.#parts)
      },
      Math.max(0, atMs - nowMs),
    )
  }

  #onTimer(parts: Parts): void {
    this.#timerAtMs = Infinity
    this.#timer = undefined
    const nowMs = Date.now()
    if (nowMs - this.#goneAtMs < GONE_MS) return
    try {
      parts.lines.tidy(nowMs)
      if (this.#waiting.length > 0) this.#serve(parts, nowMs)
      const sinceMs = nowMs - this.#exchangedAtMs
      const hasNews = sinceMs >= PASS_ON_MS && parts.lines.accounts.length > 0
      if (sinceMs >= ROOM_HELD_BY_DESK_MS || hasNews) void this.#exchange(parts, [])
      this.#flushSeen(parts, nowMs)
    } catch (error) {
      logFault('desk', error, { desk: parts.address.index })
    }
    this.#planNext(parts, nowMs)
  }

  #planNext({ lines }: Parts, nowMs: number): void {
    const isAsked = nowMs - this.#askedAtMs < REST_AFTER_MS
    // A segment that never acknowledges is told again, and seldom: nobody asks here any more.
    if (lines.isOpen) this.#watchdog.ringBy(nowMs + (isAsked ? WATCH_MS : SELDOM_MS))
    if (isAsked) this.#planBy(nowMs + PASS_ON_MS, nowMs)
  }

  #flushSeen({ tellings }: Parts, nowMs: number): void {
    const document = this.#room?.document
    if (document === undefined) return
    for (const batch of this.#seen.take(nowMs)) tellings.seen(batch, document)
  }
}
