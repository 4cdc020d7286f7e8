/**
 * R3, R4 and R5: who stands where, who surely is here, and who was called. Signs of life are
 * entered as the segment got them; what it made of them is not read back.
 */
import { assert } from '../../../core/assert.ts'
import { AT, type Fans } from '../fans.ts'
import type { Faults } from './faults.ts'

/** Who was seen this lately is here, whatever was rounded; who was not for longer is not. */
const SURELY_HERE_MS = 40_000
const SURELY_AWAY_MS = 45_000
/** Silence after a question, or a lost connection; a moment more for the step that notices it. */
const SILENCE_MS = 5_250
/** R3 speaks of who was known to be here at a tick's start: two ticks, and the way there. */
const KNOWN_AFTER_MS = 600

/** The places of one segment, side by side: they are looked at together. */
class Stretch {
  readonly fans: Int32Array
  readonly seenAtMs: Float64Array
  /** Since when this presence has gone on. */
  readonly hereSinceMs: Float64Array
  /** Asked "still there?", or cut off, and not heard since. */
  readonly doubtedAtMs: Float64Array
  /** Holds or held a turn, left, or is through: not to be called. */
  readonly out: Uint8Array
  /** The latest sign of life of anybody who might be called here. */
  lastSignMs = 0
  /** Before this place nobody is left who might be called, unless they give a sign. */
  firstOpen = 0

  constructor(span: number) {
    this.fans = new Int32Array(span).fill(-1)
    this.seenAtMs = new Float64Array(span)
    this.hereSinceMs = new Float64Array(span)
    this.doubtedAtMs = new Float64Array(span)
    this.out = new Uint8Array(span)
  }

  sign(at: number, atMs: number): void {
    const seen = this.seenAtMs[at] ?? 0
    const doubted = this.doubtedAtMs[at] ?? 0
    if (atMs - seen > SURELY_HERE_MS || (doubted > 0 && atMs >= doubted))
      this.hereSinceMs[at] = atMs
    if (doubted > 0 && atMs >= doubted) this.doubtedAtMs[at] = 0
    if (atMs <= seen) return
    this.seenAtMs[at] = atMs
    if (this.out[at] === 0) this.note(at, atMs)
  }

  note(at: number, atMs: number): void {
    if (atMs > this.lastSignMs) this.lastSignMs = atMs
    if (at < this.firstOpen) this.firstOpen = at
  }

  surelyHere(at: number, nowMs: number): boolean {
    if (this.out[at] !== 0 || (this.doubtedAtMs[at] ?? 0) > 0) return false
    return nowMs - (this.seenAtMs[at] ?? 0) < SURELY_HERE_MS
  }

  /** The lowest place whose fan has surely been here for so long. */
  lowestHere(below: number, nowMs: number, forMs: number): number | undefined {
    let isFirst = true
    for (let at = this.firstOpen; at < below; at += 1) {
      // Voids and who is out are passed over for good, unless they come back.
      if (this.fans[at] === -1 || this.out[at] !== 0) continue
      if (isFirst) this.firstOpen = at
      isFirst = false
      const known = nowMs - (this.hereSinceMs[at] ?? 0) >= forMs
      if (known && this.surelyHere(at, nowMs)) return at
    }
    if (isFirst) this.firstOpen = Math.max(this.firstOpen, below)
    return undefined
  }
}

export class LineBook {
  /** Fans called while somebody surely here stood before them, in the whole lane. */
  inversions = 0
  readonly #fans: Fans
  readonly #span: number
  readonly #faults: Faults
  /** By lane and segment. A line grows as fans come to stand in it. */
  readonly #line: (Stretch | undefined)[][]

  constructor(fans: Fans, lanes: number, span: number, faults: Faults) {
    this.#fans = fans
    this.#span = span
    this.#faults = faults
    this.#line = Array.from({ length: lanes }, () => [])
  }

