/** Does what one fan decides, and tells the fan and the record what came of it. */
import type { Clock } from './clock.ts'
import type { Fan } from './fan.ts'
import type { Ask, Ending, FanAction, FanEvent, Outcome } from './fan-events.ts'
import { Line } from './line.ts'
import type { Plan } from './manners.ts'
import { noteAsked, noteOutcome } from './notes.ts'
import type { Browser, PageDoor } from './page-door.ts'
import type { FanRecord } from './record.ts'
import type { SocketDoor } from './socket-door.ts'
import type { StreamDoor } from './stream-door.ts'
import type { Tally } from './tally.ts'

/** What all fans of a crowd share. */
export type Surroundings = {
  readonly clock: Clock
  readonly ask: (ask: Ask, token: string | undefined) => Promise<Outcome>
  readonly connect: SocketDoor
  readonly listen: StreamDoor
  readonly browse: PageDoor
  readonly tally: Tally
}

export class Visit {
  readonly record: FanRecord
  readonly #fan: Fan
  readonly #around: Surroundings
  readonly #clockErrorMs: number
  readonly #ended: (visit: Visit) => void
  readonly #line: Line
  readonly #browser: Browser | undefined
  #token: string | undefined
  #firstJoinMs: number | undefined
  #callOff: (() => void) | undefined
  #isOver = false

  constructor(
    fan: Fan,
    { clockErrorMs, transport }: Pick<Plan, 'clockErrorMs' | 'transport'>,
    record: FanRecord,
    around: Surroundings,
    ended: (visit: Visit) => void,
  ) {
    this.#fan = fan
    this.#clockErrorMs = clockErrorMs
    this.record = record
    this.#around = around
    this.#ended = ended
    this.#line = new Line(record, around, (event) => this.#happens(event))
    this.#browser = transport === 'page' ? around.browse() : undefined
  }

  begin(): void {
    this.#happens({ kind: 'begun' })
  }

  /** The run is over, whatever the fan had in mind. */
  stop(): void {
    this.#isOver = true
    this.#callOff?.()
    this.#line.hangUp('lost')
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
        if (this.#token !== undefined) this.#line.open(this.#token)
        return
      case 'say':
        if (action.message.kind === 'here') {
          noteAsked(this.record, 'here', this.#around.clock.nowMs())
        }
        return this.#line.say(action.message)
      case 'ping':
        return this.#line.ping()
      case 'hang-up':
        return this.#line.hangUp(action.how)
      case 'end':
        return this.#ends(action.how)
    }
  }

  async #asks(ask: Ask): Promise<void> {
    const { clock, tally } = this.#around
    const { what } = ask
    const sentMs = this.#sentMs(what)
    noteAsked(this.record, what, sentMs)
    const asked = this.#browser?.(ask) ?? this.#around.ask(ask, this.#token)
    const outcome = await asked
    const receivedMs = clock.nowMs()
    tally.answered(this.#browser === undefined ? what : `page: ${what}`, outcome, receivedMs)
    if (this.#isOver) return
    noteOutcome(this.record, what, outcome, { sentMs, receivedMs })
    if (outcome.kind === 'joined' && outcome.answer.kind !== 'let-through') {
      this.#token = outcome.answer.token
    }
    this.#happens({ kind: 'answered', what, outcome })
  }

  /**
   * A browser may have got its place by a join whose page never came: what it shows later was
   * asked for when it first asked.
   */
  #sentMs(what: Ask['what']): number {
    const nowMs = this.#around.clock.nowMs()
    const isFirst = what === 'join' && this.#browser !== undefined && !this.record.places[0]
    if (!isFirst) return nowMs
    this.#firstJoinMs ??= nowMs
    return this.#firstJoinMs
  }

  #ends(how: Ending): void {
    this.#isOver = true
    this.#callOff?.()
    this.record.ending = how
    this.record.endedMs = this.#around.clock.nowMs()
    this.#ended(this)
  }
}
