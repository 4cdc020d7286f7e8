/**
 * A whole sale in one process: a room, its segments, desks and isolates as shells around core,
 * and a crowd. What each object is asked is counted, and the books look at every step.
 */
import type { Grant } from '../../core/queue/room/grants.ts'
import { roomDocumentOf, type RoomDocument } from '../../core/queue/room/document.ts'
import { entriesAfter } from '../../core/queue/room/revocation-log.ts'
import { openRoom, tell } from '../../core/queue/room/room.ts'
import type { SegmentEffect } from '../../core/queue/segment/effects.ts'
import type { Scenario } from '../scenario.ts'
import { arrivalsOf } from './arrivals.ts'
import { Books } from './books/books.ts'
import { BYTES, Calls } from './calls.ts'
import { Clock } from './clock.ts'
import { Crowd } from './crowd.ts'
import { Dice } from './dice.ts'
import type { Draw, OpenDraw } from './draw.ts'
import { AT, Fans } from './fans.ts'
import { Joining } from './joining.ts'
import { RoomMachine } from './machines/room.ts'
import { Segments } from './machines/segments.ts'
import { Network } from './network.ts'
import { settingsOf } from './settings-of.ts'
import { Shop } from './shop.ts'

/** Rounds of the beacon have instants: so has a rehearsal. */
const START_MS = 1_800_000_000_000
const EPOCH = 'rehearsal'

export class Sale {
  readonly clock = new Clock(START_MS)
  readonly dice: Dice
  readonly network: Network
  readonly fans: Fans
  readonly books: Books
  readonly calls: Calls
  readonly crowd: Crowd
  readonly room: RoomMachine
  readonly openAtMs: number
  joined = 0
  admitted = 0
  buyers = 0
  /** Fans who are still to come, wait, or are inside. */
  unsettled: number
  inside = 0
  /** The draw, when the scenario has one. */
  readonly lottery: Draw | undefined
  /** The shop behind, when the scenario has one that slows down. */
  readonly shop: Shop | undefined
  seatsLeft: number
  readonly segments: Segments
  readonly joining: Joining
  readonly scenario: Scenario
  readonly #nearTold: number[]
  #revocationsSeen = 0

  constructor(scenario: Scenario, openDraw: OpenDraw) {
    this.scenario = scenario
    this.dice = new Dice(scenario.seed)
    this.network = new Network(scenario, this.clock, this.dice)
    this.fans = new Fans(scenario, this.dice)
    this.unsettled = scenario.fans
    this.seatsLeft = scenario.stock?.seats ?? Infinity
    const settings = settingsOf(scenario, START_MS)
    this.openAtMs = settings.schedule.openAtMs
    this.room = new RoomMachine(openRoom(EPOCH, settings, START_MS), this.clock)
    const { orderWindowMs } = this.document()
    this.books = new Books(scenario, settings.span, orderWindowMs, this.fans, this.clock)
    const lanes = scenario.lanes.length
    this.#nearTold = scenario.lanes.map(() => 0)
    this.calls = new Calls(scenario.machines.desks, lanes)
    const { clock, network, dice, books, calls, room } = this
    const told = (fan: number, effect: SegmentEffect) => this.crowd.told(fan, effect)
    this.segments = new Segments(lanes, { clock, network, dice, books, calls, room, tell: told })
    const { segments } = this
    const lottery = () => this.lottery
    const around = { scenario, clock, network, dice, books, calls, room, segments, lottery }
    this.joining = new Joining(around)
    this.crowd = this.#openCrowd()
    this.lottery = scenario.order === 'draw' ? openDraw(this) : undefined
    this.#openDoors()
    this.room.start((_, grants) => this.#ticked(grants))
    this.shop = scenario.origin && new Shop(scenario.origin, this)
  }

  document(): RoomDocument {
    return roomDocumentOf(this.room.state, this.clock.nowMs)
  }

  /** Turns are being given. */
  get isOpen(): boolean {
    const { course } = this.room.state
    return course.stage === 'open' && !course.paused
  }

  isOver(): boolean {
    const closed = this.room.state.course.stage === 'closed'
    return (closed && this.inside === 0) || (this.joined === this.fans.size && this.unsettled === 0)
  }

  restartRoom(): void {
    this.room.restart()
    this.books.order.roomRestarted()
    this.#revocationsSeen = 0
  }

  /** Verifiers read the log of revocations, from where they had read it. */
  readRevocations(): void {
    const fresh = entriesAfter(this.room.state.revocations, this.#revocationsSeen)
    this.#revocationsSeen = this.room.state.revocations.last
    this.books.revocationsKnown(
      fresh.map(({ sessionId }) => sessionId),
      this.isExcused,
    )
  }

  /** Everything is replaced: objects come back from what they stored, sockets are gone. */
  deploy(): void {
    this.restartRoom()
    for (const machine of this.segments.all) machine.restart()
    for (const fan of this.joining.restart()) this.#join(fan)
    for (let fan = 0; fan < this.fans.size; fan += 1) this.crowd.dropSocket(fan)
  }

  /** The segments at the front die and come back; their sockets are gone. */
  crashSegments(count: number): void {
    for (const machine of this.segments.front(count)) {
      machine.restart()
      for (const fan of this.segments.fansOf(machine)) this.crowd.dropSocket(fan)
    }
  }

  silence(forSeconds: number): void {
    for (const machine of this.segments.front(1)) {
      machine.silentUntilMs = this.clock.nowMs + forSeconds * 1_000
    }
  }

  setRate(ratePerSecond: number): void {
    this.room.change({ ratePerSecond })
    this.books.rateChanged(ratePerSecond)
  }

  /** Nothing left to sell: nobody else is let in. */
  soldOut(): void {
    const item = { kind: 'sold-out', atMs: this.clock.nowMs } as const
    this.room.store(tell(this.room.state, item))
    this.room.command('close')
    this.books.idle.isOpen = false
  }

  #openCrowd(): Crowd {
    return new Crowd({
      clock: this.clock,
      dice: this.dice,
      fans: this.fans,
      books: this.books,
      network: this.network,
      nearMs: this.room.state.settings.near.seconds * 1_000,
      segmentOf: (lane, position) => this.segments.holding(lane, position),
      reachOf: (lane) => this.#reachOf(lane),
      calls: (machine) => this.segments.called(machine),
      admitted: (fan) => this.#admit(fan),
      ended: (fan) => this.#settle(fan),
    })
  }

  #reachOf(lane: number): { calledUpTo: number; nearUpTo: number } {
    const { calledUpTo, reach } = this.room.state.lanes[lane] ?? {}
    return { calledUpTo: calledUpTo ?? 0, nearUpTo: reach?.nearUpTo ?? 0 }
  }

