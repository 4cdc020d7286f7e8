import { documentOf } from '../core/queue/segment/document.ts'
import { hearReport } from '../core/queue/room/reports.ts'
import { openRoom, type Room } from '../core/queue/room/room.ts'
import { roomDocumentOf } from '../core/queue/room/document.ts'
import { roomSettings } from '../core/queue/room/settings.ts'
import { tick } from '../core/queue/room/tick.ts'
import { reportOf } from '../core/queue/segment/report.ts'
import { fansSeen } from '../core/queue/segment/arrivals.ts'
import { defaultTerms, openSegment, type Segment } from '../core/queue/segment/segment.ts'
import { storedSegment } from '../core/queue/segment/stored.ts'
import { takeGrants } from '../core/queue/segment/slots.ts'
import { openDocument, statusOf } from '../core/queue/status.ts'
import { cutRoomBlock } from '../core/queue/room/room.ts'
import { SEGMENT_SPAN } from '../core/queue/limits.ts'
import type { BenchResult } from './report.ts'
import { spreadOf } from './spread.ts'

const SEGMENTS = 512
const NOW_MS = 1_790_000_000_000
const ROUNDS = 7

/** What the queue's core costs at its full size: 2,048 fans a segment, 512 segments, all present. */
export function run(): Promise<BenchResult> {
  const segment = fullSegment(0)
  const room = fullRoom(segment)
  const roomDocument = roomDocumentOf(room, NOW_MS)
  const opened = openDocument(documentOf(segment, NOW_MS))
  const position = SEGMENT_SPAN - 1

  const timed: Record<string, number[]> = {
    'grant one slot (2,048 present fans)': time(2_000, (turn) => grantOne(segment, turn)),
    'tick over 512 segments, 105 slots': time(500, () => tick(room, NOW_MS + 1_000)),
    'tick over 512 segments, a slot each in 32': time(500, () =>
      tick(spread(room), NOW_MS + 1_000),
    ),
    'status from the documents': time(5_000, () =>
      statusOf(roomDocument, 'general', position, 0, opened),
    ),
    'status far from the front (512 segments)': time(5_000, () =>
      statusOf(roomDocument, 'general', SEGMENTS * SEGMENT_SPAN - 1, 0, undefined),
    ),
  }
  const sizes: Record<string, number> = {
    'stored: segment without sessions': storedBytes(segment),
    'document of a segment, worst bitmaps': JSON.stringify(documentOf(worn(segment), NOW_MS))
      .length,
    'document of the room (512 segments)': JSON.stringify(roomDocument).length,
  }
  return Promise.resolve({
    title: `The queue's core in this process: ${ROUNDS} rounds, microseconds a call`,
    tables: [
      {
        caption: 'Time',
        columns: ['what', 'median µs', 'min', 'max'],
        rows: Object.entries(timed).map(([what, rounds]) => {
          const { median, min, max } = spreadOf(rounds)
          return [what, ...[median, min, max].map((value) => value.toFixed(2))]
        }),
      },
      {
        caption: 'Size',
        columns: ['what', 'bytes'],
        rows: Object.entries(sizes).map(([what, bytes]) => [what, String(bytes)]),
      },
    ],
    notes: [],
    figures: { microseconds: timed, bytes: sizes },
  })
}

function time(calls: number, call: (turn: number) => unknown): number[] {
  const rounds: number[] = []
  for (let round = -1; round < ROUNDS; round += 1) {
    const startedMs = performance.now()
    for (let turn = 0; turn < calls; turn += 1) call(turn)
    const each = ((performance.now() - startedMs) * 1000) / calls
    // The first round warms up and is not counted.
    if (round >= 0) rounds.push(each)
  }
  return rounds
}

function name(index: number) {
  return { epoch: 'sixteen-letters-', lane: 'general', index }
}

function fullSegment(index: number): Segment {
  const first = index * SEGMENT_SPAN
  const everybody = Array.from({ length: SEGMENT_SPAN }, (_, offset) => first + offset)
  return fansSeen(openSegment(name(index), NOW_MS), everybody, NOW_MS, NOW_MS).segment
}

function grantOne(segment: Segment, turn: number): unknown {
  const total = { validUntilMs: NOW_MS + 1_000, float: false, ask: 0, revocationsHeard: 0 }
  const { epoch } = segment.name
  return takeGrants(segment, { ...total, epoch, granted: 1 }, NOW_MS + (turn % 400))
}

function fullRoom(segment: Segment): Room {
  const settings = roomSettings.parse({
    cap: 5_000,
    ratePerSecond: 300,
    lanes: [{ id: 'general', sharePercent: 100 }],
    order: 'arrival',
    mode: 'queue',
    schedule: { openAtMs: 1 },
    terms: defaultTerms,
  })
  let room = openRoom(segment.name.epoch, settings, NOW_MS)
  while ((room.lanes[0]?.seats.length ?? 0) < SEGMENTS) {
    ;({ room } = cutRoomBlock(room, 'general', SEGMENT_SPAN, NOW_MS))
  }
  for (let index = 0; index < SEGMENTS; index += 1) {
    room = hearReport(room, { ...reportOf(segment, 0, NOW_MS), index }, NOW_MS)
  }
  return room
}

/** One fan waits in each segment, so that a tick has to go to as many as it may. */
function spread(room: Room): Room {
  const lanes = room.lanes.map((lane) => ({
    ...lane,
    seats: lane.seats.map((seat) => ({ ...seat, counts: { ...seat.counts, waiting: 1 } })),
  }))
  return { ...room, lanes }
}

/** Every bitmap reaches to the end of the span: the most a document without moves can weigh. */
function worn(segment: Segment): Segment {
  const fill = (word: number) => ({
    span: segment.span,
    words: segment.gone.words.map(() => word),
  })
  const [gone, lapsed, offered] = [fill(0x11111111), fill(0x22222222), fill(0x44444444)]
  return { ...segment, boot: 99, sequence: 99_999, gone, lapsed, offered }
}

function storedBytes(segment: Segment): number {
  return JSON.stringify(storedSegment(segment)).length
}
