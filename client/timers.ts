/**
 * Timers that keep time in a hidden tab: a page's own are held back to once a minute there, and a
 * fan who is not heard for 45 s counts as away. Where there are no workers the page's own must do.
 */
export type Timers = {
  readonly after: (ms: number, ring: () => void) => () => void
  readonly end: () => void
}

export function pageTimers(): Timers {
  return {
    after: (ms, ring) => {
      const timer = setTimeout(ring, ms)
      return () => clearTimeout(timer)
    },
    end: () => {},
  }
}

/** By the script of timer-worker.ts. */
export function workerTimers(script: string | URL): Timers {
  const page = pageTimers()
  const rings = new Map<number, () => void>()
  let worker: Worker | undefined
  try {
    worker = new Worker(script, { type: 'module' })
  } catch {
    return page
  }
  let isBroken = false
  let last = 0
  const fall = () => {
    // Whoever waited is woken at once: waking early costs a look, and never waking the place.
    isBroken = true
    for (const ring of rings.values()) ring()
    rings.clear()
  }
  worker.addEventListener('error', fall)
  worker.addEventListener('message', ({ data }: MessageEvent<number>) => {
    const ring = rings.get(data)
    rings.delete(data)
    ring?.()
  })
  return {
    after: (ms, ring) => {
      if (isBroken) return page.after(ms, ring)
      last += 1
      const no = last
      rings.set(no, ring)
      worker.postMessage([no, ms])
      return () => rings.delete(no)
    },
    end: () => worker.terminate(),
  }
}
