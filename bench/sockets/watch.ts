import type { WebSocket } from 'ws'
import { monotonicMs } from '../clock.ts'
import { watchCpu } from '../cpu.ts'
import { Histogram } from '../http/histogram.ts'
import type { Reach } from './specs.ts'

/** Who of those open at the beginning has heard what is waited for, and when. */
export class Watch {
  readonly #total: number
  readonly #awaited: Set<WebSocket>
  readonly #isIt: (text: string | undefined) => boolean
  readonly #heardMs = new Map<WebSocket, number>()
  readonly #cpuSince = watchCpu()
  #complete: (() => void) | undefined

  constructor(sockets: ReadonlySet<WebSocket>, isIt: (text: string | undefined) => boolean) {
    this.#total = sockets.size
    this.#awaited = new Set(sockets)
    this.#isIt = isIt
  }

  heard(socket: WebSocket, text: string | undefined): void {
    if (!this.#isIt(text) || !this.#awaited.delete(socket)) return
    this.#heardMs.set(socket, monotonicMs())
    this.#completeIfAll()
  }

  lost(socket: WebSocket): void {
    this.#awaited.delete(socket)
    this.#completeIfAll()
  }

  everyone(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#complete = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#completeIfAll()
    })
  }

  #completeIfAll(): void {
    if (this.#awaited.size === 0) this.#complete?.()
  }

  result(sinceMs: (socket: WebSocket) => number): Reach {
    const times = new Histogram()
    for (const [socket, heardMs] of this.#heardMs) times.record(heardMs - sinceMs(socket))
    const { p50Ms, p99Ms, maxMs } = times.summary()
    return {
      reached: this.#heardMs.size,
      missed: this.#total - this.#heardMs.size,
      medianMs: p50Ms,
      p99Ms,
      lastMs: maxMs,
      clientCpuShare: this.#cpuSince().client,
    }
  }
}
