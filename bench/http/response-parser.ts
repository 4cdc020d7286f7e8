import { parseHead, ResponseError, type Head } from './response-head.ts'

/**
 * Reads HTTP/1.1 responses out of a stream of bytes that may be split anywhere. It is our own
 * because Node's client spends more on an answer than the servers measured with it do. It reads
 * what a server may lawfully answer to a plain request, and takes anything else for an error: a
 * lenient client would count rubbish as success.
 */
export interface HttpResponse {
  status: number
  headers: ReadonlyMap<string, readonly string[]>
  body: Buffer
  /** False when the server will close the connection after this response. */
  keepsAlive: boolean
}

const LONGEST_HEAD_BYTES = 64 * 1024
const LONGEST_LINE_BYTES = 8 * 1024
const LONGEST_BODY_BYTES = 16 * 1024 * 1024
const PROTOCOL = Buffer.from('HTTP/1.')
const END_OF_LINE = Buffer.from('\r\n')
const END_OF_HEAD = Buffer.from('\r\n\r\n')
const NOTHING = Buffer.alloc(0)

type Expects =
  | 'head'
  | 'body'
  | 'chunk-size'
  | 'chunk'
  | 'end-of-chunk'
  | 'trailer'
  | 'body-until-close'

export class ResponseParser {
  readonly #answered: (response: HttpResponse) => void
  #methods: string[] = []
  #expects: Expects = 'head'
  #unread: Buffer = NOTHING
  #head: Head | undefined
  #headBytes: Buffer = NOTHING
  #parts: Buffer[] = []
  #bodyBytes = 0
  #missingBytes = 0

  constructor(answered: (response: HttpResponse) => void) {
    this.#answered = answered
  }

  /** Call once for each request sent: an answer nobody asked for is an error. */
  expect(method: string): void {
    this.#methods.push(method)
  }

  push(bytes: Buffer): void {
    const all = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes])
    let read = 0
    while (read < all.length) {
      const taken = this.#take(all, read)
      if (taken === 0) break
      read += taken
    }
    this.#unread = read === all.length ? NOTHING : all.subarray(read)
  }

  /** The server closed the connection: lawful between responses, or as the end of a body. */
  end(): void {
    if (this.#expects === 'body-until-close') this.#finish(false)
    else if (this.#expects !== 'head' || this.#unread.length > 0) {
      throw new ResponseError('The server closed the connection in the middle of a response.')
    }
  }

  /** How many bytes of the next thing expected were there; nought until it is whole. */
  #take(all: Buffer, from: number): number {
    const expects = this.#expects
    if (expects === 'head') return this.#takeHead(all, from)
    if (expects === 'body' || expects === 'chunk') return this.#takePart(all, from)
    if (expects !== 'body-until-close') return this.#takeLine(all, from)
    this.#keep(all.subarray(from))
    return all.length - from
  }

  #takeHead(all: Buffer, from: number): number {
    const method = this.#methods[0]
    if (method === undefined) throw new ResponseError('The server sent bytes nobody asked for.')
    const start = all.subarray(from, from + PROTOCOL.length)
    if (!start.equals(PROTOCOL.subarray(0, start.length))) {
      throw new ResponseError('The answer does not begin like an HTTP/1 response.')
    }
    const end = all.indexOf(END_OF_HEAD, from)
    if ((end === -1 ? all.length : end) - from > LONGEST_HEAD_BYTES) {
      throw new ResponseError(`The head of a response is longer than ${LONGEST_HEAD_BYTES} bytes.`)
    }
    if (end === -1) return 0
    const bytes = all.subarray(from, end)
    // A server under load sends the same head again and again: it is parsed once.
    if (this.#head === undefined || !bytes.equals(this.#headBytes)) {
      this.#head = parseHead(bytes.toString('latin1'))
      this.#headBytes = Buffer.from(bytes)
    }
    this.#begin(this.#head, method)
    return end + END_OF_HEAD.length - from
  }

  #begin(head: Head, method: string): void {
    if (head.status === 101) throw new ResponseError('The server switched protocols unasked.')
    if (head.status < 200) return
    if (method === 'HEAD' || head.status === 204 || head.status === 304) {
      this.#finish(head.keepsAlive)
    } else if (head.framing.kind === 'chunked') this.#expects = 'chunk-size'
    else if (head.framing.kind === 'until-close') this.#expects = 'body-until-close'
    else if (head.framing.sizeBytes === 0) this.#finish(head.keepsAlive)
    else this.#expectPart('body', head.framing.sizeBytes)
  }

  #takePart(all: Buffer, from: number): number {
    const part = all.subarray(from, from + this.#missingBytes)
    this.#keep(part)
    this.#missingBytes -= part.length
    if (this.#missingBytes === 0) {
      if (this.#expects === 'chunk') this.#expects = 'end-of-chunk'
      else this.#finish(this.#head?.keepsAlive ?? false)
    }
    return part.length
  }

  #takeLine(all: Buffer, from: number): number {
    const end = all.indexOf(END_OF_LINE, from)
    if ((end === -1 ? all.length : end) - from > LONGEST_LINE_BYTES) {
      throw new ResponseError(`A line of a chunked body is over ${LONGEST_LINE_BYTES} bytes.`)
    }
    if (end === -1) return 0
    const line = all.toString('latin1', from, end)
    if (this.#expects === 'chunk-size') this.#beginChunk(line)
    else if (this.#expects === 'end-of-chunk') {
      if (line !== '') throw new ResponseError('A chunk is longer than its size says.')
      this.#expects = 'chunk-size'
    } else if (line === '') this.#finish(this.#head?.keepsAlive ?? false)
    return end + END_OF_LINE.length - from
  }

  #beginChunk(line: string): void {
    const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1]
    if (size === undefined) throw new ResponseError('The size of a chunk is not a number.')
    const sizeBytes = Number.parseInt(size, 16)
    if (sizeBytes === 0) this.#expects = 'trailer'
    else this.#expectPart('chunk', sizeBytes)
  }

  #expectPart(expects: 'body' | 'chunk', sizeBytes: number): void {
    this.#expects = expects
    this.#missingBytes = sizeBytes
    this.#assertBodyFits(this.#bodyBytes + sizeBytes)
  }

  #keep(part: Buffer): void {
    this.#parts.push(part)
    this.#bodyBytes += part.length
    this.#assertBodyFits(this.#bodyBytes)
  }

  #assertBodyFits(sizeBytes: number): void {
    if (sizeBytes > LONGEST_BODY_BYTES) {
      throw new ResponseError(`The body of a response is over ${LONGEST_BODY_BYTES} bytes.`)
    }
  }

  #finish(keepsAlive: boolean): void {
    const parts = this.#parts
    const response: HttpResponse = {
      status: this.#head?.status ?? 0,
      headers: this.#head?.headers ?? new Map(),
      body: parts.length === 1 ? (parts[0] ?? NOTHING) : Buffer.concat(parts),
      keepsAlive,
    }
    this.#methods.shift()
    this.#expects = 'head'
    this.#parts = []
    this.#bodyBytes = 0
    this.#answered(response)
  }
}
