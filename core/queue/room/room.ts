/**
 * The room: schedule, settings, lanes, blocks of numbers, cap, rate, and which segment gets
 * slots. It never walks fans: all it knows of them is what segments count.
 */
import { assert } from '../../assert.ts'
import { NEWS_MAX, SEGMENTS_MAX } from '../limits.ts'
import {
  accountNumbers,
  closeBlocks,
  cutBlock,
  leaseTerms,
  noNumbers,
  type BlockCut,
  type LaneNumbers,
  type LeaseTerms,
} from '../numbers/blocks.ts'
import type { NumbersAccount } from '../numbers/desk.ts'
import { beforeSale, commanded, courseAt, phaseOf, type Command, type Course } from './phase.ts'
import { emptyBucket, filled, type RateBucket } from './rate.ts'
import { emptySeat, occupied, type Seat } from './seat.ts'
import type { RoomSettings } from './settings.ts'
import { noRevocations, type RevocationLog } from './revocation-log.ts'

export type Lane = {
  readonly id: string
  readonly numbers: LaneNumbers
  readonly seats: readonly Seat[]
  readonly deficit: number
}

/** A count that cannot be stops the granting and is shown to the operator. */
export type Halt =
  | 'returned-above-granted'
  | 'segment-saw-more-than-was-granted'
  | 'too-many-revocations'

export type NewsItem = {
  readonly no: number
  readonly kind: 'opened' | 'paused' | 'resumed' | 'closed' | 'sold-out' | 'message'
  readonly atMs: number
  /** By language, for a message. */
  readonly text?: Readonly<Record<string, string>>
}

export type Room = {
  readonly epoch: string
  readonly settings: RoomSettings
  readonly course: Course
  readonly lanes: readonly Lane[]
  readonly bucket: RateBucket
  readonly revocations: RevocationLog
  readonly news: readonly NewsItem[]
  readonly halt: Halt | undefined
  /** After a restart nothing is granted before this: segments report once a second. */
  readonly settlingUntilMs: number
}

export function openRoom(epoch: string, settings: RoomSettings, nowMs: number): Room {
  return {
    epoch,
    settings,
    course: beforeSale,
    lanes: settings.lanes.map(({ id }) => emptyLane(id)),
    bucket: emptyBucket(nowMs),
    revocations: noRevocations,
    news: [],
    halt: undefined,
    settlingUntilMs: 0,
  }
}

function emptyLane(id: string): Lane {
  return { id, numbers: noNumbers(), seats: [], deficit: 0 }
}

export function occupiedSlots({ lanes }: Room): number {
  let total = 0
  for (const { seats } of lanes) for (const seat of seats) total += occupied(seat)
  return total
}

/** Slots of floats whose use is not known: each has a token kept for it (R2). */
export function reservedSlots(room: Room): number {
  return room.lanes.reduce(
    (sum, { seats }) => sum + seats.reduce((held, { float }) => held + float, 0),
    0,
  )
}

export function laneOf(room: Room, id: string): Lane | undefined {
  return room.lanes.find((lane) => lane.id === id)
}

export function withLane(room: Room, lane: Lane): Room {
  return { ...room, lanes: room.lanes.map((old) => (old.id === lane.id ? lane : old)) }
}

export function roomLeaseTerms({ course, settings }: Room): LeaseTerms {
  return leaseTerms(course.stage === 'lobby' && settings.order === 'draw')
}

