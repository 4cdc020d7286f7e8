/** What a page shows of a sale that goes on: the last figures, and how the last ten minutes went. */
import type { Figures } from '../../../core/operate/figures.ts'

/** Shown plainly as old from here on: an operator must not steer by it unawares. */
export const STALE_MS = 5_000
const KEPT_MS = 600_000

export type Point = {
  readonly atMs: number
  readonly waiting: number
  readonly inside: number
  readonly cap: number
  /** All turns since the beginning. */
  readonly turns: number
}

export type Seen = {
  readonly room: string
  readonly title: string
  /** Whether the controls are theirs who look. */
  readonly maySteer: boolean
  /** Absent until the room has said something. */
  readonly figures?: Figures
  readonly points: readonly Point[]
  readonly nowMs: number
  readonly isSignedOut: boolean
  /** A brake that was pressed and is not answered yet. */
  readonly pressed?: 'pause' | 'resume'
}

type Counted = 'joined' | 'waiting' | 'waitingNear' | 'offered' | 'inside' | 'turns' | 'lapses'

export function sumOf({ lanes }: Figures, name: Counted): number {
  return lanes.reduce((sum, lane) => sum + lane[name], 0)
}

export function pointOf(figures: Figures): Point {
  return {
    atMs: figures.saidAtMs,
    waiting: sumOf(figures, 'waiting'),
    inside: sumOf(figures, 'inside'),
    cap: figures.cap,
    turns: sumOf(figures, 'turns'),
  }
}

/** The new one at the end, and what is too old let go. The same figures twice are one point. */
export function withPoint(points: readonly Point[], point: Point): readonly Point[] {
  if (points.at(-1)?.atMs === point.atMs) return points
  return [...points.filter(({ atMs }) => point.atMs - atMs < KEPT_MS), point]
}

const TURNS_OVER_MS = 60_000

/** Turns a minute, over the minute before each point, or since the last one where those are further apart. */
export function turnsAMinute(points: readonly Pick<Point, 'atMs' | 'turns'>[]): number[] {
  if (points.length === 0) return []
  let from = 0
  const rates = points.map((point, at) => {
    while (point.atMs - (points[from + 1]?.atMs ?? point.atMs) >= TURNS_OVER_MS) from += 1
    const first = points[Math.min(from, at - 1)] ?? point
    const overMs = point.atMs - first.atMs
    return overMs <= 0 ? 0 : Math.max(0, ((point.turns - first.turns) * 60_000) / overMs)
  })
  // Before the first look nothing is known: its rate is that of the second.
  return rates.with(0, rates[1] ?? 0)
}
