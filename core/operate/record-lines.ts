/**
 * The sale's record as lines of CSV. Its columns are the same for the room's lines and the segments',
 * so that one table takes them all; docs/record.md explains each.
 */
import type { RoomRecord } from '../queue/room/record.ts'
import type { SegmentRecord } from '../queue/segment/record.ts'

const RECORD_COLUMNS = [
  'part',
  'at_ms',
  'phase',
  'cap',
  'rate_per_second',
  'extra',
  'lane',
  'segment',
  'granted',
  'returned',
  'turns',
  'lapses',
  'offered',
  'inside',
  'freed',
  'given',
  'called',
  'next_waiting',
] as const

type Line = Partial<Record<(typeof RECORD_COLUMNS)[number], string | number>>

export const recordHeader = RECORD_COLUMNS.join(',')

/** The room itself, and a line for each lane that was given slots or has fans who wait. */
export function roomLines(record: RoomRecord): string[] {
  const { atMs, phase, cap, ratePerSecond, extra, granted, returned, lanes } = record
  const own = { at_ms: atMs, phase, cap, rate_per_second: ratePerSecond, extra, granted, returned }
  return [
    lineOf({ part: 'room', ...own }),
    ...lanes.map(({ lane, given, waiting }) =>
      lineOf({
        part: 'lane',
        at_ms: atMs,
        lane,
        given: given.map(([index, slots]) => `${index}:${slots}`).join(' '),
        ...(waiting !== undefined && { next_waiting: waiting }),
      }),
    ),
  ]
}

/** Slots that came back since the line before, and when. */
export type Freed = { readonly atMs: number; readonly slots: number }

export function segmentLine(
  lane: string,
  index: number,
  record: SegmentRecord,
  freed: readonly Freed[],
): string {
  const { atMs, granted, returned, turns, lapses, offered, inside, called, nextWaiting } = record
  return lineOf({
    part: 'segment',
    at_ms: atMs,
    lane,
    segment: index,
    granted,
    returned,
    turns,
    lapses,
    offered,
    inside,
    freed: freed.map((back) => `${atMs - back.atMs}:${back.slots}`).join(' '),
    called: spans(called),
    ...(nextWaiting !== undefined && { next_waiting: nextWaiting }),
  })
}

/** `3-5 9`: who follow each other are one span. */
function spans(positions: readonly number[]): string {
  const found: [number, number][] = []
  for (const position of positions) {
    const last = found.at(-1)
    if (last?.[1] === position - 1) last[1] = position
    else found.push([position, position])
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')
}

/** None of the values holds a comma or a quote. */
function lineOf(line: Line): string {
  return RECORD_COLUMNS.map((column) => line[column] ?? '').join(',')
}