  /** Fans come, one after another. */
  #openDoors(): void {
    const { atMs, fan } = arrivalsOf(this.scenario, this.fans, this.dice, this.openAtMs)
    let next = 0
    const comes = () => {
      while (next < fan.length && (atMs[next] ?? 0) <= this.clock.nowMs) {
        this.#join(fan[next] ?? 0)
        next += 1
      }
      const nextMs = atMs[next]
      if (nextMs !== undefined)
        this.clock.after(Math.max(1, Math.ceil(nextMs - this.clock.nowMs)), comes)
    }
    comes()
  }

  #join(fan: number): void {
    const lane = this.fans.lane[fan] ?? 0
    this.joining.join(fan, lane, (number) => this.#joinedAs(fan, lane, number))
  }

  #joinedAs(fan: number, lane: number, number: number): void {
    const { fans } = this
    const { nowMs } = this.clock
    this.joined += 1
    fans.number[fan] = number
    fans.joinedAtMs[fan] = nowMs
    fans.leavesAtMs[fan] = nowMs + fans.patienceMs(fan)
    fans.at[fan] = AT.far
    const isByArrival = this.lottery === undefined || this.lottery.drawnAtMs <= nowMs
    this.books.joins[lane]?.joined(number, isByArrival, nowMs)
    this.lottery?.book.joined(nowMs)
    const position = this.lottery ? this.lottery.positionOf(lane, number) : number
    if (position !== undefined) this.stands(fan, lane, position)
  }

  /** A fan's position is known. */
  stands(fan: number, lane: number, position: number): void {
    this.fans.position[fan] = position
    this.books.line.stands(fan, lane, position, this.clock.nowMs)
    if (position < (this.#nearTold[lane] ?? 0)) this.crowd.becomesNear(fan, 0)
  }

  /** Who joined so far, by lane. */
  fansOfLane(lane: number): number[] {
    const { at, lane: lanes, size } = this.fans
    const found: number[] = []
    for (let fan = 0; fan < size; fan += 1) {
      if (at[fan] !== AT.home && lanes[fan] === lane) found.push(fan)
    }
    return found
  }

  #ticked(grants: readonly Grant[]): void {
    this.lottery?.ticked()
    this.#tellNear()
    this.books.idle.isOpen = this.isOpen
    this.books.ticked(this.scenario.lanes.length, this.isExcused)
    this.books.order.ticked(grants, this.clock.nowMs)
    const { life } = this.room
    for (const { lane, index, total } of grants) {
      const at = this.#laneIndex(lane)
      this.network.send(() => {
        const machine = this.segments.at(at, index)
        this.segments.called(machine, BYTES.grant)
        const report = machine.takeGrants(total)
        if (report === undefined) return
        this.network.send(() => {
          if (life !== this.room.life) return
          this.books.order.heard(report)
          this.room.hearAnswer(report)
        })
      })
    }
  }

  /** Something was broken on purpose moments ago: then the line may stand still, or be passed. */
  get isExcused(): boolean {
    const { nowMs } = this.clock
    const lately = (atMs: number) => nowMs - atMs < 5_000
    if (lately(this.room.restartedAtMs) || this.scenario.machines.lostMessages > 0) return true
    return this.segments.all.some((machine) => machine.isSilent || lately(machine.restartedAtMs))
  }

  /** Pages hear by their next poll that near has come to them. */
  #tellNear(): void {
    const justDrawn = this.clock.nowMs - (this.lottery?.drawnAtMs ?? -Infinity) < 1_000
    const hearsWithinMs = justDrawn ? 1_000 : 12_500
    for (const [lane, { reach }] of this.room.state.lanes.entries()) {
      const from = this.#nearTold[lane] ?? 0
      this.#nearTold[lane] = Math.max(from, reach.nearUpTo)
      for (let at = from; at < reach.nearUpTo; at += 1) {
        const fan = this.books.line.fanAt(lane, at)
        if (fan >= 0) this.crowd.becomesNear(fan, this.dice.next() * hearsWithinMs)
      }
    }
  }

  #admit(fan: number): void {
    this.admitted += 1
    this.inside += 1
    if (!this.fans.buys(fan) || this.seatsLeft <= 0) return
    this.buyers += 1
    this.seatsLeft -= this.scenario.stock?.seatsPerBuyer ?? 0
    if (this.seatsLeft <= 0) this.soldOut()
  }

  #settle(fan: number): void {
    if (this.fans.at[fan] === AT.through) this.inside -= 1
    this.unsettled -= 1
  }

  #laneIndex(id: string): number {
    return this.room.state.lanes.findIndex((lane) => lane.id === id)
  }
}
