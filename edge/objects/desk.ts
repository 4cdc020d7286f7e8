import { DurableObject } from 'cloudflare:workers'
import {
  accountPassedOn,
  cutLease,
  hasAccount,
  hearAccount,
  openDesk,
  takeBlock,
  tidyDesk,
  type DeskLine,
  type NumbersAccount,
} from '../../core/queue/numbers/desk.ts'
import { clipRanges } from '../../core/queue/ranges.ts'
import type { RoomDocument } from '../../core/queue/room/document.ts'
import { waitingInAll } from '../../core/queue/status.ts'
import type { Bindings } from '../settings.ts'
import { DeskDocuments } from './desk-documents.ts'
import { DeskStore, type DeskLines } from './desk-store.ts'
import { logFault } from './log.ts'
import type {
  DeskAddress,
  Documents,
  ExchangeAnswer,
  ExchangeRequest,
  LaneLease,
  LaneWant,
  LeaseAnswer,
  LeaseRequest,
  SeenBatch,
  SegmentOpening,
} from './messages.ts'
import { roomStub, segmentStub } from './stubs.ts'
import { DeskSeen } from './desk-seen.ts'
import { Watchdog } from './watchdog.ts'
import { within } from './within.ts'

/** Numbers are asked for four times a second at the most: who needs them sooner waits. */
const GAP_MS = 250
const PASS_ON_MS = 500
/** What several isolates say within the same moment is told together. */
const TELL_SOON_MS = 20
/** The room's document is a second old at the most, whether anybody joins or not. */
const REFRESH_MS = 1_000
const ANSWER_MS = 1_000
/** Past this nobody waits for numbers any more. */
const LEASE_MS = 2_000
/** Nobody asked for so long: the timer rests, and the alarm looks after what is left. */
const REST_AFTER_MS = 20_000
const WATCH_MS = 10_000

type Waiting = {
  readonly wants: readonly LaneWant[]
  readonly leases: LaneLease[]
  readonly arrivedAtMs: number
  readonly answer: () => void
}

/**
 * A desk: cuts leases from the room's blocks, relays documents, and passes on what became of
 * numbers and who polled. One exchange with the room carries all of it, for all lanes.
 */
export class Desk extends DurableObject<Bindings> {
  readonly #store = new DeskStore(this.ctx.storage)
  readonly #watchdog = new Watchdog(this.ctx.storage)
  readonly #documents = new DeskDocuments()
  readonly #seen = new DeskSeen()
  #address: DeskAddress | undefined
  #epoch: string | undefined
  #lines: DeskLines = new Map()
  #room: { readonly text: string; readonly document: RoomDocument } | undefined
  #isolateMs = 0
  #waiting: Waiting[] = []
  #exchanging: Promise<void> | undefined
  #exchangedAtMs = -Infinity
  /** When numbers were last asked for. */
  #wantedAtMs = -Infinity
  #heardAtMs = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined
  #timerAtMs = Infinity
  #telling: ReturnType<typeof setTimeout> | undefined
  #askedAtMs = 0
  #calls = 0

  /** What became of an isolate's last leases, and the next ones. Stored before it is answered. */
  async lease(address: DeskAddress, request: LeaseRequest): Promise<LeaseAnswer> {
    const nowMs = Date.now()
    this.#called(address, nowMs)
    this.#change(
      request.settled.map(({ lane, account }) => [lane, (line) => hearAccount(line, account)]),
    )
    if (request.settled.length > 0) this.#tellSoon()
    const leases: LaneLease[] = []
    if (request.wants.length > 0) {
      await new Promise<void>((answer) => {
        this.#waiting.push({ wants: request.wants, leases, arrivedAtMs: nowMs, answer })
        this.#serve(nowMs)
      })
    }
    return { epoch: this.#epoch ?? '', leases }
  }

