/**
 * How fans come by numbers: isolates with leases, desks with blocks, and the room. What became of
 * numbers goes back the same way, and from the desks to the segments where they stand.
 */
import { assert } from '../../core/assert.ts'
import { laterPositions } from '../../core/queue/draw/positions.ts'
import type { NumbersAccount } from '../../core/queue/numbers/desk.ts'
import { accountRoomNumbers, cutRoomBlock, roomLeaseTerms } from '../../core/queue/room/room.ts'
import { hearNumbers } from '../../core/queue/segment/arrivals.ts'
import type { Scenario } from '../scenario.ts'
import type { Books } from './books/books.ts'
import { BYTES, type Calls } from './calls.ts'
import type { Clock } from './clock.ts'
import { ASKED, type Dice } from './dice.ts'
import type { Draw } from './draw.ts'
import { DeskMachine, type LaneAccount, type LaneBlock, type Want } from './machines/desk.ts'
import { IsolateMachine } from './machines/isolate.ts'
import type { RoomMachine } from './machines/room.ts'
import type { Segments } from './machines/segments.ts'
import type { Network } from './network.ts'

type Surroundings = {
  readonly scenario: Scenario
  readonly clock: Clock
  readonly network: Network
  readonly dice: Dice
  readonly books: Books
  readonly calls: Calls
  readonly room: RoomMachine
  readonly segments: Segments
  readonly lottery: () => Draw | undefined
}

export class Joining {
  readonly desks: readonly DeskMachine[]
  readonly #isolates: readonly IsolateMachine[]
  readonly #around: Surroundings
  readonly #span: number

  constructor(around: Surroundings) {
    this.#around = around
    this.#span = around.room.state.settings.span
    const { desks, isolates } = around.scenario.machines
    const lanes = around.scenario.lanes.map(({ id }) => id)
    this.desks = Array.from({ length: desks }, (_, index) => this.#openDesk(index, lanes))
    this.#isolates = Array.from({ length: isolates }, (_, index) => this.#openIsolate(index))
  }

  join(fan: number, lane: number, answer: (number: number) => void): void {
    const which = Math.floor(this.#around.dice.of(fan, ASKED.isolate) * this.#isolates.length)
    this.#isolates[which]?.join(fan, lane, answer)
  }

  /** Desks come back from what they stored; isolates are gone, and who waited there comes again. */
  restart(): number[] {
    for (const desk of this.desks) desk.restart()
    return this.#isolates.flatMap((isolate) => isolate.restart())
  }

  #openDesk(index: number, lanes: readonly string[]): DeskMachine {
    return new DeskMachine(index, lanes, this.#around.clock, {
      exchange: (_, accounts, wants, answer, heard) => {
        this.#exchange(accounts, wants, answer, heard)
      },
      leaseMs: () => roomLeaseTerms(this.#around.room.state, this.#around.clock.nowMs).isolateMs,
    })
  }

  /** Room and segments hear of numbers; once all have, the desk may forget them. */
  #exchange(
    accounts: readonly LaneAccount[],
    wants: readonly Want[],
    answer: (blocks: readonly LaneBlock[]) => void,
    heard: () => void,
  ): void {
    const tellings = accounts.flatMap((said) => this.#tellings(said))
    let open = tellings.length + 1
    const acknowledge = () => {
      open -= 1
      if (open === 0) heard()
    }
    for (const telling of tellings)
      this.#around.network.send(() => telling() && this.#around.network.send(acknowledge))
    const { life } = this.#around.room
    this.#around.network.send(() => {
      if (life !== this.#around.room.life) return
      this.#around.calls.add('room', 0, BYTES.call)
      const blocks = this.#answerExchange(accounts, wants)
      this.#around.network.send(() => {
        acknowledge()
        answer(blocks)
      })
    })
  }

  #answerExchange(accounts: readonly LaneAccount[], wants: readonly Want[]): LaneBlock[] {
    for (const { lane, account } of accounts) {
      this.#around.room.store(
        accountRoomNumbers(this.#around.room.state, this.#laneId(lane), account),
      )
    }
    return wants.flatMap(({ lane, want }) => {
      const { room, cut } = cutRoomBlock(
        this.#around.room.state,
        this.#laneId(lane),
        want,
        this.#around.clock.nowMs,
      )
      this.#around.room.store(room)
      return cut.kind === 'block' ? [{ lane, grant: cut.grant }] : []
    })
  }

  /** What each segment is to be told of numbers: done, or it does not answer. */
  #tellings({ lane, account: numbers }: LaneAccount): (() => boolean)[] {
    const account = this.#positionsOf(lane, numbers)
    const indexes = new Set<number>()
    for (const { from, to } of [...account.used, ...account.unused]) {
      const last = Math.floor((to - 1) / this.#span)
      for (let index = Math.floor(from / this.#span); index <= last; index += 1) indexes.add(index)
    }
    return [...indexes].map((index) => () => this.#hearNumbers(lane, index, account))
  }

  /** Numbers of a draw's lobby have no positions yet; later ones stand behind those drawn. */
  #positionsOf(lane: number, numbers: NumbersAccount): NumbersAccount {
    const lottery = this.#around.lottery()
    if (lottery === undefined) return numbers
    const positions = lottery.lanePositions(lane)
    if (positions === undefined) return { used: [], unused: [] }
    const { used, unused } = numbers
    return { used: laterPositions(positions, used), unused: laterPositions(positions, unused) }
  }

  #hearNumbers(lane: number, index: number, account: NumbersAccount): boolean {
    const machine = this.#around.segments.at(lane, index)
    if (machine.isSilent) return false
    this.#around.segments.called(machine)
    const first = index * this.#span
    for (const { from, to } of account.used) {
      const end = Math.min(to, first + this.#span)
      for (let at = Math.max(from, first); at < end; at += 1) {
        const fan = this.#around.books.line.fanAt(lane, at)
        if (fan >= 0) this.#around.books.joinHeard(fan)
      }
    }
    machine.commit(hearNumbers(machine.state, account, machine.nowMs))
    return true
  }

  #openIsolate(index: number): IsolateMachine {
    const deskIndex = index % this.#around.scenario.machines.desks
    const desk = () => {
      const found = this.desks[deskIndex]
      assert(found !== undefined, 'every isolate has a desk')
      this.#around.calls.add('desk', deskIndex, BYTES.lease)
      return found
    }
    return new IsolateMachine(this.#around.scenario.lanes.length, this.#around.clock, {
      lease: (accounts, wants, answer) => {
        this.#around.network.send(() =>
          desk().lease(accounts, wants, (leases) =>
            this.#around.network.send(() => answer(leases)),
          ),
        )
      },
      account: (lane, account) => this.#around.network.send(() => desk().account(lane, account)),
    })
  }

  #laneId(lane: number): string {
    return this.#around.room.state.lanes[lane]?.id ?? ''
  }
}
