/** What a desk stores: a line for each lane, and the epoch they belong to. */
import type { DeskLine } from '../../core/queue/numbers/desk.ts'
import { restoreDesk, storedDesk } from '../../core/queue/numbers/desk-snapshot.ts'
import { logFault } from './log.ts'
import { KEPT_TABLE, Rows } from './rows.ts'

export type DeskLines = ReadonlyMap<string, DeskLine>

export class DeskStore {
  readonly rows: Rows

  constructor(storage: DurableObjectStorage) {
    this.rows = new Rows(storage)
    storage.sql.exec(KEPT_TABLE)
  }

  load(): { epoch: string | undefined; lines: DeskLines } {
    const lines = new Map<string, DeskLine>()
    for (const { name } of this.rows.all("SELECT name FROM kept WHERE name LIKE 'line %'")) {
      const restored = restoreDesk(this.rows.kept(String(name)) ?? '')
      // Its numbers stay unaccounted: somebody may hold them, and nobody gets them again.
      if (restored.kind === 'refused') logFault('desk', `a line is refused: ${restored.code}`)
      else lines.set(restored.line.lane, restored.line)
    }
    return { epoch: this.rows.kept('epoch'), lines }
  }

  /** The lines that are not as they were: one row each. */
  save(before: DeskLines, after: DeskLines): void {
    const changed = [...after.values()].filter((line) => before.get(line.lane) !== line)
    if (changed.length === 0) return
    this.rows.together(() => {
      for (const line of changed) this.rows.keep(`line ${line.lane}`, storedDesk(line))
    })
  }

  /** Another life of the room: what is here belongs to the one before. */
  begin(epoch: string): void {
    this.rows.together(() => {
      this.rows.run("DELETE FROM kept WHERE name LIKE 'line %'")
      this.rows.keep('epoch', epoch)
    })
  }
}
