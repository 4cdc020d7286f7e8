/**
 * Present fans before a position, when nobody is asked. Whole segments that had the time to
 * connect are counted. Beyond, nobody keeps a connection, and positions that were handed out
 * count by the share of those who came so far.
 */
export type LineCounts = {
  readonly frontier: number
  /** Past the highest position ever called. */
  readonly calledUpTo: number
  readonly countedUpTo: number
  readonly presentShare: number
  /** By segment, lowest first. */
  readonly waitingIn: (index: number) => number
  readonly outOf: (index: number) => number
}

/**
 * Where in a segment its fans stand is not known: they are taken as evenly spread over what the
 * calls have not come to.
 */
export function estimatedAhead(line: LineCounts, span: number, position: number): number {
  let ahead = 0
  for (let index = 0; index * span < position; index += 1) {
    const first = index * span
    const inside = Math.max(0, Math.min(span, line.frontier - first))
    const called = Math.min(inside - 1, Math.max(0, line.calledUpTo - first))
    const part = inside === 0 ? 0 : (position - first - called) / (inside - called)
    const counted = line.waitingIn(index)
    const isKnown = first + span <= line.countedUpTo
    const left = inside - line.outOf(index)
    ahead +=
      Math.min(1, Math.max(0, part)) *
      (isKnown ? counted : Math.max(counted, left * line.presentShare))
  }
  return Math.round(ahead)
}