/** Cuts a block of numbers for a desk. Stored before it is answered: no number goes out twice. */
export function cutRoomBlock(
  room: Room,
  laneId: string,
  want: number,
  nowMs: number,
): { readonly room: Room; readonly cut: BlockCut | { readonly kind: 'no-such-lane' } } {
  const lane = laneOf(room, laneId)
  if (lane === undefined) return { room, cut: { kind: 'no-such-lane' } }
  const limit = SEGMENTS_MAX * room.settings.span
  const numbers = closeBlocks(lane.numbers, nowMs)
  const cut = cutBlock(numbers, want, limit, roomLeaseTerms(room), nowMs)
  if (cut.kind !== 'block') return { room: withLane(room, { ...lane, numbers }), cut }
  const needed = Math.ceil(cut.numbers.next / room.settings.span)
  // Nobody can be there yet, so the empty counts are true as of now.
  const fresh = { ...emptySeat, asOfMs: nowMs }
  const more = Array.from({ length: needed - lane.seats.length }, () => fresh)
  const grown = { ...lane, numbers: cut.numbers, seats: [...lane.seats, ...more] }
  return { room: withLane(room, grown), cut }
}

export function accountRoomNumbers(room: Room, laneId: string, account: NumbersAccount): Room {
  const lane = laneOf(room, laneId)
  if (lane === undefined) return room
  return withLane(room, { ...lane, numbers: accountNumbers(lane.numbers, account) })
}

/** Moves the schedule on, and tells of what that changed. */
export function moveCourse(room: Room, nowMs: number): Room {
  return withCourse(room, courseAt(room.course, room.settings, nowMs), nowMs)
}

export function command(room: Room, word: Command, nowMs: number): Room {
  return withCourse(room, commanded(room.course, word, room.settings), nowMs)
}

function withCourse(room: Room, course: Course, nowMs: number): Room {
  const before = phaseOf(room.course)
  const after = phaseOf(course)
  const moved = { ...room, course }
  if (before === after) return moved
  if (after === 'paused') return tell(moved, { kind: 'paused', atMs: nowMs })
  if (after === 'closed') return tell(moved, { kind: 'closed', atMs: nowMs })
  if (before === 'paused') return tell(moved, { kind: 'resumed', atMs: nowMs })
  return after === 'open' ? tell(moved, { kind: 'opened', atMs: nowMs }) : moved
}

/** Adds news; what is older than a fan could have missed falls out. */
export function tell(room: Room, item: Omit<NewsItem, 'no'>): Room {
  const no = (room.news.at(-1)?.no ?? 0) + 1
  return { ...room, news: [...room.news, { ...item, no }].slice(-NEWS_MAX) }
}

export type SettingsRefusal =
  | 'lane-has-fans'
  | 'span-is-fixed'
  | 'order-is-fixed'
  | 'terms-are-fixed'

/** New settings while running. What fans already hold numbers of cannot be taken away. */
export function changeSettings(
  room: Room,
  settings: RoomSettings,
  nowMs: number,
):
  | { readonly kind: 'changed'; readonly room: Room }
  | {
      readonly kind: 'refused'
      readonly reason: SettingsRefusal
    } {
  const begun = room.lanes.some(({ numbers }) => numbers.next > 0)
  const kept = new Set(settings.lanes.map(({ id }) => id))
  if (room.lanes.some(({ id, numbers }) => numbers.next > 0 && !kept.has(id))) {
    return { kind: 'refused', reason: 'lane-has-fans' }
  }
  if (begun && settings.span !== room.settings.span) {
    return { kind: 'refused', reason: 'span-is-fixed' }
  }
  if (begun && settings.order !== room.settings.order) {
    return { kind: 'refused', reason: 'order-is-fixed' }
  }
  // Segments were opened with these terms, and fans were told them.
  if (begun && JSON.stringify(settings.terms) !== JSON.stringify(room.settings.terms)) {
    return { kind: 'refused', reason: 'terms-are-fixed' }
  }
  const lanes = settings.lanes.map(({ id }) => laneOf(room, id) ?? emptyLane(id))
  // What the old rate has earned is settled before the new one counts (R2).
  const earned = filled(room.bucket, room.settings.ratePerSecond, nowMs)
  const bucket = filled(earned, settings.ratePerSecond, nowMs)
  assert(lanes.length > 0, 'settings have a lane')
  return { kind: 'changed', room: { ...room, settings, lanes, bucket } }
}
