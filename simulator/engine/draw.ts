/** What a sale asks of its draw. Who plays one brings it along: a room by arrival has none. */
import type { LanePositions } from '../../core/queue/draw/positions.ts'
import type { Sale } from './sale.ts'

export type Draw = {
  readonly book: { joined(nowMs: number): void }
  readonly drawnAtMs: number
  /** Where a number stands now; undefined before the draw. */
  positionOf(lane: number, number: number): number | undefined
  lanePositions(lane: number): LanePositions | undefined
  ticked(): void
}

export type OpenDraw = (sale: Sale) => Draw

/** Where no draw can be held. */
export function noDraw(): never {
  throw new Error('A sale by draw is not played here: rehearse it by the command.')
}
