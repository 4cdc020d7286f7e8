/** What isolates, desks, the room and segments say to each other. All of it may be said again. */
import type { BlockGrant, NumbersAccount } from '../../core/queue/numbers/desk.ts'
import type { LeaseAccount, LeaseGrant } from '../../core/queue/numbers/lease.ts'
import type { ReportAnswer } from '../../core/queue/room/reports.ts'
import type { RoomEntry } from '../../core/queue/room/entry.ts'
import type { Session } from '../../core/queue/segment/claims.ts'
import type { HolderCheck } from '../../core/queue/segment/places.ts'
import type { SegmentName, SegmentTerms } from '../../core/queue/segment/segment.ts'

export type DeskAddress = { readonly room: string; readonly index: number }

export type LaneWant = { readonly lane: string; readonly want: number }
export type LaneLease = { readonly lane: string; readonly grant: LeaseGrant }

/** Isolate → desk: what became of the last leases, and how many numbers more. */
export type LeaseRequest = {
  readonly settled: readonly { readonly lane: string; readonly account: LeaseAccount }[]
  readonly wants: readonly LaneWant[]
}
/** Lanes for which there is nothing to be had now are left out. */
export type LeaseAnswer = { readonly epoch: string; readonly leases: readonly LaneLease[] }

/** Desk → room, for all lanes at once. */
export type ExchangeRequest = {
  /** Of another epoch nothing is heard. */
  readonly epoch: string | undefined
  readonly accounts: readonly { readonly lane: string; readonly account: NumbersAccount }[]
  readonly wants: readonly LaneWant[]
}
export type ExchangeAnswer = {
  readonly epoch: string
  readonly blocks: readonly { readonly lane: string; readonly grant: BlockGrant }[]
  /** How long a lease cut now may last. */
  readonly isolateMs: number
  readonly locationHint: RoomEntry['locationHint']
  /** The room's document, as JSON: it is handed on unread. */
  readonly document: string
}

/** All that a segment needs to come into being, in every call to it. */
export type SegmentOpening = SegmentName & {
  readonly room: string
  readonly span: number
  readonly terms: SegmentTerms
  /** Where its object is made. An older isolate or desk does not say. */
  readonly locationHint?: RoomEntry['locationHint']
}

/** The room's answer to a report: with its document, from which fans are told how they stand. */
export type AnswerWithDocument = ReportAnswer & { readonly document: string }

/** Who asks a segment: proven by a token, but for its generation, which the segment knows best. */
export type Holder = { readonly position: number; readonly generation: number }

export type NotHolder = Exclude<HolderCheck, { kind: 'holder' }>

/** How a fan stands whom the documents call offered or gone. */
export type Standing =
  | { readonly kind: 'offered'; readonly turn: number; readonly deadlineMs: number }
  | { readonly kind: 'inside'; readonly session: Session }
  | { readonly kind: 'over' }
  | { readonly kind: 'waits' }

export type SeenBatch = {
  readonly lane: string
  readonly index: number
  readonly positions: readonly number[]
  /** The earliest of them. */
  readonly seenAtMs: number
}

export type Documents = { readonly room: string; readonly segment: string | undefined }
