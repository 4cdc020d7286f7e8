/**
 * The draw of a rehearsal, step by step as in a sale. Its beacon is made up: rounds come at their
 * instants, and are signed by nobody.
 */
import { createHash } from 'node:crypto'
import type { Drawn } from '../../core/queue/draw/document.ts'
import { randomnessOf } from '../../core/queue/draw/beacon.ts'
import {
  drawnPositions,
  positionOfNumber,
  type LanePositions,
} from '../../core/queue/draw/positions.ts'
import { announceDraw, drawDocumentOf, revealDraw } from '../../core/queue/room/drawing.ts'
import { assert } from '../../core/assert.ts'
import { DrawBook } from './books/draw-book.ts'
import type { Draw } from './draw.ts'
import type { Sale } from './sale.ts'

/** From a round's instant until a relay is asked and has answered. */
const RELAYED_MS = 1_500

export class Lottery implements Draw {
  readonly book: DrawBook
  drawnAtMs = Infinity
  readonly #sale: Sale
  #positions: LanePositions[] = []

  constructor(sale: Sale) {
    this.#sale = sale
    this.book = new DrawBook(sale.books.faults)
    const seed = createHash('sha256').update(`seed ${sale.scenario.seed}`).digest('hex')
    const step = announceDraw(sale.room.state, seed, sale.clock.nowMs)
    assert(step.kind === 'room', 'a draw is announced before its lobby')
    sale.room.store(step.room)
  }

  /** Where a number stands now; undefined before the draw. */
  positionOf(lane: number, number: number): number | undefined {
    const positions = this.#positions[lane]
    return positions && positionOfNumber(positions, number)
  }

  lanePositions(lane: number): LanePositions | undefined {
    return this.#positions[lane]
  }

  ticked(): void {
    const { room, clock } = this.#sale
    const shown = drawDocumentOf(room.state)
    if (shown.phase !== 'counted') return
    this.book.counted(shown.countedAtMs)
    if (clock.nowMs < shown.roundAtMs + RELAYED_MS) return
    const hash = createHash('sha384').update(`round ${shown.round}`)
    const signature = hash.digest('hex')
    const beacon = { round: shown.round, signature, randomness: randomnessOf(signature) }
    const step = revealDraw(room.state, beacon, () => true, clock.nowMs)
    assert(step.kind === 'room', 'a draw that was counted can be drawn')
    room.store(step.room)
    const drawn = drawDocumentOf(room.state)
    if (drawn.phase === 'drawn') this.#draw(drawn)
  }

  /** Every page computes where its fan stands. */
  #draw(document: Drawn): void {
    const sale = this.#sale
    this.drawnAtMs = sale.clock.nowMs
    this.book.drawn(document, sale.clock.nowMs)
    const lanes = sale.scenario.lanes.map(({ id }) => id)
    this.#positions = lanes.map((id) => drawnPositions(document, id))
    for (const [lane, id] of lanes.entries()) {
      const expected = this.book.permutation(document, id)
      const ranks = this.#ranksOf(lane)
      for (const fan of sale.fansOfLane(lane)) {
        const number = sale.fans.number[fan] ?? -1
        const position = this.positionOf(lane, number) ?? -1
        const rank = ranks.get(number) ?? -1
        this.book.stands(rank, position, expected(rank), sale.clock.nowMs)
        sale.stands(fan, lane, position)
      }
    }
  }

  /** How many published numbers are lower than each. */
  #ranksOf(lane: number): Map<number, number> {
    const ranks = new Map<number, number>()
    for (const { from, to } of this.#positions[lane]?.drawn?.handedOut.ranges ?? []) {
      for (let number = from; number < to; number += 1) ranks.set(number, ranks.size)
    }
    return ranks
  }
}
