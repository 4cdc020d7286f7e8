/** Time as the crowd sees it: milliseconds of the epoch that never step back. */
export type Clock = {
  readonly nowMs: () => number
  /** Answers how to call it off. */
  readonly at: (atMs: number, then: () => void) => () => void
}

const TIMER_MAX_MS = 2 ** 31 - 1

export const realClock: Clock = {
  nowMs: () => performance.timeOrigin + performance.now(),
  at: (atMs, then) => {
    const inMs = Math.min(TIMER_MAX_MS, Math.max(0, atMs - realClock.nowMs()))
    const timer = setTimeout(then, inMs)
    return () => clearTimeout(timer)
  },
}
