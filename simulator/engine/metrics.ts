/** What is measured each second of a sale: calls, who waits, estimates, and the points of plots. */
import type { RoomDocument } from '../../core/queue/room/document.ts'
import { documentOf } from '../../core/queue/segment/document.ts'
import { openDocument, statusOf, type OpenDocument } from '../../core/queue/status.ts'
import type { Point } from '../result.ts'
import { SEGMENTS_A_LANE } from './calls.ts'
import { AT } from './fans.ts'
import { Estimates, type TellRange } from './estimates.ts'
import { countPolls, type Followers, type Sizes } from './polls.ts'
import type { SegmentMachine } from './machines/segment.ts'
import type { Sale } from './sale.ts'
import { TruthCheck } from './truth-check.ts'

const POINTS_MOST = 600
/** Estimates are looked at this often, once granting has begun. */
const LOOK_EVERY_S = 10
/** What a fan is sent, in bytes with its head: a joined fan's page and token, a status, a push. */
const FAN_BYTES = { join: 6_000, poll: 700, push: 150 }
const BASE_OBJECT_SECONDS = 1

export class Metrics {
  waiting = 0
  polls = 0
  objectSeconds = 0
  bytesToFans = 0
  points: Point[] = []
  readonly estimates: Estimates
  readonly #sale: Sale
  readonly #truth: TruthCheck
  #seconds = 0
  /** Seconds to a point; doubles when there are too many points. */
  #step = 1
  #since: Since = nothingYet
  #sizes: Sizes = { roomDocument: 2_000, segmentDocument: 1_200 }
  #joined = 0

  constructor(sale: Sale) {
    this.#sale = sale
    this.estimates = new Estimates(sale.fans, sale.dice)
    this.#truth = new TruthCheck(sale)
  }

  endSecond(): void {
    const sale = this.#sale
    this.#seconds += 1
    const followers = this.#followers()
    const polled = countPolls(sale.scenario, followers, this.#sizes, sale.calls)
    this.polls += polled
    this.bytesToFans += polled * FAN_BYTES.poll + (sale.joined - this.#joined) * FAN_BYTES.join
    this.#joined = sale.joined
    const active = sale.segments.all.filter((machine) => this.#isActive(machine))
    this.objectSeconds += BASE_OBJECT_SECONDS + sale.scenario.machines.desks + active.length
    sale.calls.endSecond()
    this.#count()
    const opened = sale.clock.nowMs >= sale.openAtMs
    if (opened && this.#seconds % LOOK_EVERY_S === 0) this.#look()
    this.#truth.endSecond()
    sale.readRevocations()
    if (opened) this.#note()
  }

  end(): void {
    this.bytesToFans += (this.#sale.books.offers + this.#sale.admitted) * FAN_BYTES.push
  }

  /** Has connections or sessions, and so is kept in memory. */
  #isActive({ state, isFollowed }: SegmentMachine): boolean {
    return isFollowed || state.granted > state.returned
  }

  #followers(): Followers {
    const sale = this.#sale
    const polling: { segment: number; polls: number }[] = []
    for (const { lane, index, polls } of sale.segments.all) {
      if (polls > 0) polling.push({ segment: lane * SEGMENTS_A_LANE + index, polls })
    }
    const here = sale.isOpen ? this.#farHere : 0
    const window = sale.room.state.lanes.reduce(
      (sum, { reach, calledUpTo }) => sum + (reach.nearUpTo - calledUpTo) / 5,
      0,
    )
    return { next: Math.min(here, window), far: Math.max(0, here - window), polling }
  }

  /** Fans without a connection whose patience lasts: those who poll. */
  #farHere = 0

  #count(): void {
    const sale = this.#sale
    const { at, leavesAtMs } = sale.fans
    // Every fan is looked at in turn, a part of them a second: a million a second would be dear.
    if (this.#seconds % 30 !== 1 && sale.fans.size > 50_000) return
    let waiting = 0
    let farHere = 0
    for (let fan = 0; fan < at.length; fan += 1) {
      const where = at[fan]
      if (where === AT.far || where === AT.coming) {
        if ((leavesAtMs[fan] ?? 0) > sale.clock.nowMs) farHere += 1
      } else if (where === AT.near || where === AT.called) waiting += 1
    }
    this.#farHere = farHere
    this.waiting = waiting + farHere
  }

  #look(): void {
    const sale = this.#sale
    const document = sale.document()
    this.#sizes = { ...this.#sizes, roomDocument: JSON.stringify(document).length }
    const first = sale.segments.all.find(({ sockets }) => sockets > 0)
    if (first) {
      const size = JSON.stringify(documentOf(first.state, first.nowMs)).length
      this.#sizes = { ...this.#sizes, segmentDocument: size }
    }
    if (sale.isOpen) this.estimates.look(sale.joined, this.#teller(document), sale.clock.nowMs)
  }

  /** What a fan's page is told: near ones have their segment's document too. */
  #teller(document: RoomDocument): TellRange {
    const sale = this.#sale
    const opened = new Map<SegmentMachine, OpenDocument | undefined>()
    return (fan) => {
      const lane = sale.fans.lane[fan] ?? 0
      const position = sale.fans.position[fan] ?? 0
      const isNear = sale.fans.at[fan] === AT.near
      const machine = isNear ? sale.segments.holding(lane, position) : undefined
      if (machine && !opened.has(machine)) {
        opened.set(machine, openDocument(documentOf(machine.state, machine.nowMs)))
      }
      const near = machine && opened.get(machine)
      return statusOf(document, document.lanes[lane]?.id ?? '', position, 0, near).wait
    }
  }

  #note(): void {
    if (this.#seconds % this.#step !== 0) return
    const sale = this.#sale
    const { nowMs } = sale.clock
    const now: Since = {
      atMs: nowMs,
      offers: sale.books.offers,
    }
    const forS = Math.max(1, (now.atMs - this.#since.atMs) / 1_000)
    const followers = sale.segments.followers()
    this.points.push({
      atSeconds: Math.round((nowMs - sale.openAtMs) / 1_000),
      waiting: this.waiting,
      present: followers.sockets + followers.polls,
      admitted: sale.admitted,
      lapsed: sale.books.lapses,
      occupied: sale.books.slots.held,
      cap: sale.room.state.settings.cap,
      ratePerSecond: sale.room.state.settings.ratePerSecond,
      offersPerSecond: this.#since.atMs === 0 ? 0 : (now.offers - this.#since.offers) / forS,
      roomCallsPerSecond: Math.round(sale.calls.room.lastOfOne),
      deskCallsPerSecond: Math.round(sale.calls.desk.lastOfOne),
      segmentCallsPerSecond: Math.round(sale.calls.segment.lastOfOne),
    })
    this.#since = now
    if (this.points.length < POINTS_MOST) return
    this.points = this.points.filter((_, index) => index % 2 === 1)
    this.#step *= 2
  }
}

type Since = { readonly atMs: number; readonly offers: number }
const nothingYet: Since = { atMs: 0, offers: 0 }
