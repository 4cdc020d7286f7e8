/**
 * A room while it lives: its state, what is stored of it, and the tick that moves it on. `take` is the
 * one place where a new state becomes the state: stored first, then sent.
 */
import type { Described } from '../../core/operate/described.ts'
import { sampleOf } from '../../core/operate/history.ts'
import { listingOf, stampOf } from '../../core/operate/listing.ts'
import { roomLines } from '../../core/operate/record-lines.ts'
import { TICK_MS } from '../../core/queue/limits.ts'
import { roomDocumentOf } from '../../core/queue/room/document.ts'
import { phaseOf } from '../../core/queue/room/phase.ts'
import { isQuiet, nextInstantMs } from '../../core/queue/room/quiet.ts'
import { RECORD_EVERY_MS, roomRecord, type RoomRecord } from '../../core/queue/room/record.ts'
import { hearReport } from '../../core/queue/room/reports.ts'
import { frontierOf, openRoom, type Room } from '../../core/queue/room/room.ts'
import { tick, withReach, type Ticked } from '../../core/queue/room/tick.ts'
import { joinedTold, tickTold, type Told } from '../../core/queue/room/told.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import type { Bindings } from '../settings.ts'
import { textOfBytes } from '../tokens/base64url.ts'
import { logFault } from './log.ts'
import type { SegmentOpening } from './messages.ts'
import { noSuchRoom } from './no-room.ts'
import { RoomListing } from './room-listing.ts'
import { RoomOperations } from './room-operations.ts'
import { RoomPressure } from './room-pressure.ts'
import { RoomStore } from './room-store.ts'
import { SegmentCalls } from './segment-calls.ts'
import { Watchdog } from './watchdog.ts'

/** The watchdog rings this often while the timer should run. */
const WATCH_MS = 10_000
/** Nobody asked for so long and nobody waits: the timer rests until somebody does. */
const REST_AFTER_MS = 30_000
const LEARNED_EVERY_MS = 10_000

export class RoomLife {
  readonly store: RoomStore
  readonly pressure: RoomPressure
  readonly operations: RoomOperations
  calls = 0
  readonly #watchdog: Watchdog
  readonly #listing: RoomListing
  readonly #segments: SegmentCalls
  #name: string | undefined
  #state: Room | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #ticksAtMs = 0
  #askedAtMs = 0
  #learnedAtMs = 0
  #wroteDownAtMs = 0

  constructor({ storage }: Pick<DurableObjectState, 'storage'>, env: Bindings) {
    this.store = new RoomStore(storage, env)
    this.pressure = new RoomPressure(this.store.rows)
    this.operations = new RoomOperations(this.store, this.pressure)
    this.#watchdog = new Watchdog(storage)
    this.#listing = new RoomListing(env, this.store.rows)
    this.#segments = new SegmentCalls(env)
  }

  get rowsWritten(): number {
    return this.store.rows.written + this.#watchdog.rows
  }

  /** As operators describe it; throws where nobody created it, or it was removed. */
  get described(): Described {
    const { described } = this.store.book
    if (described === undefined) throw noSuchRoom()
    return described
  }

  /** Whoever calls keeps it ticking for a while. */
  called(name: string, nowMs: number): Room {
    this.calls += 1
    const state = this.opened(name, nowMs)
    this.#askedAtMs = nowMs
    this.#keepTicking(nowMs)
    return state
  }