  /** The room's document, a second old at the most, and a segment's if one is asked for. */
  async read(address: DeskAddress, segment?: { lane: string; index: number }): Promise<Documents> {
    const nowMs = Date.now()
    this.#called(address, nowMs)
    if (nowMs - this.#heardAtMs > REFRESH_MS) await this.#exchange([])
    const room = this.#room
    if (room === undefined) throw new Error('the room does not answer')
    if (segment === undefined) return { room: room.text, segment: undefined }
    const { lane, index } = segment
    const opening = this.#opening(lane, index, room.document)
    const fetch = () =>
      within(segmentStub(this.env, opening).document(opening), ANSWER_MS, 'segment')
    const text = await this.#documents
      .segment(`${lane} ${index}`, nowMs, fetch)
      .catch(() => undefined)
    return { room: room.text, segment: text }
  }

  /** Near fans who polled at an isolate. */
  seen(address: DeskAddress, batches: readonly SeenBatch[], seenAtMs: number): void {
    this.#called(address, Date.now())
    this.#seen.note(batches, seenAtMs)
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
    this.#opened(address)
    this.#onTimer()
  }

  #called(address: DeskAddress, nowMs: number): void {
    this.#calls += 1
    this.#opened(address)
    this.#askedAtMs = nowMs
    this.#planBy(nowMs + PASS_ON_MS, nowMs)
  }

  #opened(address: DeskAddress): void {
    if (this.#address !== undefined) return
    const { epoch, lines } = this.#store.load()
    if (epoch === undefined) this.#store.rows.keep('address', JSON.stringify(address))
    this.#epoch = epoch
    this.#lines = lines
    this.#address = address
  }

  /** Stored first; then it is so. */
  #change(changes: readonly (readonly [lane: string, (line: DeskLine) => DeskLine])[]): void {
    const lines = new Map(this.#lines)
    for (const [lane, change] of changes) {
      const line = lines.get(lane)
      if (line !== undefined) lines.set(lane, change(line))
    }
    this.#store.save(this.#lines, lines)
    this.#lines = lines
  }

  /** Cuts what can be cut for those who wait; the rest waits for the room's next blocks. */
  #serve(nowMs: number): void {
    const lines = new Map(this.#lines)
    const needs = new Map<string, { block: number; asked: number }>()
    const cut: { waiting: Waiting; lease: LaneLease }[] = []
    for (const waiting of this.#waiting) {
      const got = new Set(waiting.leases.map(({ lane }) => lane))
      for (const { lane, want } of waiting.wants) {
        if (got.has(lane)) continue
        const line = lines.get(lane) ?? openDesk(`d${this.#address?.index ?? 0}`, lane)
        const result =
          this.#isolateMs > 0 ? cutLease(line, want, this.#isolateMs, nowMs) : undefined
        if (result?.kind === 'lease') {
          lines.set(lane, result.line)
          // Its holder counts from before the call: what was waited here is not theirs to lose (R3).
          const forMs = result.lease.forMs + Math.max(0, nowMs - waiting.arrivedAtMs)
          cut.push({ waiting, lease: { lane, grant: { ...result.lease, forMs } } })
        } else if (result === undefined || result.kind === 'need-block') {
          const need = needs.get(lane) ?? { block: result?.want ?? 0, asked: 0 }
          needs.set(lane, { ...need, asked: need.asked + want })
        }
      }
    }
    this.#store.save(this.#lines, lines)
    this.#lines = lines
    for (const { waiting, lease } of cut) waiting.leases.push(lease)
    this.#answerServed(nowMs)
    if (needs.size === 0) return
    const wants = [...needs].map(([lane, { block, asked }]) => ({
      lane,
      want: Math.max(block, asked),
    }))
    this.#exchangeSoon(wants, nowMs)
  }

