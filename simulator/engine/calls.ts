/** Calls to objects, counted second by second, for each object by itself. */
import type { CallCount } from '../result.ts'

/** So many segments of a lane are told apart when their calls are counted. */
export const SEGMENTS_A_LANE = 1_024
/** What a message between objects weighs, in bytes, with its head. */
export const BYTES = { call: 400, report: 450, grant: 350, lease: 300 }

export type ObjectKind = 'room' | 'desk' | 'segment'

class KindCount {
  total = 0
  peakOfOne = 0
  peakOfAll = 0
  /** Of the second that ended last. */
  lastOfOne = 0
  lastOfAll = 0
  readonly #second: Float64Array

  constructor(objects: number) {
    this.#second = new Float64Array(objects)
  }

  add(object: number, calls: number): void {
    this.total += calls
    this.#second[object] = (this.#second[object] ?? 0) + calls
  }

  endSecond(): void {
    this.lastOfOne = 0
    this.lastOfAll = 0
    for (const calls of this.#second) {
      this.lastOfAll += calls
      if (calls > this.lastOfOne) this.lastOfOne = calls
    }
    this.peakOfOne = Math.max(this.peakOfOne, this.lastOfOne)
    this.peakOfAll = Math.max(this.peakOfAll, this.lastOfAll)
    this.#second.fill(0)
  }

  get count(): CallCount {
    return {
      total: Math.round(this.total),
      peakOfOne: Math.round(this.peakOfOne),
      peakOfAll: Math.round(this.peakOfAll),
    }
  }
}

export class Calls {
  readonly room = new KindCount(1)
  readonly desk: KindCount
  readonly segment: KindCount
  /** Made because a far fan polled. */
  farPolls = 0
  farFanSeconds = 0
  bytes = 0

  constructor(desks: number, lanes: number) {
    this.desk = new KindCount(desks)
    this.segment = new KindCount(lanes * SEGMENTS_A_LANE)
  }

  add(kind: ObjectKind, object: number, bytes: number, calls = 1): void {
    this[kind].add(object, calls)
    this.bytes += bytes * calls
  }

  endSecond(): void {
    this.room.endSecond()
    this.desk.endSecond()
    this.segment.endSecond()
  }
}
