/** Lines of the sale's record: added to, read by the page, and the oldest fall out beyond a bound. */
import type { Rows } from './rows.ts'

export type RecordPage = {
  readonly lines: readonly string[]
  /** The last that was read. */
  readonly upTo: number
  readonly isWhole: boolean
}

export class RecordRows {
  readonly #rows: Rows
  readonly #most: number

  constructor(rows: Rows, most: number) {
    this.#rows = rows
    this.#most = most
  }

  make(): void {
    this.#rows.run(
      'CREATE TABLE IF NOT EXISTS record (no INTEGER PRIMARY KEY AUTOINCREMENT, row TEXT NOT NULL)',
    )
  }

  add(line: string): void {
    this.#rows.run('INSERT INTO record (row) VALUES (?)', line)
    this.#rows.run('DELETE FROM record WHERE no <= (SELECT max(no) FROM record) - ?', this.#most)
  }

  page(after: number, limit: number): RecordPage {
    const found = this.#rows.all(
      'SELECT no, row FROM record WHERE no > ? ORDER BY no LIMIT ?',
      after,
      limit,
    )
    const lines = found.map(({ row }) => String(row))
    return { lines, upTo: Number(found.at(-1)?.['no'] ?? after), isWhole: found.length < limit }
  }
}
