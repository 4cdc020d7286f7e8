/**
 * Server-sent events, read as the standard says: from text that arrives cut anywhere, with lines
 * ended by CR, LF or both. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */

export type ServerEvent = { readonly name: string; readonly data: string }

/** Longer than any event of this protocol: whoever sends more speaks another. */
const LINE_MAX_CHARS = 1_000_000

export class SseReader {
  /** How long to wait before coming back, as the server last said. */
  retryMs: number | undefined
  #rest = ''
  #isBegun = false
  /** A CR ended the last line: an LF right after it ends no other. */
  #endedByCr = false
  #name = ''
  #data: string[] = []

  /** The events that are whole with this piece. */
  push(piece: string): ServerEvent[] {
    const events: ServerEvent[] = []
    for (const line of this.#linesOf(piece)) {
      const event = this.#reads(line)
      if (event !== undefined) events.push(event)
    }
    return events
  }

  *#linesOf(piece: string): Generator<string> {
    let text = this.#rest + piece
    if (!this.#isBegun && text !== '') {
      this.#isBegun = true
      if (text.startsWith('\uFEFF')) text = text.slice(1)
    }
    let from = 0
    for (const { 0: end, index } of text.matchAll(/[\r\n]/g)) {
      const isSecondHalf = end === '\n' && this.#endedByCr && index === from
      this.#endedByCr = end === '\r'
      if (!isSecondHalf) yield text.slice(from, index)
      from = index + 1
    }
    this.#rest = text.slice(from)
    // Something stands behind the CR, so that a later LF is an end of its own.
    if (this.#rest !== '') this.#endedByCr = false
    if (this.#rest.length > LINE_MAX_CHARS) throw new Error('a line without an end')
  }

  #reads(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatched()
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.#name = value
    else if (field === 'data') this.#data.push(value)
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value)
    // A line that begins with a colon is a comment; unknown fields are ignored like one.
    return undefined
  }

  /** An event without data is none. */
  #dispatched(): ServerEvent | undefined {
    const { length } = this.#data
    const event = { name: this.#name || 'message', data: this.#data.join('\n') }
    this.#name = ''
    this.#data = []
    return length === 0 ? undefined : event
  }
}
