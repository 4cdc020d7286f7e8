/**
 * What a room stores: itself without what segments tell again (counts, revocations), and a row a
 * segment, so that a tick writes only the rows it granted to. `returned` may be older than the
 * truth, which errs towards granting less.
 */
import { z } from 'zod'
import { announcedDraw } from '../draw/document.ts'
import { keepsSeed, makeVoid, type Draw } from '../draw/draw.ts'
import { hex32 } from '../draw/commitment.ts'
import { rangesFromText, rangesToText } from '../draw/ranges-text.ts'
import { ASKED_AFTER_RESTART, TICK_MS } from '../limits.ts'
import { positionFrontier, type LaneNumbers } from '../numbers/blocks.ts'
import { damaged, rowSum, seal, unseal, type SnapshotRefusal } from '../snapshot.ts'
import { noEstimate, type Estimate } from '../estimate/estimate.ts'
import { unpaced } from './pacing.ts'
import { noRevocations } from './revocation-log.ts'
import { hasPositions, laneOf, type Lane, type Room } from './room.ts'
import { emptySeat, type Seat } from './seat.ts'
import { roomSettings } from './settings.ts'

const VERSION = 1
/** Segments are asked so many a tick; the last of them has a second more to be heard. */
export const SETTLING_MS = 1_000

const whole = z.int().nonnegative()
const range = z.object({ from: whole, to: whole })

const frame = z.object({
  epoch: z.string(),
  settings: roomSettings,
  course: z.object({
    stage: z.enum(['scheduled', 'lobby', 'drawing', 'open', 'closed']),
    paused: z.boolean(),
    drawn: z.boolean(),
  }),
  /** The seed too: it must outlive a crash, and nobody but the room reads this. */
  draw: z.object({ seed: hex32, shown: announcedDraw }).nullable(),
  bucket: z.object({
    tokens: z.number(),
    atMs: whole,
    // A frame of before has no extra, and ended no sessions.
    extra: whole.default(0),
    extraUntilMs: whole.default(0),
  }),
  endedBeforeMs: whole.default(0),
  lastRevocation: whole,
  news: z.array(
    z.object({
      no: whole,
      kind: z.enum(['opened', 'paused', 'resumed', 'closed', 'sold-out', 'message']),
      atMs: whole,
      text: z.record(z.string(), z.string()).exactOptional(),
    }),
  ),
  halt: z
    .enum(['returned-above-granted', 'segment-saw-more-than-was-granted', 'too-many-revocations'])
    .nullable(),
  /** How many rows belong to this frame, and the slots granted in them: none can be missing. */
  rows: whole,
  granted: whole,
  lanes: z.array(
    z.object({
      id: z.string(),
      deficit: z.number(),
      /** Near only grows, also across a restart: who was told to connect is not sent away. */
      reach: z.object({ nearUpTo: whole, countedUpTo: whole, presentShare: z.number() }),
      numbers: z.object({
        next: whole,
        blocks: z.array(z.object({ open: z.array(range), untilMs: whole })),
        used: whole,
        unused: whole,
        unaccounted: whole,
        gaps: z.string(),
        counted: z.object({ upTo: whole, size: whole }).nullable(),
      }),
    }),
  ),
})

/** Lane, index, granted, returned, answered, validUntilMs, float, floatUntilMs, the row's sum. */
const row = z.tuple([z.string(), whole, whole, whole, whole, whole, whole, whole, whole])
export type SeatRow = z.infer<typeof row>

export type StoredRoom = { readonly frame: string; readonly rows: readonly SeatRow[] }

export function storedRoom(room: Room): StoredRoom {
  return { frame: storedFrame(room), rows: room.lanes.flatMap(rowsOf) }
}

/** All but the rows: written with those that changed, since it says how many there are. */
export function storedFrame(room: Room): string {
  const { epoch, settings, course, draw, bucket, revocations, news, halt, endedBeforeMs } = room
  const granted = room.lanes.flatMap(({ seats }) => seats.filter((seat) => seat.granted > 0))
  const body: z.infer<typeof frame> = {
    epoch,
    settings,
    course,
    draw: draw ?? null,
    bucket,
    endedBeforeMs,
    lastRevocation: revocations.last,
    news: [...news],
    halt: halt ?? null,
    rows: granted.length,
    granted: granted.reduce((sum, seat) => sum + seat.granted, 0),
    lanes: room.lanes.map(({ id, deficit, numbers, reach }) => ({
      id,
      deficit,
      reach: {
        nearUpTo: reach.nearUpTo,
        countedUpTo: reach.countedUpTo,
        presentShare: reach.presentShare,
      },
      numbers: {
        ...numbers,
        blocks: numbers.blocks.map(({ open, untilMs }) => ({ open: [...open], untilMs })),
        gaps: rangesToText(numbers.gaps),
        counted: numbers.counted ?? null,
      },
    })),
  }
  return seal(VERSION, body)
}

/**
 * Rows that differ in what the room itself decided: what a tick has to write. What segments said
 * goes along when its row is written, and is heard again after a restart.
 */
export function changedRows(before: Room, after: Room): SeatRow[] {
  return after.lanes.flatMap((lane) => {
    const old = before.lanes.find(({ id }) => id === lane.id)
    return lane.seats.flatMap((seat, index) =>
      isDecidedAnew(old?.seats[index], seat) ? [rowOf(lane.id, seat, index)] : [],
    )
  })
}

