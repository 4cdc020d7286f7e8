/** What operators said of a room: its description with the version, and the log of who did what. */
import { described, type Described } from '../../core/operate/described.ts'
import { AuditLog } from './audit-log.ts'
import type { Rows } from './rows.ts'

const NAME = 'described'
const REMOVED = 'removed'

export class RoomBook {
  readonly log: AuditLog
  readonly #rows: Rows
  #held: Described | undefined

  constructor(rows: Rows) {
    this.#rows = rows
    this.log = new AuditLog(rows)
  }

  /** Undefined where no room was created, or it was removed. */
  get described(): Described | undefined {
    this.#held ??= this.#read()
    return this.#held
  }

  /** Its id stays used up: what its tokens and addresses spoke of must not be another sale's. */
  get isRemoved(): boolean {
    return this.#rows.areMade && this.#rows.kept(REMOVED) !== undefined
  }

  write(after: Described): void {
    if (after === this.#held) return
    this.#rows.keep(NAME, JSON.stringify(after))
    this.#held = after
  }

  remove(): void {
    this.#rows.keep(REMOVED, 'yes')
    this.#held = undefined
  }

  #read(): Described | undefined {
    if (!this.#rows.areMade || this.isRemoved) return undefined
    const text = this.#rows.kept(NAME)
    return text === undefined ? undefined : described.parse(JSON.parse(text))
  }
}
