/**
 * Were the ranges true? For fans who wait, a range told at a random instant of their wait is kept
 * (each later one replaces it with falling probability), and held against what came.
 */
import type { WaitRange } from '../../core/queue/estimate/range.ts'
import type { Result } from '../result.ts'
import type { Dice } from './dice.ts'
import { AT, type Fans } from './fans.ts'
import { quantile } from './percentiles.ts'

/** What a fan is told now. */
export type TellRange = (fan: number) => WaitRange | undefined

const PER_LOOK = 300

export class Estimates {
  readonly #fans: Fans
  readonly #dice: Dice
  readonly #asked: Uint16Array
  readonly #toldAtMs: Float64Array
  readonly #lowMs: Float32Array
  readonly #highMs: Float32Array

  constructor(fans: Fans, dice: Dice) {
    this.#fans = fans
    this.#dice = dice
    this.#asked = new Uint16Array(fans.size)
    this.#toldAtMs = new Float64Array(fans.size)
    this.#lowMs = new Float32Array(fans.size)
    this.#highMs = new Float32Array(fans.size)
  }

  /** Asks some of those who wait what they are told now. */
  look(joined: number, tell: TellRange, nowMs: number): void {
    const fans = this.#fans
    for (let look = 0; look < Math.min(PER_LOOK, joined); look += 1) {
      const fan = Math.floor(this.#dice.next() * fans.size)
      if (!this.#waits(fan)) continue
      const asked = (this.#asked[fan] ?? 0) + 1
      this.#asked[fan] = asked
      if (this.#dice.next() >= 1 / asked) continue
      const range = tell(fan)
      this.#toldAtMs[fan] = nowMs
      this.#lowMs[fan] = range?.lowMs ?? NaN
      this.#highMs[fan] = range?.highMs ?? NaN
    }
  }

  score(): Result['estimate'] {
    const rows: { leftMs: number; held: boolean; width: number }[] = []
    let withoutRange = 0
    for (let fan = 0; fan < this.#fans.size; fan += 1) {
      const toldAtMs = this.#toldAtMs[fan] ?? 0
      const calledAtMs = this.#fans.calledAtMs[fan] ?? 0
      if (toldAtMs === 0 || calledAtMs < toldAtMs) continue
      const [low, high] = [this.#lowMs[fan] ?? NaN, this.#highMs[fan] ?? NaN]
      const leftMs = calledAtMs - toldAtMs
      if (Number.isNaN(low)) withoutRange += 1
      else
        rows.push({
          leftMs,
          held: low <= leftMs && leftMs <= high,
          width: (high - low) / Math.max(1, leftMs),
        })
    }
    rows.sort((a, b) => a.leftMs - b.leftMs)
    const tenth = (index: number) => Math.round((rows.length * index) / 10)
    const widths = rows.map(({ width }) => width).toSorted((a, b) => a - b)
    return {
      fans: rows.length + withoutRange,
      withoutRange,
      heldShare: heldShareOf(rows),
      heldByDecile: Array.from({ length: 10 }, (_, index) =>
        heldShareOf(rows.slice(tenth(index), tenth(index + 1))),
      ),
      medianWidth: quantile(widths, 0.5),
    }
  }

  #waits(fan: number): boolean {
    const at = this.#fans.at[fan]
    if (this.#fans.calledAtMs[fan] !== 0) return false
    return at === AT.far || at === AT.coming || at === AT.near
  }
}

function heldShareOf(part: readonly { readonly held: boolean }[]): number {
  return part.length === 0 ? 0 : part.filter(({ held }) => held).length / part.length
}