  #answerServed(nowMs: number): void {
    this.#waiting = this.#waiting.filter(({ wants, leases, arrivedAtMs, answer }) => {
      if (leases.length < wants.length && nowMs < arrivedAtMs + LEASE_MS) return true
      answer()
      return false
    })
  }

  #exchangeSoon(wants: readonly LaneWant[], nowMs: number): void {
    if (this.#exchanging !== undefined) return
    const earliestMs = this.#wantedAtMs + GAP_MS
    if (nowMs < earliestMs) this.#planBy(earliestMs, nowMs)
    else void this.#exchange(wants)
  }

  /** One at a time: who comes meanwhile waits for the one that is out. */
  #exchange(wants: readonly LaneWant[]): Promise<void> {
    this.#exchanging ??= this.#exchangeNow(wants).finally(() => {
      this.#exchanging = undefined
      if (this.#waiting.length > 0) this.#serve(Date.now())
    })
    return this.#exchanging
  }

  async #exchangeNow(wants: readonly LaneWant[]): Promise<void> {
    const address = this.#address
    if (address === undefined) return
    const askedAtMs = Date.now()
    this.#exchangedAtMs = askedAtMs
    if (wants.length > 0) this.#wantedAtMs = askedAtMs
    const accounts = [...this.#lines.values()].flatMap((line) =>
      hasAccount(line) ? [{ lane: line.lane, account: line.heard }] : [],
    )
    const request: ExchangeRequest = { epoch: this.#epoch, accounts, wants }
    try {
      const call = roomStub(this.env, address.room).exchange(address.room, request)
      const answer: ExchangeAnswer = await within(call, ANSWER_MS, 'room')
      this.#take(answer, askedAtMs)
      // Nobody who waits for numbers waits for this; what is said twice changes nothing.
      void this.#passOn(accounts).catch((error) => logFault('account', error))
    } catch (error) {
      logFault('exchange', error, { desk: address.index })
    }
  }

  #take(answer: ExchangeAnswer, askedAtMs: number): void {
    if (answer.epoch !== this.#epoch) this.#begin(answer.epoch)
    const document: RoomDocument = JSON.parse(answer.document)
    this.#heardAtMs = askedAtMs
    this.#isolateMs = answer.isolateMs
    // A room that has just begun again knows of nobody: what it said before is nearer the truth.
    if (document.asOfMs > 0 || this.#room === undefined) {
      this.#room = { text: answer.document, document }
    }
    const lines = new Map(this.#lines)
    for (const { lane, grant } of answer.blocks) {
      const line = lines.get(lane) ?? openDesk(`d${this.#address?.index ?? 0}`, lane)
      lines.set(lane, takeBlock(line, grant, askedAtMs))
    }
    this.#store.save(this.#lines, lines)
    this.#lines = lines
  }

  #begin(epoch: string): void {
    this.#store.begin(epoch)
    this.#epoch = epoch
    this.#lines = new Map()
    this.#room = undefined
    this.#documents.clear()
  }

  /**
   * Where nobody waits, whoever has joined may be called at once, and a newcomer must not pass them
   * (R3): their segment hears of them now, and again with the next exchange.
   */
  #tellSoon(): void {
    const document = this.#room?.document
    if (this.#telling !== undefined || document === undefined) return
    if (waitingInAll(document) > 0 || document.joining !== 'take-number') return
    this.#telling = setTimeout(() => {
      this.#telling = undefined
      for (const { lane, heard } of this.#lines.values()) {
        for (const { index, part } of partsOf(heard, document.span)) {
          const opening = this.#opening(lane, index, document)
          // Lost, it is said again with the next exchange.
          void segmentStub(this.env, opening)
            .hearNumbers(opening, part)
            .catch(() => {})
        }
      }
    }, TELL_SOON_MS)
  }

  /** The segments where the numbers stand are told; once all have stored it, the desk forgets it. */
  async #passOn(accounts: ExchangeRequest['accounts']): Promise<void> {
    const document = this.#room?.document
    if (document === undefined) return
    const epoch = this.#epoch
    for (const { lane, account } of accounts) {
      const told = partsOf(account, document.span).map(async ({ index, part }) => {
        const opening = this.#opening(lane, index, document)
        const stored = segmentStub(this.env, opening).hearNumbers(opening, part)
        await within(stored, ANSWER_MS, 'segment')
        return part
      })
      const outcomes = await Promise.allSettled(told)
      // One segment that is silent must not have all the others told again, for ever.
      const heard = outcomes.flatMap((outcome) =>
        outcome.status === 'fulfilled' ? [outcome.value] : [],
      )
      if (heard.length < told.length) logFault('account', 'a segment is silent', { lane })
      if (epoch !== this.#epoch) return
      this.#change([[lane, (line) => heard.reduce(accountPassedOn, line)]])
    }
  }

  #opening(lane: string, index: number, document: RoomDocument): SegmentOpening {
    const { epoch, span, terms } = document
    return { room: this.#address?.room ?? '', epoch, lane, index, span, terms }
  }

  #planBy(atMs: number, nowMs: number): void {
    if (atMs >= this.#timerAtMs) return
    clearTimeout(this.#timer ?? null)
    this.#timerAtMs = atMs
    this.#timer = setTimeout(() => this.#onTimer(), Math.max(0, atMs - nowMs))
  }

  #onTimer(): void {
    this.#timerAtMs = Infinity
    this.#timer = undefined
    const nowMs = Date.now()
    try {
      this.#change([...this.#lines.keys()].map((lane) => [lane, (line) => tidy(line, nowMs)]))
      if (this.#waiting.length > 0) this.#serve(nowMs)
      const sinceMs = nowMs - this.#exchangedAtMs
      const hasNews = [...this.#lines.values()].some(hasAccount)
      if (sinceMs >= REFRESH_MS || (hasNews && sinceMs >= PASS_ON_MS)) void this.#exchange([])
      this.#flushSeen(nowMs)
    } catch (error) {
      logFault('desk', error, { desk: this.#address?.index ?? -1 })
    }
    this.#planNext(nowMs)
  }

  #planNext(nowMs: number): void {
    const isAsked = nowMs - this.#askedAtMs < REST_AFTER_MS
    const isOpen = [...this.#lines.values()].some(
      (line) => hasAccount(line) || line.leases.length > 0 || line.block.next < line.block.to,
    )
    if (isAsked || isOpen) this.#watchdog.ringBy(nowMs + WATCH_MS)
    if (isAsked) this.#planBy(nowMs + PASS_ON_MS, nowMs)
  }

  #flushSeen(nowMs: number): void {
    const document = this.#room?.document
    if (document === undefined) return
    for (const { lane, index, positions, seenAtMs } of this.#seen.take(nowMs)) {
      const opening = this.#opening(lane, index, document)
      // Lost, it is made up for by the next poll.
      void segmentStub(this.env, opening)
        .seen(opening, positions, seenAtMs)
        .catch(() => {})
    }
  }
}

/** An account's parts, by the segments where the numbers stand. */
function partsOf(account: NumbersAccount, span: number): { index: number; part: NumbersAccount }[] {
  const indexes = new Set<number>()
  for (const { from, to } of [...account.used, ...account.unused]) {
    const last = Math.floor((to - 1) / span)
    for (let index = Math.floor(from / span); index <= last; index += 1) indexes.add(index)
  }
  return [...indexes].map((index) => {
    const [first, end] = [index * span, (index + 1) * span]
    const part = {
      used: clipRanges(account.used, first, end),
      unused: clipRanges(account.unused, first, end),
    }
    return { index, part }
  })
}

/** The same line where nothing was let go, so that nothing is written. */
function tidy(line: DeskLine, nowMs: number): DeskLine {
  const after = tidyDesk(line, nowMs)
  const isSame = after.leases.length === line.leases.length && after.block.next === line.block.next
  return isSame ? line : after
}
