/** Does what one fan decides, and tells the fan and the record what came of it. */
import type { Clock } from './clock.ts'
import type { Fan } from './fan.ts'
import type { Ask, Ending, FanAction, FanEvent, Outcome } from './fan-events.ts'
import { noteAsked, noteHeard, noteOutcome } from './notes.ts'
import type { FanRecord } from './record.ts'
import { BROKEN, type FanSocket, type SocketDoor } from './socket-door.ts'
import type { Tally } from './tally.ts'

/** What all fans of a crowd share. */
export type Surroundings = {
  readonly clock: Clock
  readonly ask: (ask: Ask, token: string | undefined) => Promise<Outcome>
  readonly connect: SocketDoor
  readonly tally: Tally
}

export class Visit {
  readonly record: FanRecord
  readonly #fan: Fan
  readonly #around: Surroundings
  readonly #clockErrorMs: number
  readonly #ended: (visit: Visit) => void
  #token: string | undefined
  #socket: FanSocket | undefined
  #callOff: (() => void) | undefined
  #isOver = false

  constructor(
    fan: Fan,
    clockErrorMs: number,
    record: FanRecord,
    around: Surroundings,
    ended: (visit: Visit) => void,
  ) {
    this.#fan = fan
    this.#clockErrorMs = clockErrorMs
    this.record = record
    this.#around = around
    this.#ended = ended
  }

  begin(): void {
    this.#happens({ kind: 'begun' })
  }

  /** The run is over, whatever the fan had in mind. */
  stop(): void {
    this.#isOver = true
    this.#callOff?.()
    this.#hangUp('lost')
  }

  #happens(event: FanEvent): void {
    if (this.#isOver) return
    const nowMs = Math.floor(this.#around.clock.nowMs()) + this.#clockErrorMs
    for (const action of this.#fan.step(event, nowMs)) this.#does(action)
    this.#callOff?.()
    const nextMs = this.#fan.nextMs()
    if (this.#isOver || nextMs === undefined) return
    const woken = () => this.#happens({ kind: 'woken' })
    this.#callOff = this.#around.clock.at(nextMs - this.#clockErrorMs, woken)
  }

  #does(action: FanAction): void {
    switch (action.kind) {
      case 'ask':
        void this.#asks(action.ask)
        return
      case 'connect':
        return this.#connects()
      case 'say':
        if (action.message.kind === 'here') {
          noteAsked(this.record, 'here', this.#around.clock.nowMs())
        }
        return this.#socket?.say(action.message)
      case 'ping':
        return this.#socket?.ping()
      case 'hang-up':
        return this.#hangUp(action.how)
      case 'end':
        return this.#ends(action.how)
    }
  }

  async #asks(ask: Ask): Promise<void> {
    const { clock, tally } = this.#around
    const sentMs = clock.nowMs()
    noteAsked(this.record, ask.what, sentMs)
    const outcome = await this.#around.ask(ask, this.#token)
    const receivedMs = clock.nowMs()
    tally.answered(ask.what, outcome, receivedMs)
    if (this.#isOver) return
    noteOutcome(this.record, outcome, { sentMs, receivedMs })
    if (outcome.kind === 'joined' && outcome.answer.kind !== 'let-through') {
      this.#token = outcome.answer.token
    }
    this.#happens({ kind: 'answered', what: ask.what, outcome })
  }

  #connects(): void {
    if (this.#token === undefined) return
    const { clock, tally } = this.#around
    const socket = this.#around.connect(this.#token, {
      opened: () => {
        const openedMs = clock.nowMs()
        this.record.connections.push({ openedMs, closedMs: Infinity })
        tally.connected()
        this.#happens({ kind: 'connected' })
      },
      heard: (message) => {
        noteHeard(this.record, message, clock.nowMs())
        this.#happens({ kind: 'heard', message })
      },
      mismatch: (why) => tally.mismatched(why),
      cut: (code, reason) => {
        this.#socket = undefined
        this.#closed()
        tally.cut(code, code === BROKEN ? clock.nowMs() : undefined)
        this.#happens({ kind: 'cut', code, reason })
      },
    })
    this.#socket = socket
  }

  #hangUp(how: 'closed' | 'lost'): void {
    if (this.#socket === undefined) return
    this.#closed()
    this.#socket.hangUp(how)
    this.#socket = undefined
    this.#around.tally.hungUp(how)
  }

  #closed(): void {
    const last = this.record.connections.at(-1)
    if (last?.closedMs === Infinity) last.closedMs = this.#around.clock.nowMs()
  }

  #ends(how: Ending): void {
    this.#isOver = true
    this.#callOff?.()
    this.record.ending = how
    this.record.endedMs = this.#around.clock.nowMs()
    this.#ended(this)
  }
}
