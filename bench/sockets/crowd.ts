import { WebSocket } from 'ws'
import type { z } from 'zod'
import { monotonicMs, realClock } from '../clock.ts'
import { watchCpu } from '../cpu.ts'
import { Histogram } from '../http/histogram.ts'
import { paced } from './pace.ts'
import type { OpenResult, openSpec, pingSpec, Reach, receivedSpec } from './specs.ts'

/** Many sockets in one process, as near to a crowd of waiting pages as one machine gets. */
export class Crowd {
  readonly #sockets = new Set<WebSocket>()
  #watch: Watch | undefined

  async open(spec: z.infer<typeof openSpec>): Promise<OpenResult> {
    const cpuSince = watchCpu()
    const startMs = monotonicMs()
    const reasons: Record<string, number> = {}
    let failed = 0
    await paced({
      ...spec,
      clock: realClock,
      start: async (index) => {
        const reason = await this.#openOne(spec, index)
        if (reason === undefined) return
        failed++
        reasons[reason] = (reasons[reason] ?? 0) + 1
      },
    })
    const elapsedMs = monotonicMs() - startMs
    return {
      open: this.#sockets.size,
      failed,
      reasons,
      elapsedMs,
      clientCpuShare: cpuSince().client,
    }
  }

  /** Answers why it could not be opened. */
  #openOne(spec: z.infer<typeof openSpec>, index: number): Promise<string | undefined> {
    const visitor = spec.visitors[index % spec.visitors.length]
    const url = new URL(visitor?.path ?? '/', spec.origin)
    const socket = new WebSocket(url.href.replace(/^http/, 'ws'), {
      headers: visitor?.headers ?? {},
      perMessageDeflate: false,
      handshakeTimeout: spec.timeoutMs,
    })
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) this.#watch?.heard(socket, data.toString())
    })
    socket.on('pong', () => this.#watch?.heard(socket, undefined))
    return new Promise((resolve) => {
      socket.on('open', () => {
        this.#sockets.add(socket)
        resolve(undefined)
      })
      socket.on('error', ({ message }) => resolve(message))
      socket.on('close', () => {
        this.#sockets.delete(socket)
        this.#watch?.lost(socket)
        resolve('The server closed the connection.')
      })
    })
  }

  /** Begins to listen, before whatever is measured can happen. */
  arm(contains: string): void {
    this.#watch = new Watch(this.#sockets, (text) => text?.includes(contains) ?? false)
  }

  async received({ markMs, timeoutMs }: z.infer<typeof receivedSpec>): Promise<Reach> {
    const watch = this.#watch
    if (watch === undefined) throw new Error('Nothing is listened for: arm first.')
    await watch.everyone(timeoutMs)
    this.#watch = undefined
    return watch.result(() => markMs)
  }

  async ping(spec: z.infer<typeof pingSpec>): Promise<Reach> {
    const { message, perSecond, timeoutMs } = spec
    const sockets = [...this.#sockets]
    const sentMs = new Map<WebSocket, number>()
    const watch = new Watch(this.#sockets, (text) => text === message?.answer)
    this.#watch = watch
    await paced({
      count: sockets.length,
      perSecond,
      concurrency: sockets.length,
      clock: realClock,
      start: async (index) => {
        const socket = sockets[index]
        if (socket === undefined || socket.readyState !== WebSocket.OPEN) return
        sentMs.set(socket, monotonicMs())
        if (message === undefined) socket.ping()
        else socket.send(message.send)
      },
    })
    await watch.everyone(timeoutMs)
    this.#watch = undefined
    return watch.result((socket) => sentMs.get(socket) ?? Number.NaN)
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate()
    this.#sockets.clear()
  }
}

/** Who of those open at the beginning has heard what is waited for, and when. */
class Watch {
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
