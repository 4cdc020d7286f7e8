/** How the shop fares, counted here and told to the waiting room window by window. */
import type { Shop } from './shop.ts'

const WINDOW_MS = 5_000
/** Of more requests than this in a window the later ones stand for all. */
const LATENCIES_MAX = 10_000

export type PressureMeter = {
  /** A request has begun; called with its status at its end, or with nothing when it was given up. */
  readonly began: () => (status?: number) => void
  readonly close: () => void
}

export type MeterSettings = {
  /** Tells this process from others of the same shop. */
  readonly reporter?: string
  /** Seats nobody has bought and nobody holds, of the whole sale, where that is known here. */
  readonly stockLeft?: () => number | undefined
}

export function pressureMeter(shop: Shop, settings: MeterSettings = {}): PressureMeter {
  const { reporter = crypto.randomUUID(), stockLeft } = settings
  let inFlight = 0
  let requests = 0
  let errors = 0
  let latencies: number[] = []
  let beganAtMs = performance.now()

  function report(): void {
    const nowMs = performance.now()
    const windowMs = Math.round(Math.min(Math.max(nowMs - beganAtMs, 100), 60_000))
    const left = stockLeft?.()
    const latencyP95Ms = percentile95(latencies)
    // What is not heard is not told again: the next window says how it is then.
    void shop.reportPressure({
      reporter,
      atMs: Date.now(),
      windowMs,
      requests,
      errors,
      inFlight,
      ...(latencyP95Ms !== undefined && { latencyP95Ms }),
      ...(left !== undefined && { stockLeft: left }),
    })
    requests = 0
    errors = 0
    latencies = []
    beganAtMs = nowMs
  }

  const timer = setInterval(report, WINDOW_MS)
  // Node's timers keep a process alive, unless told not to; others have no such thing.
  if (typeof timer === 'object' && 'unref' in timer) timer.unref()
  return {
    began() {
      const startMs = performance.now()
      inFlight += 1
      let isOver = false
      return (status) => {
        if (isOver) return
        isOver = true
        inFlight -= 1
        if (status === undefined || status >= 500) errors += 1
        latencies[requests % LATENCIES_MAX] = performance.now() - startMs
        requests += 1
      }
    },
    close: () => clearInterval(timer),
  }
}

function percentile95(latencies: readonly number[]): number | undefined {
  return latencies.toSorted((one, other) => one - other)[Math.ceil(latencies.length * 0.95) - 1]
}
