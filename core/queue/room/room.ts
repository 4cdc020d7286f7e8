/**
 * The room: schedule, settings, lanes, blocks of numbers, cap, rate, and which segment gets
 * slots. It never walks fans: all it knows of them is what segments count.
 */
import { assert } from '../../assert.ts'
import type { Draw } from '../draw/draw.ts'
import { noEstimate, type Estimate } from '../estimate/estimate.ts'
import { NEWS_MAX, SEGMENTS_MAX } from '../limits.ts'
import {
  accountNumbers,
  closeBlocks,
  cutBlock,
  leaseTerms,
  lobbyTerms,
  noNumbers,
  positionFrontier,
  type BlockCut,
  type LaneNumbers,
  type LeaseTerms,
} from '../numbers/blocks.ts'
import type { NumbersAccount } from '../numbers/desk.ts'
import { unpaced, type Pacing } from './pacing.ts'
import { beforeSale, commanded, courseAt, phaseOf, type Command, type Course } from './phase.ts'
import { emptyBucket, filled, type RateBucket } from './rate.ts'
import { nobodyNear, type Reach } from './reach.ts'
import { emptySeat, occupied, type Seat } from './seat.ts'
import type { RoomSettings } from './settings.ts'
import { noRevocations, type RevocationLog } from './revocation-log.ts'

export type Lane = {
  readonly id: string
  readonly numbers: LaneNumbers
  readonly seats: readonly Seat[]
  readonly deficit: number
  /** Past the highest position ever called. */
  readonly calledUpTo: number
  readonly reach: Reach
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
  /** By draw, from its announcement on. */
  readonly draw: Draw | undefined
  readonly lanes: readonly Lane[]
  readonly bucket: RateBucket
  readonly revocations: RevocationLog
  readonly news: readonly NewsItem[]
  readonly halt: Halt | undefined
  readonly pacing: Pacing
  /** When a block of numbers was last asked for, in this life: somebody comes. */
  readonly cutAtMs: number
  /** What is learned of waits; stored by itself, see estimate/stored.ts. */
  readonly estimate: Estimate
  /** Sessions that began before this are ended, by an operator's word; 0 for none. */
  readonly endedBeforeMs: number
  /** After a restart nothing is granted before this: segments report once a second. */
  readonly settlingUntilMs: number
}

export function openRoom(epoch: string, settings: RoomSettings, nowMs: number): Room {
  return {
    epoch,
    settings,
    course: beforeSale,
    draw: undefined,
    lanes: settings.lanes.map(({ id }) => emptyLane(id)),
    bucket: emptyBucket(nowMs),
    revocations: noRevocations,
    news: [],
    halt: undefined,
    pacing: unpaced,
    cutAtMs: 0,
    estimate: noEstimate,
    endedBeforeMs: 0,
    settlingUntilMs: 0,
  }
}

