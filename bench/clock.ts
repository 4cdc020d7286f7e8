/** Time as the loops see it; a test moves it by hand. */
export interface Clock {
  nowMs: () => number
  after: (delayMs: number, then: () => void) => void
}

export const realClock: Clock = {
  nowMs: () => performance.now(),
  after: (delayMs, then) => {
    setTimeout(then, delayMs)
  },
}

/** The same in every process of this machine, so that one can set a mark and another read it. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
