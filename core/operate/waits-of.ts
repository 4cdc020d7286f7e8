/**
 * How long those waited whom the line has passed, from looks at the line: a position was joined when
 * the numbers reached it, and called when the calls did. Between two looks both are taken to have
 * moved evenly, so a wait is as fine as the looks are apart.
 */
import type { StoredSample } from './history.ts'

/** So many positions, evenly spread, stand for all. */
const POSITIONS = 400
const TENTHS = 10

type Point = { readonly atMs: number; readonly upTo: number }

/** The waits of the first tenth to the last, from the shortest to the longest; undefined where nobody was called. */
export function decilesOf(samples: readonly StoredSample[], lane: string): number[] | undefined {
  const joined = pointsOf(samples, lane, 'joined')
  const called = pointsOf(samples, lane, 'calledUpTo')
  const upTo = called.at(-1)?.upTo ?? 0
  if (upTo === 0) return undefined
  const size = Math.min(POSITIONS, upTo)
  const waits = Array.from({ length: size }, (_, index) => {
    const position = ((index + 0.5) * upTo) / size
    return Math.max(0, whenReached(called, position) - whenReached(joined, position))
  })
  waits.sort((a, b) => a - b)
  return Array.from({ length: TENTHS + 1 }, (_, tenth) =>
    Math.round(waits[Math.min(size - 1, Math.floor((tenth * size) / TENTHS))] ?? 0),
  )
}

function pointsOf(
  samples: readonly StoredSample[],
  lane: string,
  name: 'joined' | 'calledUpTo',
): Point[] {
  return samples.map(({ atMs, lanes }) => ({
    atMs,
    upTo: lanes.find(({ id }) => id === lane)?.[name] ?? 0,
  }))
}

function whenReached(points: readonly Point[], position: number): number {
  let before = points[0] ?? { atMs: 0, upTo: 0 }
  for (const point of points) {
    if (point.upTo >= position) {
      if (point.upTo === before.upTo) return point.atMs
      const part = Math.max(0, (position - before.upTo) / (point.upTo - before.upTo))
      return before.atMs + part * (point.atMs - before.atMs)
    }
    before = point
  }
  return before.atMs
}
