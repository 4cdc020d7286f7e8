/** A room's looks at itself, stored as they are taken: a row each, and every other one dropped when there are many. */
import {
  droppedSamples,
  isSampleDue,
  SAMPLE_EVERY_MS,
  SAMPLES_MAX,
  type StoredSample,
} from '../../core/operate/history.ts'
import type { Rows } from './rows.ts'

const EVERY = 'sample-every'

export class RoomHistory {
  readonly #rows: Rows
  #lastMs: number | undefined
  #everyMs: number | undefined

  constructor(rows: Rows) {
    this.#rows = rows
  }

  make(): void {
    this.#rows.run('CREATE TABLE IF NOT EXISTS sample (at INTEGER PRIMARY KEY, row TEXT NOT NULL)')
  }

  isDue(nowMs: number): boolean {
    this.#everyMs ??= Number(this.#rows.kept(EVERY) ?? SAMPLE_EVERY_MS)
    this.#lastMs ??= this.#instants().at(-1)
    return isSampleDue(this.#lastMs, this.#everyMs, nowMs)
  }

  add(sample: StoredSample): void {
    this.#lastMs = sample.atMs
    this.#rows.run(
      'INSERT OR REPLACE INTO sample (at, row) VALUES (?, ?)',
      sample.atMs,
      JSON.stringify(sample),
    )
    const instants = this.#instants()
    if (instants.length <= SAMPLES_MAX) return
    const widerMs = 2 * (this.#everyMs ?? SAMPLE_EVERY_MS)
    this.#rows.together(() => {
      for (const atMs of droppedSamples(instants, widerMs)) {
        this.#rows.run('DELETE FROM sample WHERE at = ?', atMs)
      }
      this.#rows.keep(EVERY, String(widerMs))
    })
    this.#everyMs = widerMs
  }

  all(): StoredSample[] {
    return this.#rows
      .all('SELECT row FROM sample ORDER BY at')
      .map(({ row }): StoredSample => JSON.parse(String(row)))
  }

  #instants(): number[] {
    return this.#rows.all('SELECT at FROM sample ORDER BY at').map(({ at }) => Number(at))
  }
}
