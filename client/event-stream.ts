/** Server-sent events, read from the bytes as they come: pieces may be cut anywhere. */
export type StreamEvent = { readonly name: string; readonly data: string }

export class EventStreamReader {
  #rest = ''
  #name = ''
  #data: string[] = []

  /** The events that are whole now. */
  read(piece: string): StreamEvent[] {
    const text = this.#rest + piece
    // A carriage return at the very end may be half of a line's end.
    const lines = text.split(/\r\n|\n|\r(?!$)/)
    this.#rest = lines.pop() ?? ''
    return lines.flatMap((line) => this.#line(line) ?? [])
  }

  #line(line: string): StreamEvent | undefined {
    if (line === '') return this.#dispatch()
    const [field = '', ...rest] = line.split(':')
    const value = rest.join(':').replace(/^ /, '')
    if (field === 'event') this.#name = value
    if (field === 'data') this.#data.push(value)
    return undefined
  }

  #dispatch(): StreamEvent | undefined {
    const event = { name: this.#name || 'message', data: this.#data.join('\n') }
    const isEmpty = this.#data.length === 0
    this.#name = ''
    this.#data = []
    return isEmpty ? undefined : event
  }
}