function emptyLane(id: string): Lane {
  return { id, numbers: noNumbers(), seats: [], deficit: 0, calledUpTo: 0, reach: nobodyNear }
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

/** The next position nobody was ever given; in the lobby of a draw, the next number. */
export function frontierOf({ numbers }: Lane): number {
  return positionFrontier(numbers)
}

/** For leases cut now. In the lobby of a draw they are long, and end with it. */
export function roomLeaseTerms({ course, settings }: Room, nowMs: number): LeaseTerms {
  const inDrawLobby = course.stage === 'lobby' && settings.order === 'draw'
  return inDrawLobby ? lobbyTerms(settings.schedule.openAtMs - nowMs) : leaseTerms(false)
}

/** R9: in a draw's lobby, and behind those who were drawn; never while the draw is under way. */
function handsOutNumbers({ course, settings, draw }: Room, nowMs: number): boolean {
  if (settings.order === 'arrival' || course.drawn) return true
  const inLobby = courseAt(course, settings, nowMs).stage === 'lobby'
  return inLobby && draw?.shown.phase === 'announced'
}

/** As many segments as there are positions. Nobody can be there yet: no count is true as of now. */
export function seated(lane: Lane, span: number, nowMs: number): Lane {
  const fresh = { ...emptySeat, asOfMs: nowMs }
  const missing = Math.ceil(frontierOf(lane) / span) - lane.seats.length
  const more = Array.from({ length: Math.max(0, missing) }, () => fresh)
  return { ...lane, seats: [...lane.seats, ...more] }
}

type NoBlock = { readonly kind: 'no-such-lane' } | { readonly kind: 'drawing' }

/** Cuts a block of numbers for a desk. Stored before it is answered: no number goes out twice. */
export function cutRoomBlock(
  room: Room,
  laneId: string,
  want: number,
  nowMs: number,
): { readonly room: Room; readonly cut: BlockCut | NoBlock } {
  const lane = laneOf(room, laneId)
  if (lane === undefined) return { room, cut: { kind: 'no-such-lane' } }
  if (!handsOutNumbers(room, nowMs)) return { room, cut: { kind: 'drawing' } }
  const limit = SEGMENTS_MAX * room.settings.span
  const numbers = closeBlocks(lane.numbers, nowMs)
  const cut = cutBlock(numbers, want, limit, roomLeaseTerms(room, nowMs), nowMs)
  if (cut.kind !== 'block') return { room: withLane(room, { ...lane, numbers }), cut }
  const asked = { ...room, cutAtMs: nowMs }
  const grown = { ...lane, numbers: cut.numbers }
  const after = hasPositions(room) ? seated(grown, room.settings.span, nowMs) : grown
  return { room: withLane(asked, after), cut }
}

/** Before its draw a lane has numbers, and no positions yet. */
export function hasPositions({ course, settings }: Pick<Room, 'course' | 'settings'>): boolean {
  return settings.order === 'arrival' || course.drawn
}

export function accountRoomNumbers(room: Room, laneId: string, account: NumbersAccount): Room {
  const lane = laneOf(room, laneId)
  if (lane === undefined) return room
  const keepsGaps = room.settings.order === 'draw' && lane.numbers.counted === undefined
  return withLane(room, { ...lane, numbers: accountNumbers(lane.numbers, account, keepsGaps) })
}

/** Moves the schedule on, and tells of what that changed. */
export function moveCourse(room: Room, nowMs: number): Room {
  return withCourse(room, held(room, courseAt(room.course, room.settings, nowMs)), nowMs)
}

export function command(room: Room, word: Command, nowMs: number): Room {
  return withCourse(room, held(room, commanded(room.course, word, room.settings)), nowMs)
}

/** R9: a draw that was not announced has no lobby, and no sale. */
function held(room: Room, course: Course): Course {
  const isAnnounced = room.settings.order === 'arrival' || room.draw !== undefined
  if (isAnnounced || course.stage === 'closed') return course
  return { ...course, stage: room.course.stage }
}

export function withCourse(room: Room, course: Course, nowMs: number): Room {
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
  | 'draw-is-announced'

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
  if (room.draw !== undefined && editsDraw(room.settings, settings)) {
    return { kind: 'refused', reason: 'draw-is-announced' }
  }
  const lanes = settings.lanes.map(({ id }) => laneOf(room, id) ?? emptyLane(id))
  // What the old rate has earned is settled before the new one counts (R2).
  const earned = filled(room.bucket, room.settings.ratePerSecond, nowMs)
  const bucket = filled(earned, settings.ratePerSecond, nowMs)
  assert(lanes.length > 0, 'settings have a lane')
  return { kind: 'changed', room: { ...room, settings, lanes, bucket } }
}

/** R9: what an announcement rests on cannot be edited after it. */
function editsDraw({ order, schedule }: RoomSettings, after: RoomSettings): boolean {
  const { lobbyAtMs, openAtMs } = after.schedule
  const sameTimes = lobbyAtMs === schedule.lobbyAtMs && openAtMs === schedule.openAtMs
  return order !== after.order || !sameTimes
}