  fanAt(lane: number, position: number): number {
    const index = Math.floor(position / this.#span)
    return this.#line[lane]?.[index]?.fans[position - index * this.#span] ?? -1
  }

  /** Who stands in a segment, by offset; -1 where nobody does. */
  fansIn(lane: number, segment: number): Int32Array | undefined {
    return this.#line[lane]?.[segment]?.fans
  }

  stands(fan: number, lane: number, position: number, nowMs: number): void {
    const index = Math.floor(position / this.#span)
    const stretches = this.#line[lane] ?? []
    const stretch = stretches[index] ?? new Stretch(this.#span)
    stretches[index] = stretch
    const free = stretch.fans[position - index * this.#span] === -1
    this.#faults.hold('R5', free, nowMs, () => `position ${position} belongs to two fans`)
    stretch.fans[position - index * this.#span] = fan
  }

  /** A sign of life, as of when it was given. */
  sign(fan: number, atMs: number): void {
    const { stretch, at } = this.#place(fan)
    stretch.sign(at, atMs)
  }

  /** Many of one segment at once, by offset. */
  signs(lane: number, segment: number, offsets: readonly number[], atMs: number): void {
    const stretch = this.#line[lane]?.[segment]
    for (const at of offsets) stretch?.sign(at, atMs)
  }

  /** Silence counts from now. */
  doubt(fan: number, nowMs: number): void {
    const { stretch, at } = this.#place(fan)
    if ((stretch.doubtedAtMs[at] ?? 0) === 0) stretch.doubtedAtMs[at] = nowMs
  }

  /** Missed the turn: absent until "I'm here". */
  lapsed(fan: number): void {
    const { stretch, at } = this.#place(fan)
    stretch.out[at] = 1
  }

  here(fan: number, nowMs: number): void {
    const { stretch, at } = this.#place(fan)
    stretch.out[at] = 0
    stretch.doubtedAtMs[at] = 0
    stretch.hereSinceMs[at] = nowMs
    stretch.seenAtMs[at] = nowMs
    stretch.note(at, nowMs)
  }

  done(fan: number): void {
    const { stretch, at } = this.#place(fan)
    stretch.out[at] = 2
  }

  surelyHere(fan: number, nowMs: number): boolean {
    const { stretch, at } = this.#place(fan)
    return stretch.surelyHere(at, nowMs)
  }

  surelyAway(fan: number, nowMs: number, segmentBornMs: number): boolean {
    const { stretch, at } = this.#place(fan)
    if (stretch.out[at] !== 0) return true
    const doubted = stretch.doubtedAtMs[at] ?? 0
    if (doubted > segmentBornMs && nowMs - doubted > SILENCE_MS) return true
    return nowMs - Math.max(stretch.seenAtMs[at] ?? 0, segmentBornMs) > SURELY_AWAY_MS
  }

  /** Fans of one segment were offered turns in one step, */
  called(fans: readonly number[], nowMs: number, segmentBornMs: number): void {
    for (const fan of fans) {
      const away = this.surelyAway(fan, nowMs, segmentBornMs)
      this.#faults.hold('R4', !away, nowMs, () => {
        return `${this.#fans.position[fan]} was called, ${this.#state(fan, nowMs)}`
      })
      this.lapsed(fan)
    }
    const [first] = fans
    if (first === undefined) return
    const { position } = this.#fans
    const last = fans.reduce((a, b) => ((position[b] ?? 0) > (position[a] ?? 0) ? b : a), first)
    const { stretch, at } = this.#place(last)
    const passed = stretch.lowestHere(at, nowMs, 0)
    this.#faults.hold('R3', passed === undefined, nowMs, () => {
      const highest = position[last] ?? 0
      return `${highest} was called before ${highest - at + (passed ?? 0)}`
    })
  }

  /** The lowest position of a lane whose fan has surely been here, and could be known to be. */
  lowestKnown(lane: number, nowMs: number): number | undefined {
    for (const [segment, stretch] of (this.#line[lane] ?? []).entries()) {
      if (stretch === undefined || nowMs - stretch.lastSignMs >= SURELY_HERE_MS) continue
      const found = stretch.lowestHere(this.#span, nowMs, KNOWN_AFTER_MS)
      if (found !== undefined) return segment * this.#span + found
    }
    return undefined
  }

  #place(fan: number): { readonly stretch: Stretch; readonly at: number } {
    const position = this.#fans.position[fan] ?? 0
    const index = Math.floor(position / this.#span)
    const stretch = this.#line[this.#fans.lane[fan] ?? 0]?.[index]
    assert(stretch !== undefined, 'a fan stands in a line')
    return { stretch, at: position - index * this.#span }
  }

  #state(fan: number, nowMs: number): string {
    if (this.#fans.at[fan] === AT.left) return 'who had left'
    const { stretch, at } = this.#place(fan)
    if (stretch.out[at] !== 0) return 'who was not to be called'
    return `last seen ${Math.round((nowMs - (stretch.seenAtMs[at] ?? 0)) / 1_000)} s before`
  }
}
