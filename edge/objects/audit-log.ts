/** A log that is added to, and read. There is no way to alter what is in it. */
import { env } from 'cloudflare:workers'
import { auditEntry, AUDIT_MAX, type AuditEntry } from '../../core/operate/audit.ts'
import type { AuditPage } from '../../core/operate/room-answers.ts'
import type { AuditQuery } from '../../core/operate/requests.ts'
import { isLogging, logAct } from '../request-log.ts'
import type { Rows } from './rows.ts'

const PAGE = 100

const TABLE =
  'CREATE TABLE IF NOT EXISTS audit (no INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, row TEXT NOT NULL)'
/** A request that is said again is found by its key. */
const INDEX = 'CREATE INDEX IF NOT EXISTS audit_key ON audit (key) WHERE key IS NOT NULL'

export type Said = Omit<AuditEntry, 'no'>

export class AuditLog {
  readonly #rows: Rows

  constructor(rows: Rows) {
    this.#rows = rows
  }

  make(): void {
    this.#rows.run(TABLE)
    this.#rows.run(INDEX)
  }

  add(said: Said, key: string | undefined): void {
    const named = key === undefined ? undefined : keyOf(said, key)
    if (named === undefined) this.#rows.run('INSERT INTO audit (row) VALUES (?)', textOf(said))
    else this.#rows.run('INSERT INTO audit (key, row) VALUES (?, ?)', named, textOf(said))
    this.#rows.run('DELETE FROM audit WHERE no <= (SELECT max(no) FROM audit) - ?', AUDIT_MAX)
    const { requestId, act, by } = said
    if (isLogging(env)) logAct({ requestId, act, by: by.id })
  }

  /** What the same caller did by the same key. */
  done(by: Said['by'], act: string, key: string): AuditEntry | undefined {
    const [found] = this.#rows.all(
      'SELECT no, row FROM audit WHERE key = ?',
      keyOf({ by, act }, key),
    )
    return found && entryOf(found)
  }

  page({ before = Number.MAX_SAFE_INTEGER, limit = PAGE }: AuditQuery): AuditPage {
    const found = this.#rows.all(
      'SELECT no, row FROM audit WHERE no < ? ORDER BY no DESC LIMIT ?',
      before,
      limit + 1,
    )
    const entries = found.slice(0, limit).map(entryOf)
    const oldest = entries.at(-1)?.no
    return { entries, ...(found.length > limit && oldest !== undefined && { before: oldest }) }
  }

  /** The newest first, of those that made later versions than this one. */
  since(version: number): AuditEntry[] {
    const { entries } = this.page({})
    return entries.filter((entry) => (entry.version ?? 0) > version)
  }
}

/** The same key of another person, or for another act, is another one. */
function keyOf({ by, act }: Pick<Said, 'by' | 'act'>, key: string): string {
  return `${by.id} ${act} ${key}`
}

function textOf(said: Said): string {
  return JSON.stringify(said)
}

function entryOf({ no, row }: Record<string, unknown>): AuditEntry {
  return auditEntry.parse({ ...JSON.parse(String(row)), no })
}
