import type { Clock } from '../clock.ts'

/** Starts things at a steady rate, never more than so many unfinished at once. */
export interface Pace {
  count: number
  perSecond: number
  concurrency: number
  clock: Clock
  /** Never fails: what went wrong is counted by whoever starts it. */
  start: (index: number) => Promise<void>
}

const TICK_MS = 1

export function paced(pace: Pace): Promise<void> {
  const { count, perSecond, concurrency, clock } = pace
  const beginMs = clock.nowMs()
  const progress: Progress = { started: 0, unfinished: 0 }
  return new Promise((resolve) => {
    const startDue = () => {
      // The first is due at once; the rest follow at even distances.
      const due = Math.floor(((clock.nowMs() - beginMs) * perSecond) / 1000) + 1
      while (progress.started < Math.min(due, count) && progress.unfinished < concurrency) {
        void startNext(pace, progress)
      }
      if (progress.started === count && progress.unfinished === 0) resolve()
      else clock.after(TICK_MS, startDue)
    }
    startDue()
  })
}

interface Progress {
  started: number
  unfinished: number
}

async function startNext({ start }: Pace, progress: Progress): Promise<void> {
  progress.unfinished++
  await start(progress.started++)
  progress.unfinished--
}
