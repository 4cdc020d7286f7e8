/** All segments of a sale. One begins to exist when it is first called. */
import type { SegmentEffect } from '../../../core/queue/segment/effects.ts'
import { openSegment } from '../../../core/queue/segment/segment.ts'
import type { Books } from '../books/books.ts'
import { BYTES, SEGMENTS_A_LANE, type Calls } from '../calls.ts'
import type { Clock } from '../clock.ts'
import type { Dice } from '../dice.ts'
import type { Network } from '../network.ts'
import type { RoomMachine } from './room.ts'
import { SegmentMachine } from './segment.ts'
import { sweep, SWEEP_MS } from './sweep.ts'

type Surroundings = {
  readonly clock: Clock
  readonly network: Network
  readonly dice: Dice
  readonly books: Books
  readonly calls: Calls
  readonly room: RoomMachine
  /** A fan is told what their segment sends. */
  readonly tell: (fan: number, effect: SegmentEffect) => void
}

export class Segments {
  /** In the order they were first called. */
  readonly all: SegmentMachine[] = []
  readonly #byLane: (SegmentMachine | undefined)[][]
  readonly #around: Surroundings

  constructor(lanes: number, around: Surroundings) {
    this.#byLane = Array.from({ length: lanes }, () => [])
    this.#around = around
  }

  at(lane: number, index: number): SegmentMachine {
    const machines = this.#byLane[lane] ?? []
    const known = machines[index]
    if (known !== undefined) return known
    const machine = this.#open(lane, index)
    machines[index] = machine
    this.all.push(machine)
    const { clock, books } = this.#around
    clock.every(SWEEP_MS, () => sweep(machine, books.line, clock))
    return machine
  }

  holding(lane: number, position: number): SegmentMachine {
    return this.at(lane, Math.floor(position / this.#around.room.state.settings.span))
  }

  /** The last that were granted anything: where the calls are now. */
  front(count: number): SegmentMachine[] {
    const ordered = this.#byLane.flat().filter((machine) => machine !== undefined)
    return ordered.filter(({ state }) => state.granted > 0).slice(-count)
  }

  fansOf({ lane, index }: SegmentMachine): number[] {
    return [...(this.#around.books.line.fansIn(lane, index) ?? [])].filter((fan) => fan >= 0)
  }

  /** Fans with an open page near the front: with a socket, and polling. */
  followers(): { readonly sockets: number; readonly polls: number } {
    let sockets = 0
    let polls = 0
    for (const machine of this.all) {
      sockets += machine.sockets
      polls += machine.polls
    }
    return { sockets, polls }
  }

  /** Notes a call to one of them. */
  called({ lane, index }: SegmentMachine, bytes: number = BYTES.call): void {
    this.#around.calls.add('segment', lane * SEGMENTS_A_LANE + index, bytes)
  }

  #open(lane: number, index: number): SegmentMachine {
    const { room, dice, clock, network, books, calls, tell } = this.#around
    const { epoch, settings } = room.state
    const name = { epoch, lane: settings.lanes[lane]?.id ?? '', index }
    const skewMs = Math.floor(dice.next() * 201) - 100
    const state = openSegment(name, clock.nowMs + skewMs, settings.terms, settings.span)
    return new SegmentMachine(state, lane, skewMs, {
      clock,
      network,
      report: (report, answer) => {
        const { life } = room
        network.send(() => {
          if (life !== room.life) return
          calls.add('room', 0, BYTES.report)
          books.order.heard(report)
          const said = room.takeReport(report)
          if (said !== undefined) network.send(() => answer(said))
        })
      },
      stepped: (machine, _, effects) => {
        if (effects.length === 0) return
        books.stepped(machine, effects, (position) => books.line.fanAt(lane, position))
        for (const effect of effects) {
          const fan = books.line.fanAt(lane, effect.position)
          if (fan >= 0) tell(fan, effect)
        }
      },
    })
  }
}