function isDecidedAnew(before: Seat | undefined, after: Seat): boolean {
  if (before === after || after.granted === 0) return false
  return (
    before?.granted !== after.granted ||
    before.validUntilMs !== after.validUntilMs ||
    before.floatUntilMs !== after.floatUntilMs
  )
}

/** Whether anything the frame holds is other than it was, the bucket's steady filling apart. */
export function isFrameChanged(before: Room, after: Room): boolean {
  const parts = ['epoch', 'settings', 'course', 'draw', 'news', 'halt', 'endedBeforeMs'] as const
  if (parts.some((part) => before[part] !== after[part])) return true
  if (before.bucket.extra !== after.bucket.extra) return true
  if (before.revocations.last !== after.revocations.last) return true
  if (before.lanes.length !== after.lanes.length) return true
  return after.lanes.some((lane, index) => {
    const old = before.lanes[index]
    return lane.numbers !== old?.numbers || lane.deficit !== old.deficit
  })
}

export type RestoredRoom = { readonly kind: 'room'; readonly room: Room } | SnapshotRefusal

/** What was learned of waits is stored by itself, and seldom: see estimate/stored.ts. */
export function restoreRoom(
  stored: StoredRoom,
  nowMs: number,
  estimate: Estimate = noEstimate,
): RestoredRoom {
  const opened = unseal(stored.frame, VERSION, frame)
  if (opened.kind === 'refused') return opened
  const rows = z.array(row).safeParse(stored.rows)
  if (!rows.success) return damaged
  const { body } = opened
  const lanes = body.lanes.map((lane): Lane => {
    const numbers = numbersFrom(lane.numbers)
    const positions = hasPositions(body) ? positionFrontier(numbers) : 0
    const size = Math.ceil(positions / body.settings.span)
    const mine = rows.data.filter(([id]) => id === lane.id)
    const byIndex = new Map(mine.map((seat) => [seat[1], seat]))
    // What a segment may not have heard of the news goes along when it is asked, at once.
    const newsTold = body.news.at(-1)?.no ?? 0
    const seats = Array.from({ length: size }, (_, at) => ({
      ...seatFrom(byIndex.get(at)),
      newsTold,
    }))
    // How far calls had come is heard again from the segments.
    return { ...lane, numbers, seats, calledUpTo: 0, reach: { ...lane.reach, past: [] } }
  })
  const segments = lanes.reduce((sum, { seats }) => sum + seats.length, 0)
  const askedMs = TICK_MS * Math.ceil(segments / ASKED_AFTER_RESTART)
  const room: Room = {
    epoch: body.epoch,
    settings: body.settings,
    course: body.course,
    draw: body.draw === null ? undefined : checked(body.draw, nowMs),
    bucket: body.bucket,
    revocations: { ...noRevocations, last: body.lastRevocation },
    news: body.news,
    halt: body.halt ?? undefined,
    lanes,
    pacing: unpaced,
    cutAtMs: 0,
    estimate,
    endedBeforeMs: body.endedBeforeMs,
    settlingUntilMs: nowMs + SETTLING_MS + askedMs,
  }
  return areWhole(rows.data, body, room) ? { kind: 'room', room } : damaged
}

/** A seed that is not the one committed to is lost, and says so at once (R9). */
function checked(draw: Draw, nowMs: number): Draw {
  if (keepsSeed(draw)) return draw
  const step = makeVoid(draw, 'seed-lost', nowMs)
  return step.kind === 'draw' ? step.draw : draw
}

type StoredNumbers = z.infer<typeof frame>['lanes'][number]['numbers']

/** Gaps that cannot be read are no gaps: their numbers are in the draw, and nobody holds them. */
function numbersFrom(stored: StoredNumbers): LaneNumbers {
  const gaps = rangesFromText(stored.gaps) ?? []
  return { ...stored, gaps, counted: stored.counted ?? undefined }
}

/** All the rows the frame speaks of, each of a segment there is, none of them altered. */
function areWhole(rows: readonly SeatRow[], body: z.infer<typeof frame>, room: Room): boolean {
  const seats = new Set(rows.map(([lane, index]) => `${lane} ${index}`))
  const known = rows.every(([lane, index]) => laneOf(room, lane)?.seats[index] !== undefined)
  const sums = rows.every((stored) => rowSum(stored.slice(0, -1)) === stored.at(-1))
  const ordered = rows.every(([, , granted, returned, answered]) => {
    return returned <= answered && answered <= granted
  })
  const counted = rows.length === body.rows && seats.size === rows.length
  return known && sums && ordered && counted && grantedIn(rows) === body.granted
}

function grantedIn(rows: readonly SeatRow[]): number {
  return rows.reduce((sum, [, , granted]) => sum + granted, 0)
}

function rowsOf({ id, seats }: Lane): SeatRow[] {
  return seats.flatMap((seat, index) => (seat.granted === 0 ? [] : [rowOf(id, seat, index)]))
}

function rowOf(lane: string, seat: Seat, index: number): SeatRow {
  const { granted, returned, answered, validUntilMs, float, floatUntilMs } = seat
  const fields = [granted, returned, answered, validUntilMs, float, floatUntilMs] as const
  return [lane, index, ...fields, rowSum([lane, index, ...fields])]
}

function seatFrom(stored: SeatRow | undefined): Seat {
  if (stored === undefined) return emptySeat
  const [, , granted, returned, answered, validUntilMs, float, floatUntilMs] = stored
  return { ...emptySeat, granted, returned, answered, validUntilMs, float, floatUntilMs }
}
