/** A room and its draw (R9): when the draw moves on, and what that changes in the room. */
import { DRAW_SETTLE_MS } from '../limits.ts'
import type { BeaconRound, VerifyBeacon } from '../draw/beacon.ts'
import type { DrawDocument, LaneCount, VoidReason } from '../draw/document.ts'
import { announce, announceAgain, count, makeVoid, reveal } from '../draw/draw.ts'
import type { Draw, DrawRefusal } from '../draw/draw.ts'
import { allBut } from '../draw/handed-out.ts'
import { rangesToText } from '../draw/ranges-text.ts'
import { sizeOf } from '../ranges.ts'
import { commanded } from './phase.ts'
import { emptyBucket } from './rate.ts'
import { openRoom, seated, withCourse, type Lane, type Room } from './room.ts'

type RoomDrawStep =
  | { readonly kind: 'room'; readonly room: Room }
  | { readonly kind: 'refused'; readonly reason: DrawRefusal | 'no-draw' }

/** What everybody may read, whatever the room's order. */
export function drawDocumentOf({ epoch, draw }: Room): DrawDocument {
  return draw?.shown ?? { phase: 'none', epoch }
}

/** Epochs whose draw was void: their place tokens are good here. */
export function keptEpochs({ draw }: Room): string[] {
  return (draw?.shown.earlier ?? []).map(({ epoch }) => epoch)
}

/** Without it a room by draw never opens its lobby. `seed` is 32 random bytes, as hexadecimal. */
export function announceDraw(room: Room, seed: string, nowMs: number): RoomDrawStep {
  const { lobbyAtMs, openAtMs } = room.settings.schedule
  if (room.settings.order !== 'draw') return refused('no-draw')
  if (room.draw !== undefined) return refused('already-announced')
  if (room.course.stage !== 'scheduled') return refused('lobby-is-open')
  const times = { lobbyAtMs: lobbyAtMs ?? openAtMs, openAtMs }
  const step = announce(room.epoch, seed, times, nowMs)
  return step.kind === 'refused' ? step : { kind: 'room', room: { ...room, draw: step.draw } }
}

/** What the clock does to a draw: its numbers are counted once none can be handed out any more. */
export function moveDraw(room: Room, nowMs: number): Room {
  const { draw, course } = room
  if (draw === undefined || draw.shown.phase === 'drawn' || draw.shown.phase === 'void') return room
  if (course.stage === 'closed') return afterVoid(room, draw, 'sale-closed', nowMs)
  if (course.stage !== 'drawing' || draw.shown.phase !== 'announced') return room
  const blocksOut = room.lanes.reduce((sum, { numbers }) => sum + numbers.blocks.length, 0)
  const step = count(draw, room.lanes.map(laneCount), blocksOut, nowMs)
  if (step.kind === 'refused') return room
  if (step.draw.shown.phase !== 'counted') return { ...room, draw: step.draw }
  return { ...room, draw: step.draw, lanes: room.lanes.map(withCount) }
}

/** The beacon's round has appeared: positions are known, and the sale opens for them. */
export function revealDraw(
  room: Room,
  beacon: BeaconRound,
  verifyBeacon: VerifyBeacon,
  nowMs: number,
): RoomDrawStep {
  if (room.draw === undefined) return refused('no-draw')
  const step = reveal(room.draw, beacon, verifyBeacon, nowMs)
  if (step.kind === 'refused') return step
  const revealed = { ...room, draw: step.draw }
  if (step.draw.shown.phase !== 'drawn') return { kind: 'room', room: revealed }
  const opened = withCourse(revealed, commanded(room.course, 'drawn', room.settings), nowMs)
  const lanes = opened.lanes.map((lane) =>
    seated({ ...lane, numbers: { ...lane.numbers, gaps: [] } }, opened.settings.span, nowMs),
  )
  return { kind: 'room', room: { ...opened, lanes } }
}

export function voidDraw(room: Room, reason: VoidReason, nowMs: number): RoomDrawStep {
  if (room.draw === undefined) return refused('no-draw')
  const step = makeVoid(room.draw, reason, nowMs)
  return step.kind === 'refused' ? step : { kind: 'room', room: { ...room, draw: step.draw } }
}

/** After a void draw: the same numbers and places in a new epoch, with a new announcement. */
export function redraw(room: Room, epoch: string, seed: string, nowMs: number): RoomDrawStep {
  if (room.draw === undefined) return refused('no-draw')
  const step = announceAgain(room.draw, epoch, seed, nowMs)
  if (step.kind === 'refused') return step
  const { course, news } = room
  const lanes = room.lanes.map((lane) => ({
    ...lane,
    numbers: { ...lane.numbers, counted: undefined },
  }))
  const bucket = emptyBucket(nowMs)
  const fresh = openRoom(epoch, room.settings, nowMs)
  return { kind: 'room', room: { ...fresh, course, news, lanes, bucket, draw: step.draw } }
}

/** After a draw every page computes its position and connects before the first turn. */
export function grantFromMs({ draw }: Room): number {
  return draw?.shown.phase === 'drawn' ? draw.shown.drawnAtMs + DRAW_SETTLE_MS : 0
}

function laneCount({ id, numbers }: Lane): LaneCount {
  const inDraw = allBut(numbers.gaps, numbers.next)
  const { next: upTo, unaccounted } = numbers
  return { id, size: sizeOf(inDraw), upTo, unaccounted, ranges: rangesToText(inDraw) }
}

/** The gaps are kept until the draw is drawn: another one would need them. */
function withCount(lane: Lane): Lane {
  const { size, upTo } = laneCount(lane)
  return { ...lane, numbers: { ...lane.numbers, counted: { upTo, size } } }
}

function afterVoid(room: Room, draw: Draw, reason: VoidReason, nowMs: number): Room {
  const step = makeVoid(draw, reason, nowMs)
  return step.kind === 'refused' ? room : { ...room, draw: step.draw }
}

function refused(reason: DrawRefusal | 'no-draw'): RoomDrawStep {
  return { kind: 'refused', reason }
}