  /** From memory, from what it stored, or for the first time. */
  opened(name: string, nowMs: number): Room {
    if (this.#state !== undefined) return this.#state
    const { entry } = this.described
    const loaded = this.store.load(nowMs)
    if (loaded?.kind === 'refused')
      throw new Error(`what the room stored is refused: ${loaded.code}`)
    const fresh = () => withReach(openRoom(randomName(), entry.settings, nowMs), nowMs)
    const state = loaded?.room ?? fresh()
    this.pressure.open(entry.pressure, state.settings.ratePerSecond, nowMs)
    this.store.save(state)
    this.#name = name
    this.#state = state
    if (loaded === undefined) this.store.rows.keep('name', name)
    return state
  }

  /** Nothing of it moves any more. */
  end(): void {
    clearTimeout(this.#timer ?? null)
    this.#timer = undefined
    this.#state = undefined
    this.#tellRest(Date.now())
  }

  /** Of a room that was removed: what it had to tell is told all the same. */
  #tellRest(nowMs: number): void {
    if (this.store.outbox.isEmpty) return
    void this.store.outbox.send(nowMs)
    this.#watchdog.ringBy(nowMs + WATCH_MS)
  }

  /** Timers die with the object they belong to. */
  rang(nowMs: number): void {
    this.#watchdog.rang()
    if (this.store.book.described === undefined) return this.#tellRest(nowMs)
    const name = this.#name ?? this.store.rows.kept('name')
    if (name === undefined) return
    this.opened(name, nowMs)
    if (this.#timer === undefined) this.#tick()
  }

  take({ room, grants }: Ticked): void {
    const nowMs = Date.now()
    const record = this.#recordOf(room, grants.length > 0, nowMs)
    const wasHalted = this.#state?.halt !== undefined
    this.store.saveTelling(room, this.#toldOf(room, record), nowMs)
    // At once: whatever fails after this, what was stored and told is not to be told again.
    this.#state = room
    if (record !== undefined) this.#writeDown(record, nowMs)
    if (room.halt !== undefined && !wasHalted) logFault('halt', room.halt)
    if (grants.length === 0 || this.#name === undefined) return
    const { epoch, settings } = room
    const { span, terms } = settings
    const { locationHint } = this.described.entry
    const document = this.document(nowMs)
    for (const { lane, index, total } of grants) {
      const name = { room: this.#name, epoch, lane, index }
      const opening: SegmentOpening = { ...name, span, terms, locationHint }
      const answer = this.#segments.grant(opening, total, document)
      void answer?.then((report) => this.#hear(report))
    }
  }

  document(nowMs: number): string {
    if (this.#state === undefined) throw new Error('the room was opened before it was read')
    return JSON.stringify(roomDocumentOf(this.#state, nowMs))
  }

  /** Kept trying until the directory has heard: by the tick, or by the watchdog where no tick is. */
  async list(nowMs: number): Promise<void> {
    const { described } = this.store.book
    if (this.#state === undefined || described === undefined) return
    const stamp = stampOf({ version: described.version, phase: phaseOf(this.#state.course) })
    if (!this.#listing.isDue(stamp, nowMs)) return
    const figures = this.operations.figures(this.#state, described, nowMs)
    await this.#listing.say(listingOf(described, figures), nowMs)
    if (!this.#listing.hasHeard(stamp)) this.#watchdog.ringBy(nowMs + WATCH_MS)
  }

  /** Reports come by the hundred, and most of them change nothing that is written down. */
  #recordOf(after: Room, granted: boolean, nowMs: number): RoomRecord | undefined {
    const before = this.#state
    if (before === undefined) return undefined
    const isSteered = before.settings !== after.settings || before.course !== after.course
    const isDue = nowMs - this.#wroteDownAtMs >= RECORD_EVERY_MS
    if (!granted && !isSteered && !isDue && before.bucket.extra === after.bucket.extra) {
      return undefined
    }
    return roomRecord(before, after, this.#wroteDownAtMs, nowMs)
  }

  #writeDown(record: RoomRecord, nowMs: number): void {
    this.#wroteDownAtMs = nowMs
    for (const line of roomLines(record)) this.store.record.add(line)
  }

  #toldOf(after: Room, record: RoomRecord | undefined): Told[] {
    if (!this.store.outbox.isOn || this.#state === undefined || this.#name === undefined) return []
    const tick = record === undefined ? [] : [tickTold(this.#name, after.epoch, record)]
    return [...joinedTold(this.#name, this.#state, after), ...tick]
  }

  #hear(report: SegmentReport | undefined): void {
    if (report === undefined || this.#state === undefined) return
    try {
      const nowMs = Date.now()
      this.take({ room: hearReport(this.#state, report, nowMs), grants: [] })
      // A fan who came while the room went to rest is in the answer to its last question.
      if (!isQuiet(this.#state)) this.#keepTicking(nowMs)
    } catch (error) {
      logFault('a segment’s answer', error)
    }
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
      this.take(tick(this.pressure.follow(this.#state, nowMs), nowMs))
      this.#lookBack(this.#state, nowMs)
    } catch (error) {
      // What was not stored did not happen. The next tick is another try.
      logFault('tick', error)
    }
    void this.list(nowMs).catch((error: unknown) => logFault('listing', error))
    if (this.store.outbox.isOn) void this.store.outbox.send(nowMs)
    this.#planTick(nowMs)
  }

  /** Now and then what was learned of waits is stored, and a look at the sale for its report. */
  #lookBack(state: Room, nowMs: number): void {
    if (nowMs - this.#learnedAtMs >= LEARNED_EVERY_MS) {
      this.#learnedAtMs = nowMs
      this.store.saveLearned(state)
    }
    if (!this.store.history.isDue(nowMs)) return
    const seen = this.operations.figures(state, this.described, nowMs)
    const reached = new Map(
      state.lanes.map((lane) => [
        lane.id,
        { frontier: frontierOf(lane), calledUpTo: lane.calledUpTo },
      ]),
    )
    this.store.history.add(sampleOf(seen, reached))
  }

  #planTick(nowMs: number): void {
    if (this.#state === undefined) return
    if (nowMs - this.#askedAtMs >= REST_AFTER_MS && isQuiet(this.#state)) {
      const next = nextInstantMs(this.#state.settings, nowMs)
      if (next !== undefined) this.#watchdog.ringBy(next)
      // What could not be told yet is told by and by.
      if (!this.store.outbox.isEmpty) this.#watchdog.ringBy(nowMs + WATCH_MS)
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
