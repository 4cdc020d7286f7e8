import { connect, type Socket } from 'node:net'
import { encodeRequest, type HttpRequest } from './request.ts'
import { ResponseParser, type HttpResponse } from './response-parser.ts'
import { ResponseError } from './response-head.ts'

/** How one exchange ended. */
export type Outcome =
  | { kind: 'answer'; response: HttpResponse }
  | { kind: 'failed'; reason: FailureReason; message: string }

export type FailureReason = 'connect' | 'closed' | 'garbage' | 'timeout'

/** A keep-alive connection as the loops see it: one exchange at a time. */
export interface Line {
  exchange: (request: HttpRequest, ended: (outcome: Outcome) => void) => void
}

/** What a line needs to know of the server; the host is always 127.0.0.1. */
export interface Target {
  port: number
  host: string
  timeoutMs: number
}

/**
 * One connection to the server over plain sockets. It connects when it has something to send and
 * is not connected, so that a server that closes after each answer costs what it costs its users.
 */
export class SocketLine implements Line {
  readonly #target: Target
  #socket: Socket | undefined
  #parser = new ResponseParser(() => {})
  #response: HttpResponse | undefined
  #ended: ((outcome: Outcome) => void) | undefined
  #encoded: { request: HttpRequest; bytes: Buffer } | undefined
  /** How often a connection was opened. */
  connects = 0

  constructor(target: Target) {
    this.#target = target
  }

  /** Connects ahead of the first exchange. Answers whether it worked. */
  open(): Promise<boolean> {
    const socket = this.#connect()
    return new Promise((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('close', () => resolve(false))
    })
  }

  exchange(request: HttpRequest, ended: (outcome: Outcome) => void): void {
    if (this.#ended !== undefined) throw new Error('A line carries one exchange at a time.')
    this.#ended = ended
    const socket = this.#socket ?? this.#connect()
    this.#parser.expect(request.method)
    socket.write(this.#encode(request))
  }

  close(): void {
    this.#ended = undefined
    this.#drop()
  }

  #encode(request: HttpRequest): Buffer {
    if (this.#encoded?.request !== request) {
      this.#encoded = { request, bytes: encodeRequest(request, this.#target.host) }
    }
    return this.#encoded.bytes
  }

  #connect(): Socket {
    const { port, timeoutMs } = this.#target
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let connected = false
    this.connects++
    this.#socket = socket
    this.#response = undefined
    this.#parser = new ResponseParser((response) => {
      this.#response = response
    })
    socket.setTimeout(timeoutMs)
    socket.on('connect', () => {
      connected = true
    })
    // What an abandoned socket still has to say is nobody's answer.
    const ifCurrent = (then: () => void) => {
      if (this.#socket === socket) then()
    }
    socket.on('data', (bytes) => ifCurrent(() => this.#read((parser) => parser.push(bytes))))
    socket.on('end', () => ifCurrent(() => this.#read((parser) => parser.end())))
    socket.on('timeout', () => ifCurrent(() => this.#timeout()))
    socket.on('close', () => ifCurrent(() => this.#fail('closed', 'The connection was closed.')))
    // An error is always followed by 'close', but only the error says why.
    socket.on('error', ({ message }) =>
      ifCurrent(() => this.#fail(connected ? 'closed' : 'connect', message)),
    )
    return socket
  }

  #timeout(): void {
    const idle = this.#ended === undefined
    if (!idle) this.#fail('timeout', `No answer within ${this.#target.timeoutMs} ms.`)
  }

  /** Answers when all bytes are read, so that bytes beyond the answer are seen to be too many. */
  #read(parse: (parser: ResponseParser) => void): void {
    try {
      parse(this.#parser)
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error
      this.#fail('garbage', error.message)
      return
    }
    const response = this.#response
    if (response === undefined) return
    this.#response = undefined
    if (!response.keepsAlive) this.#drop()
    this.#settle({ kind: 'answer', response })
  }

  #fail(reason: FailureReason, message: string): void {
    this.#drop()
    this.#settle({ kind: 'failed', reason, message })
  }

  #settle(outcome: Outcome): void {
    const ended = this.#ended
    this.#ended = undefined
    ended?.(outcome)
  }

  #drop(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.destroy()
  }
}
