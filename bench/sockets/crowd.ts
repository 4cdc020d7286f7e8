import { WebSocket } from 'ws'
import type { z } from 'zod'
import { monotonicMs, realClock } from '../clock.ts'
import { watchCpu } from '../cpu.ts'
import { Errands } from './errands.ts'
import { linesTo } from './line-pool.ts'
import { paced } from './pace.ts'
import type { Errand, errandSpec, errandsWanted, OpenResult, openSpec } from './specs.ts'
import type { pingSpec, Reach, receivedSpec } from './specs.ts'
import { Watch } from './watch.ts'

/** Many sockets in one process, as near to a crowd of waiting pages as one machine gets. */
export class Crowd {
  readonly #sockets = new Set<WebSocket>()
  #watch: Watch | undefined
  #visitors: z.infer<typeof openSpec>['visitors'] = []
  #errands: Errands | undefined
  #errandLines: ReturnType<typeof linesTo> = []

  async open(spec: z.infer<typeof openSpec>): Promise<OpenResult> {
    const cpuSince = watchCpu()
    const startMs = monotonicMs()
    this.#visitors = spec.visitors
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
    const at = index % spec.visitors.length
    const visitor = spec.visitors[at]
    const url = new URL(visitor?.path ?? '/', spec.origin)
    const socket = new WebSocket(url.href.replace(/^http/, 'ws'), {
      headers: visitor?.headers ?? {},
      perMessageDeflate: false,
      handshakeTimeout: spec.timeoutMs,
    })
    socket.on('message', (data) => {
      if (!Buffer.isBuffer(data)) return
      const text = data.toString()
      this.#watch?.heard(socket, text)
      this.#errands?.heard(at, text)
      for (const { contains, send } of spec.replies) if (text.includes(contains)) socket.send(send)
    })
    keepAlive(socket, spec)
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

  /** From now on, who is told so asks the server for something (see errands.ts). */
  sendOnErrands(spec: z.infer<typeof errandSpec>): void {
    for (const line of this.#errandLines) line.close()
    this.#errandLines = linesTo(spec.origin, spec.connections)
    this.#errands = new Errands(spec, this.#visitors, this.#errandLines)
  }

  errands({ count, timeoutMs }: z.infer<typeof errandsWanted>): Promise<Errand[]> {
    if (this.#errands === undefined) throw new Error('Nobody was sent: name the errand first.')
    return this.#errands.taken(count, timeoutMs)
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
    this.#errands = undefined
    for (const line of this.#errandLines) line.close()
    this.#errandLines = []
  }
}

/** Each from when it opened, so that not all speak in the same instant. */
function keepAlive(socket: WebSocket, { keepAlive }: z.infer<typeof openSpec>): void {
  if (keepAlive === undefined) return
  const { send, everyMs } = keepAlive
  socket.once('open', () => {
    const timer = setInterval(() => socket.send(send), everyMs)
    socket.once('close', () => clearInterval(timer))
  })
}
