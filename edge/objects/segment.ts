import { DurableObject } from 'cloudflare:workers'
import { placeSchema } from '../../core/protocol/place.ts'
import type { NumbersAccount } from '../../core/queue/numbers/desk.ts'
import {
  enter,
  enterByPlace,
  renewFor,
  type Entry,
  type EntryByPlace,
  type EntryOutcome,
  type HolderMark,
  type HolderRenewal,
} from '../../core/queue/segment/admissions.ts'
import { advance } from '../../core/queue/segment/advance.ts'
import { fansSeen, hearNumbers, imHere } from '../../core/queue/segment/arrivals.ts'
import { claim, endSession, giveUp, leave, renew } from '../../core/queue/segment/claims.ts'
import type { ClaimOutcome, RenewOutcome } from '../../core/queue/segment/claims.ts'
import { documentOf } from '../../core/queue/segment/document.ts'
import type { Answered, Step } from '../../core/queue/segment/effects.ts'
import { checkHolder, movePlace, type MoveOutcome } from '../../core/queue/segment/places.ts'
import type { SegmentReport } from '../../core/queue/segment/report.ts'
import type { Segment as SegmentState } from '../../core/queue/segment/segment.ts'
import type { GrantTotal } from '../../core/queue/segment/slots.ts'
import {
  offerTransfer,
  redeemTransfer,
  type RedeemOutcome,
  type TransferOutcome,
} from '../../core/queue/segment/transfers.ts'
import type { Bindings } from '../settings.ts'
import type { Holder, NotHolder, SegmentOpening, Standing } from './messages.ts'
import type { RecordPage } from './record-rows.ts'
import { SegmentLife } from './segment-life.ts'
import { SegmentPages } from './segment-pages.ts'
import { standingOf } from './segment-standing.ts'

export const PLACE_HEADER = 'x-admit-one-place'

type GivenUp = { readonly kind: 'left' | 'already-over' | 'kept' }
type Ended = { readonly kind: 'ended' | 'already-over' }

/**
 * A span of one lane's positions: a shell around the segment in core. Every method is a transition
 * that core decides; its life stores it, and tells fans and room.
 */
export class Segment extends DurableObject<Bindings> {
  readonly #life = new SegmentLife(this.ctx, this.env)
  readonly #pages = new SegmentPages(this.#life)
  #calls = 0

  /** The room's running total of grants. Safe to repeat, in any order (R1). */
  grant(opening: SegmentOpening, total: GrantTotal, document: string): SegmentReport {
    const nowMs = Date.now()
    this.#called(opening, nowMs)
    this.#life.hearRoom(total, document, nowMs)
    return this.#life.report(nowMs)
  }

  /** A desk's account: these positions have joined, those never will. */
  hearNumbers(opening: SegmentOpening, account: NumbersAccount): void {
    this.#step(opening, (before, nowMs) => hearNumbers(before, account, nowMs))
  }

  /** Near fans who polled. */
  seen(opening: SegmentOpening, positions: readonly number[], seenAtMs: number): void {
    this.#step(opening, (before, nowMs) => fansSeen(before, positions, seenAtMs, nowMs))
  }

