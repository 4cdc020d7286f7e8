import { setImmediate as breath } from 'node:timers/promises'
import type { StatementSync } from 'node:sqlite'
import { z } from 'zod'
import type { EmbeddedFile } from './embedded-file.ts'

/** What is let go: the older than `keepMs`, and in each partition all but the last `keepMessages`. */
export type Keep = { readonly keepMs: number; readonly keepMessages: number }

/** So many of a partition in one transaction: nobody who appends waits for long. */
const STEP = 1_000

const placeRow = z.object({ place: z.number(), first: z.number(), next: z.number() })
const offsetRow = z.object({ offset: z.number() }).optional()

export class EmbeddedRetention {
  readonly #file: EmbeddedFile
  readonly #keep: Keep
  readonly #places: StatementSync
  readonly #firstYoung: StatementSync
  readonly #remove: StatementSync
  readonly #setFirst: StatementSync

  constructor(file: EmbeddedFile, keep: Keep) {
    this.#file = file
    this.#keep = keep
    this.#places = file.prepare('SELECT place, first, next FROM places WHERE next > first')
    this.#firstYoung = file.prepare(
      'SELECT offset FROM messages WHERE place = ? AND offset >= ? AND offset < ? AND appended_at_ms >= ? ORDER BY offset LIMIT 1',
    )
    this.#remove = file.prepare('DELETE FROM messages WHERE place = ? AND offset < ?')
    this.#setFirst = file.prepare('UPDATE places SET first = ? WHERE place = ?')
  }

  /** Until nothing is left that is too old, with a breath after each step. */
  async trim(nowMs: number): Promise<void> {
    while (this.#step(nowMs)) await breath()
  }

  /** Whether there was anything, and so may be more. */
  #step(nowMs: number): boolean {
    const places = this.#file.try(() => this.#places.all())
    let found = false
    for (const row of places) {
      const { place, first, next } = placeRow.parse(row)
      const until = Math.min(first + STEP, next)
      const young = this.#file.try(() =>
        offsetRow.parse(this.#firstYoung.get(place, first, until, nowMs - this.#keep.keepMs)),
      )
      const kept = Math.min(until, Math.max(young?.offset ?? until, next - this.#keep.keepMessages))
      if (kept <= first) continue
      found = true
      this.#file.transaction(() => {
        this.#remove.run(place, kept)
        this.#setFirst.run(kept, place)
      })
    }
    return found
  }
}
