/**
 * Holds a sale's record against R1 to R4. It shares no code with the queue: what is checked is what is
 * written in the file, by the meaning of the columns as docs/record.md gives it.
 */
import {
  fileOf,
  type LaneLine,
  type RecordFile,
  type RoomLine,
  type SegmentLine,
} from './record-file.ts'

/** Clocks of two machines are so close, and a slot may be on its way so long before it is offered. */
const ON_ITS_WAY_MS = 1_000
/** A lowered cap: what was granted before may still be offered. */
const LOWERED_MS = 3_000
/** R2 allows this much more than the rate at once, and a whole slot where that is less. */
const BURST_S = 1
const EXTRA_LIVES_MS = 60_000
/** A room with a free slot, a rate that allows it, and fans who wait: longer than this it stalls. */
const STALL_MS = 5_000
const FINDINGS_MAX = 20

export type RecordCheck = {
  readonly lines: number
  /** Turns offered, by all segments. */
  readonly called: number
  /** What does not hold, each with its rule; the first twenty. */
  readonly findings: readonly string[]
}

export function checkRecord(text: string): RecordCheck {
  const file = fileOf(text)
  const findings = [
    ...file.faults,
    ...capFindings(file),
    ...segmentCapFindings(file),
    ...rateFindings(file),
    ...orderFindings(file),
    ...laneFindings(file.lanes),
    ...stallFindings(file),
  ]
  const called = file.segments.reduce((sum, { called }) => sum + called.length, 0)
  return { lines: file.size, called, findings: findings.slice(0, FINDINGS_MAX) }
}

/** R1, by the room's own totals: beyond the cap nothing new is granted. */
function capFindings({ rooms }: RecordFile): string[] {
  return rooms.flatMap((line, index) => {
    const before = rooms[index - 1]
    const occupied = line.granted - line.returned
    const more = line.granted - (before?.granted ?? 0)
    if (occupied <= line.cap || more <= 0) return []
    return [
      `R1 at ${line.atMs}: ${more} slots more, with ${occupied} in use and a cap of ${line.cap}`,
    ]
  })
}

/** R1, by what segments had in their hands at every instant at which any of them called somebody. */
function segmentCapFindings({ segments, rooms }: RecordFile): string[] {
  const found = segments.flatMap(({ atMs, lane, segment, granted, returned, offered, inside }) =>
    offered + inside <= granted - returned
      ? []
      : [
          `R1 at ${atMs}: ${lane} ${segment} has ${offered} turns and ${inside} sessions of ${granted - returned} slots`,
        ],
  )
  let total = 0
  for (const { atMs, slots, calls } of slotsInTime(segments)) {
    total += slots
    if (!calls) continue
    const cap = mostIn(rooms, atMs - LOWERED_MS, atMs + ON_ITS_WAY_MS, (room) => room.cap)
    if (cap !== undefined && total > cap) {
      found.push(`R1 at ${atMs}: ${total} slots in all segments, and a cap of ${cap}`)
    }
  }
  return found
}

type Moved = { readonly atMs: number; readonly slots: number; readonly calls: boolean }

/** Slots as they came to segments and went back. Of those whose instant was lost, the earliest it can have been. */
function slotsInTime(segments: readonly SegmentLine[]): Moved[] {
  const last = new Map<string, SegmentLine>()
  const moved = segments.flatMap((line): Moved[] => {
    const key = `${line.lane} ${line.segment}`
    const before = last.get(key)
    last.set(key, line)
    const known = line.freed.reduce((sum, { slots }) => sum + slots, 0)
    const lost = line.returned - (before?.returned ?? 0) - known
    return [
      { atMs: before?.atMs ?? line.atMs, slots: -lost, calls: false },
      ...line.freed.map(({ atMs, slots }) => ({ atMs, slots: -slots, calls: false })),
      {
        atMs: line.atMs,
        slots: line.granted - (before?.granted ?? 0),
        calls: line.called.length > 0,
      },
    ]
  })
  // What came back in an instant was there before what was given in it.
  return moved.toSorted((a, b) => a.atMs - b.atMs || a.slots - b.slots)
}

