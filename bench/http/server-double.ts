import type { ManualClock } from '../manual-clock.ts'
import type { Line, Outcome } from './line.ts'

/** A server that answers each request after a time the test chooses, on a clock it moves. */
export function linesTo(
  clock: ManualClock,
  count: number,
  answersAtMs: (sentMs: number) => number,
  outcome: Outcome = answer(200),
): Line[] {
  return Array.from({ length: count }, () => ({
    exchange: (_request, ended) => {
      const sentMs = clock.nowMs()
      clock.after(answersAtMs(sentMs) - sentMs, () => ended(outcome))
    },
  }))
}

export function answer(status: number): Outcome {
  const response = { status, headers: new Map(), body: Buffer.alloc(0), keepsAlive: true }
  return { kind: 'answer', response }
}
