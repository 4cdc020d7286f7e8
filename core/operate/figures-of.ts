/** The figures of a room, from what it knows: nobody is asked for them. */
import { waitRange, type WaitRange, type WaitTable } from '../queue/estimate/range.ts'
import { waitsOf } from '../queue/estimate/estimate.ts'
import { roomDocumentOf } from '../queue/room/document.ts'
import { observed } from '../queue/room/observed.ts'
import { phaseOf } from '../queue/room/phase.ts'
import { frontierOf, occupiedSlots, type Lane, type Room } from '../queue/room/room.ts'
import { isSilent, type Seat } from '../queue/room/seat.ts'
import { alarmsOf } from './alarms.ts'
import type { Described } from './described.ts'
import type { Figures, LaneFigures } from './figures.ts'
import { outlookOf } from './outlook.ts'

export type RateBy = Figures['rate']

export function figuresOf(room: Room, described: Described, rate: RateBy, nowMs: number): Figures {
  const { settings, course, halt, bucket } = room
  const { asOfMs, revocationsAsOfMs, news } = roomDocumentOf(room, nowMs)
  const seats = room.lanes.flatMap((lane) => lane.seats)
  const lanes = lanesOf(room, nowMs)
  const { lastWait: wait } = outlookOf(room, nowMs)
  const silentSegments = seats.filter(isSilent).length
  const phase = phaseOf(course)
  const alarms = alarmsOf({
    isOpen: phase === 'open',
    waiting: sumOf(lanes, 'waiting'),
    isHalted: halt !== undefined,
    silentSegments,
    // A room that has just begun again says 0, and has ten seconds to hear everybody.
    countsAgeMs: asOfMs === 0 ? 0 : nowMs - asOfMs,
    revocationsAgeMs: revocationsAsOfMs === 0 ? 0 : nowMs - revocationsAsOfMs,
    turns: sumOf(lanes, 'turns'),
    lapses: sumOf(lanes, 'lapses'),
    rateReason: rate.reason,
  })
  return {
    room: described.entry.id,
    version: described.version,
    saidAtMs: nowMs,
    phase,
    schedule: settings.schedule,
    cap: settings.cap,
    ratePerSecond: settings.ratePerSecond,
    rate,
    occupied: occupiedSlots(room),
    extra: phase === 'open' && nowMs <= bucket.extraUntilMs ? bucket.extra : 0,
    lanes,
    ...(wait !== undefined && { lastWait: wait }),
    score: waitsOf(room.estimate).score,
    news,
    health: {
      segments: seats.filter(({ boot }) => boot > 0).length,
      silentSegments,
      countsAsOfMs: asOfMs,
      revocationsAsOfMs,
      ...(halt !== undefined && { halt }),
    },
    alarms,
  }
}

function sumOf(lanes: readonly LaneFigures[], name: 'waiting' | 'turns' | 'lapses'): number {
  return lanes.reduce((sum, lane) => sum + lane[name], 0)
}

function lanesOf(room: Room, nowMs: number): LaneFigures[] {
  const seen = observed(room, nowMs).lanes
  const { lanes: tables } = waitsOf(room.estimate)
  return room.lanes.map((lane, index): LaneFigures => {
    const frontier = frontierOf(lane)
    const waiting = Math.round(seen[index]?.aheadOf(frontier) ?? 0)
    const wait = toldTo(tables[lane.id] ?? [], waiting)
    const of = (value: (seat: Seat) => number) => sumOfSeats(lane, value)
    return {
      id: lane.id,
      sharePercent: seen[index]?.sharePercent ?? 0,
      joined: lane.numbers.used,
      waiting,
      waitingNear: Math.min(
        waiting,
        of(({ counts }) => counts.waiting),
      ),
      offered: of(({ counts }) => counts.offered),
      inside: of(({ counts }) => counts.inside),
      // Numbers that nobody got are out of the line, too, and no fans.
      gone: Math.max(0, of(({ counts }) => counts.gone) - lane.numbers.unused),
      turns: of(({ turns }) => turns),
      lapses: of(({ lapses }) => lapses),
      unaccounted: lane.numbers.unaccounted,
      ...(wait !== undefined && { wait }),
    }
  })
}

/** The table is as long as the line was two seconds ago: who came since is told what the last was. */
const GROWN = 1.05
const GROWN_FANS = 5

function toldTo(table: WaitTable, waiting: number): WaitRange | undefined {
  const last = table.at(-1)?.[0] ?? 0
  return waitRange(table, waiting <= last * GROWN + GROWN_FANS ? Math.min(waiting, last) : waiting)
}

function sumOfSeats({ seats }: Lane, value: (seat: Seat) => number): number {
  return seats.reduce((sum, seat) => sum + value(seat), 0)
}