/** R2: a bucket that leaks at the rate, and holds what the rule allows at once. */
function rateFindings({ segments, rooms }: RecordFile): string[] {
  const calls = segments.flatMap(({ atMs, called }) => called.map(() => atMs))
  const extras = extrasIn(rooms)
  const found: string[] = []
  let level = 0
  let lastMs = calls[0] ?? 0
  for (const atMs of calls) {
    const rate = mostIn(rooms, lastMs - ON_ITS_WAY_MS, atMs + ON_ITS_WAY_MS, (room) => room.rate)
    if (rate === undefined) continue
    level = Math.max(0, level - (rate * (atMs - lastMs)) / 1_000) + 1
    lastMs = atMs
    if (level <= Math.max(rate * BURST_S, rate * 0.9 + 1) + 1e-6) continue
    const extra = extras.find(
      ({ left, givenAtMs }) =>
        left > 0 &&
        givenAtMs <= atMs + ON_ITS_WAY_MS &&
        atMs <= givenAtMs + EXTRA_LIVES_MS + ON_ITS_WAY_MS,
    )
    if (extra === undefined) found.push(`R2 at ${atMs}: more turns than ${rate} a second allow`)
    else extra.left -= 1
    level -= 1
  }
  return found
}

/** What an operator let in beyond the rate: each time it is more than before, it was given. */
function extrasIn(rooms: readonly RoomLine[]): { givenAtMs: number; left: number }[] {
  return rooms.flatMap(({ atMs, extra }, index) => {
    const before = rooms[index - 1]?.extra ?? 0
    return extra > before ? [{ givenAtMs: atMs, left: extra }] : []
  })
}

/** R3 and R4 within a segment: nobody is called while a present fan waits before them. */
function orderFindings({ segments }: RecordFile): string[] {
  return segments.flatMap(({ atMs, lane, segment, called, nextWaiting }) => {
    const last = called.at(-1)
    if (last === undefined || nextWaiting === undefined || nextWaiting > last) return []
    return [
      `R3 at ${atMs}: ${lane} ${segment} called ${last} while ${nextWaiting} was present and waited`,
    ]
  })
}

/** R3 and R4 between segments: none is given slots while one before it has present fans without. */
function laneFindings(lanes: readonly LaneLine[]): string[] {
  return lanes.flatMap(({ atMs, lane, given, nextWaiting }) => {
    const furthest = Math.max(-1, ...given)
    if (nextWaiting === undefined || furthest <= nextWaiting) return []
    return [
      `R3 at ${atMs}: ${lane} ${furthest} was given slots while fans waited in ${nextWaiting}`,
    ]
  })
}

/** R4: with fans who wait, a free slot and a rate that allows it, somebody is called. */
function stallFindings({ rooms, waitingAt }: RecordFile): string[] {
  return rooms.flatMap((line, index) => {
    const before = rooms[index - 1]
    if (before === undefined || line.granted !== before.granted) return []
    const elapsedMs = line.atMs - before.atMs
    const isStill = [before, line].every(
      ({ atMs, phase, cap, granted, returned }) =>
        phase === 'open' && waitingAt.has(atMs) && granted - returned < cap,
    )
    if (!isStill || elapsedMs < STALL_MS || (line.rate * elapsedMs) / 1_000 < 1) return []
    return [
      `R4 at ${line.atMs}: fans waited ${elapsedMs} ms with a free slot, and nobody was called`,
    ]
  })
}

/** The most that a value was within a while: the line before it counts, for it held until the next. */
function mostIn(
  rooms: readonly RoomLine[],
  fromMs: number,
  toMs: number,
  value: (line: RoomLine) => number,
): number | undefined {
  let most: number | undefined
  for (let index = lastUpTo(rooms, toMs); index >= 0; index -= 1) {
    const line = rooms[index]
    if (line === undefined) break
    most = Math.max(most ?? -Infinity, value(line))
    if (line.atMs <= fromMs) break
  }
  return most
}

function lastUpTo(rooms: readonly RoomLine[], toMs: number): number {
  let [low, high] = [0, rooms.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rooms[middle]?.atMs ?? Infinity) <= toMs) low = middle + 1
    else high = middle
  }
  return low - 1
}