  /** No queue, no wait: a newcomer takes of the float, if it is not for somebody before them. */
  joinNow(opening: SegmentOpening, position: number): ClaimOutcome {
    const said = { used: [{ from: position, to: position + 1 }], unused: [] }
    return this.#answer(opening, (before, nowMs) => {
      const joined = hearNumbers(before, said, nowMs)
      const { effects, ...claimed } = claim(joined.segment, position, nowMs)
      return { ...claimed, effects: [...joined.effects, ...effects] }
    })
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

  release(opening: SegmentOpening, holder: Holder, turn: number): Ended | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      endSession(before, holder.position, turn, nowMs),
    )
  }

  /** Into the shop, by the place itself: behind the gateway. */
  enterByPlace(
    opening: SegmentOpening,
    holder: Holder,
    mark: HolderMark,
  ): EntryByPlace | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      enterByPlace(before, holder.position, mark, nowMs),
    )
  }

  /** Into the shop, by a code that only who holds the place was given. */
  enter(opening: SegmentOpening, position: number, turn: number, entry: Entry): EntryOutcome {
    return this.#answer(opening, (before, nowMs) => enter(before, position, turn, entry, nowMs))
  }

  /** The next token, for the holder of the last one. */
  renewFor(
    opening: SegmentOpening,
    position: number,
    turn: number,
    mark: HolderMark,
  ): HolderRenewal {
    return this.#answer(opening, (before, nowMs) => renewFor(before, position, turn, mark, nowMs))
  }

  /** By the operator's word, whoever holds the place. */
  revoke(opening: SegmentOpening, position: number, turn: number): Ended {
    return this.#answer(opening, (before, nowMs) => endSession(before, position, turn, nowMs))
  }

  leave(
    opening: SegmentOpening,
    holder: Holder,
  ): { readonly kind: 'left' | 'already-over' } | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      leave(before, holder.position, nowMs),
    )
  }

  /** The place in the line is given up for a new one, unless it is a turn or a session by now. */
  giveUp(opening: SegmentOpening, holder: Holder): GivenUp | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      giveUp(before, holder.position, nowMs),
    )
  }

  /** A lapsed fan's deliberate word (R4). */
  here(opening: SegmentOpening, holder: Holder): { readonly kind: 'here' } | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) => ({
      ...imHere(before, holder.position, nowMs),
      outcome: { kind: 'here' as const },
    }))
  }

  move(opening: SegmentOpening, { position, generation }: Holder): MoveOutcome {
    return this.#answer(opening, (before, nowMs) => movePlace(before, position, generation, nowMs))
  }

  /** A code by which the place goes to another device. */
  offerTransfer(
    opening: SegmentOpening,
    holder: Holder,
    secret: number,
  ): TransferOutcome | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      offerTransfer(before, holder.position, secret, nowMs),
    )
  }

  /** Who shows the code is nobody yet: the code is all there is. */
  redeemTransfer(
    opening: SegmentOpening,
    position: number,
    secret: number,
    claimant: string,
  ): RedeemOutcome {
    return this.#answer(opening, (before, nowMs) =>
      redeemTransfer(before, position, secret, claimant, nowMs),
    )
  }

  standing(opening: SegmentOpening, holder: Holder): Standing | NotHolder {
    return this.#forHolder(opening, holder, (before, nowMs) =>
      standingOf(before, holder.position, nowMs),
    )
  }

  /** As JSON: it is handed on unread. */
  document(opening: SegmentOpening): string {
    const nowMs = Date.now()
    this.#step(opening, advance)
    return JSON.stringify(documentOf(this.#life.state, nowMs))
  }

  /** What happened here, for whoever checks the sale. Nothing, where nobody was ever called. */
  record(after: number): RecordPage | undefined {
    const nowMs = Date.now()
    return this.#life.loaded(nowMs) && this.#life.record(after, nowMs)
  }

  /** Of a room that is removed nothing is kept. */
  async erase(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.ctx.abort('removed')
  }

  measures() {
    const { rowsWritten, sockets } = this.#life
    return { calls: this.#calls, rowsWritten, sockets: sockets.size }
  }

  /** A near fan's page connects. Who it is was proven by the Worker, whose header this is. */
  override fetch(request: Request): Response {
    const nowMs = Date.now()
    const { opening, place } = connection(request.headers.get(PLACE_HEADER))
    this.#called(opening, nowMs)
    return this.#pages.open(place, nowMs)
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#pages.hear(socket, message, Date.now())
  }

  /** The runtime leaves the other half of the handshake to us: a client would wait for it. */
  override webSocketClose(socket: WebSocket, code: number, reason: string): void {
    this.#pages.lost(socket, Date.now())
    closeInReturn(socket, code, reason)
  }

  override webSocketError(socket: WebSocket): void {
    this.#pages.lost(socket, Date.now())
  }

  override async alarm(): Promise<void> {
    await this.#life.rang(Date.now())
  }

  #called(opening: SegmentOpening, nowMs: number): SegmentState {
    this.#calls += 1
    return this.#life.opened(opening, nowMs)
  }

  #step(opening: SegmentOpening, transition: (before: SegmentState, nowMs: number) => Step): void {
    const nowMs = Date.now()
    this.#life.take(transition(this.#called(opening, nowMs), nowMs), nowMs)
  }

  #answer<Outcome>(
    opening: SegmentOpening,
    transition: (before: SegmentState, nowMs: number) => Answered<Outcome>,
  ): Outcome {
    const nowMs = Date.now()
    const { outcome, ...step } = transition(this.#called(opening, nowMs), nowMs)
    this.#life.take(step, nowMs)
    return outcome
  }

  /** Whoever asks with an older token learns that the place has moved, and changes nothing (R5). */
  #forHolder<Outcome>(
    opening: SegmentOpening,
    { position, generation }: Holder,
    transition: (before: SegmentState, nowMs: number) => Answered<Outcome>,
  ): Outcome | NotHolder {
    return this.#answer<Outcome | NotHolder>(opening, (before, nowMs) => {
      const check = checkHolder(before, position, generation)
      if (check.kind === 'holder') return transition(before, nowMs)
      return { segment: before, effects: [], outcome: check }
    })
  }
}

/** With what was said; a code that only stands for a missing one cannot be sent. */
function closeInReturn(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code === NO_CODE || code === BROKEN ? 1_000 : code, reason)
  } catch {
    // It is closed already.
  }
}

const NO_CODE = 1_005
const BROKEN = 1_006

function connection(header: string | null) {
  const read: { opening: SegmentOpening; place: unknown } = JSON.parse(header ?? '')
  return { opening: read.opening, place: placeSchema.parse(read.place) }
}
