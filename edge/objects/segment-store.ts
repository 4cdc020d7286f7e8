/** What a segment stores: a line for the whole span, a row for each fan who holds something. */
import { z } from 'zod'
import { restoreSegment, type Restored } from '../../core/queue/segment/snapshot.ts'
import type { Segment } from '../../core/queue/segment/segment.ts'
import { storedChange } from '../../core/queue/segment/stored-change.ts'
import type { RevocationRow, SegmentRow } from '../../core/queue/segment/stored.ts'
import { KEPT_TABLE, Rows } from './rows.ts'

const text = z.object({ row: z.string() })

export class SegmentStore {
  readonly rows: Rows
  #stored: Segment | undefined

  constructor(storage: DurableObjectStorage) {
    this.rows = new Rows(storage)
    storage.sql.exec(KEPT_TABLE)
    for (const table of ['fan', 'revocation']) {
      storage.sql.exec(
        `CREATE TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY, row TEXT NOT NULL)`,
      )
    }
  }

  load(nowMs: number): Restored | undefined {
    const line = this.rows.kept('line')
    if (line === undefined) return undefined
    // Checked where they are restored: a row that is none is damage, not a type.
    const rows = this.#read('fan').map((row): SegmentRow => JSON.parse(row))
    const revocations = this.#read('revocation').map((row): RevocationRow => JSON.parse(row))
    const transfers = this.rows.kept('transfers')
    const restored = restoreSegment({ line, rows, revocations, transfers }, nowMs)
    // The new life is not stored yet: the next save writes at least that.
    if (restored.kind === 'segment') this.#stored = { ...restored.segment, boot: 0 }
    return restored
  }

  /** What differs from what is stored, in one step: all of it, or nothing. */
  save(after: Segment): void {
    const change = storedChange(this.#stored ?? { ...after, boot: 0 }, after)
    if (change === undefined) return
    this.rows.together(() => {
      for (const row of change.rows) this.#put('fan', row[0], row)
      for (const offset of change.dropped) this.#drop('fan', offset)
      for (const row of change.revoked) this.#put('revocation', row[0], row)
      for (const no of change.forgotten) this.#drop('revocation', no)
      if (change.transfers !== undefined) this.rows.keep('transfers', change.transfers)
      this.rows.keep('line', change.line)
    })
    this.#stored = after
  }

  #read(table: 'fan' | 'revocation'): string[] {
    return this.rows.all(`SELECT row FROM ${table} ORDER BY id`).map((row) => text.parse(row).row)
  }

  #put(table: 'fan' | 'revocation', id: number, row: SegmentRow | RevocationRow): void {
    this.rows.run(
      `INSERT OR REPLACE INTO ${table} (id, row) VALUES (?, ?)`,
      id,
      JSON.stringify(row),
    )
  }

  #drop(table: 'fan' | 'revocation', id: number): void {
    this.rows.run(`DELETE FROM ${table} WHERE id = ?`, id)
  }
}
