/** One fan's connection, a socket or an event stream: opened, heard, let go, and entered in the record. */
import type { Clock } from './clock.ts'
import type { FanAction, FanEvent } from './fan-events.ts'
import { noteHeard, noteStreamed } from './notes.ts'
import type { FanRecord } from './record.ts'
import { BROKEN, type FanSocket, type SocketDoor } from './socket-door.ts'
import type { StreamDoor } from './stream-door.ts'
import type { Tally } from './tally.ts'

type Around = {
  readonly clock: Clock
  readonly connect: SocketDoor
  readonly listen: StreamDoor
  readonly tally: Tally
}
type Held = Pick<FanSocket, 'hangUp'> & Partial<FanSocket>

export class Line {
  readonly #record: FanRecord
  readonly #around: Around
  readonly #happens: (event: FanEvent) => void
  #held: Held | undefined

  constructor(record: FanRecord, around: Around, happens: (event: FanEvent) => void) {
    this.#record = record
    this.#around = around
    this.#happens = happens
  }

  open(token: string): void {
    this.#held = this.#record.transport === 'stream' ? this.#listens(token) : this.#connects(token)
  }

  say(message: Extract<FanAction, { kind: 'say' }>['message']): void {
    this.#held?.say?.(message)
  }

  ping(): void {
    this.#held?.ping?.()
  }

  hangUp(how: 'closed' | 'lost'): void {
    if (this.#held === undefined) return
    this.#closed()
    this.#held.hangUp(how)
    this.#held = undefined
    if (how === 'lost') this.#around.tally.lines[this.#kind].lost += 1
  }

  #connects(token: string): Held {
    const { clock, connect, tally } = this.#around
    return connect(token, {
      opened: () => this.#opened(),
      heard: (message) => {
        noteHeard(this.#record, message, clock.nowMs())
        this.#happens({ kind: 'heard', message })
      },
      mismatch: (why) => tally.mismatched(why),
      cut: (code, reason) => {
        this.#cut(code)
        this.#happens({ kind: 'cut', code, reason })
      },
    })
  }

  #listens(token: string): Held {
    const { clock, listen, tally } = this.#around
    return listen(token, {
      opened: () => this.#opened(),
      told: (answer) => {
        noteStreamed(this.#record, answer, clock.nowMs())
        this.#happens({ kind: 'streamed', answer })
      },
      dismissed: (code) => {
        this.#cut(code)
        this.#happens({ kind: 'dismissed', code })
      },
      mismatch: (why) => tally.mismatched(why),
      cut: (code, retryMs) => {
        this.#cut(code)
        this.#happens({ kind: 'cut', code, reason: '', ...(retryMs !== undefined && { retryMs }) })
      },
    })
  }

  #opened(): void {
    this.#record.connections.push({ openedMs: this.#around.clock.nowMs(), closedMs: Infinity })
    this.#around.tally.lines[this.#kind].opened += 1
    this.#happens({ kind: 'connected' })
  }

  #cut(code: number | string): void {
    this.#held = undefined
    this.#closed()
    const brokenMs = code === BROKEN ? this.#around.clock.nowMs() : undefined
    this.#around.tally.cut(this.#kind, code, brokenMs)
  }

  get #kind(): 'socket' | 'stream' {
    return this.#record.transport === 'stream' ? 'stream' : 'socket'
  }

  #closed(): void {
    const last = this.#record.connections.at(-1)
    if (last?.closedMs === Infinity) last.closedMs = this.#around.clock.nowMs()
  }
}
