/**
 * Which file holds the body of which key. The switch from one body to the next is one transaction
 * here, so that a process killed at any line leaves the old object or the new one, and so that of
 * several processes with the same condition one is first.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { z } from 'zod'
import type { PutOptions } from './objects.ts'

/** A transaction is a few rows; only a process that hangs in the middle of one keeps others longer. */
const LOCKED_AT_MOST_MS = 15_000
/** Above every letter and digit there is, in bytes too. */
const AFTER_ALL = '\u{10FFFF}'

const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    key TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    sizeBytes INTEGER NOT NULL,
    etag TEXT NOT NULL,
    contentType TEXT NOT NULL,
    metadata TEXT NOT NULL,
    writtenAtMs INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX IF NOT EXISTS files ON objects (file);
`

const entrySchema = z.object({
  key: z.string(),
  file: z.string(),
  sizeBytes: z.number(),
  etag: z.string(),
  contentType: z.string(),
  metadata: z
    .string()
    .transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  writtenAtMs: z.number(),
})

export type Entry = z.infer<typeof entrySchema>

export type Switched =
  | { readonly kind: 'switched'; readonly replaced: string | undefined }
  | { readonly kind: 'not-so' }

export class ObjectIndex {
  readonly #database: DatabaseSync
  readonly #find: StatementSync
  readonly #list: StatementSync
  readonly #put: StatementSync
  readonly #remove: StatementSync
  readonly #holds: StatementSync

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { timeout: LOCKED_AT_MOST_MS })
    // An answer is a promise: FULL waits for the disk at each commit.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    this.locked(() => this.#database.exec(schema))
    const prepare = (sql: string) => this.#database.prepare(sql)
    this.#find = prepare('SELECT * FROM objects WHERE key = ?')
    this.#list = prepare(
      'SELECT * FROM objects WHERE key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?',
    )
    this.#put = prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#remove = prepare('DELETE FROM objects WHERE key = ? RETURNING file')
    this.#holds = prepare('SELECT 1 FROM objects WHERE file = ?')
  }

  find(key: string): Entry | undefined {
    const row = this.#find.get(key)
    return row === undefined ? undefined : entrySchema.parse(row)
  }

  list(prefix: string, after: string, limit: number): Entry[] {
    const rows = this.#list.all(after, prefix, prefix + AFTER_ALL, limit)
    return rows.map((row) => entrySchema.parse(row))
  }

  /** `isThere` is asked with the index locked, when nobody can sweep the file away any more. */
  put(entry: Entry, when: PutOptions['when'], isThere: () => void): Switched {
    return this.locked(() => {
      const now = this.find(entry.key)
      if (when !== undefined && now?.etag !== ('etag' in when ? when.etag : undefined)) {
        return { kind: 'not-so' }
      }
      isThere()
      const { key, file, sizeBytes, etag, contentType, metadata, writtenAtMs } = entry
      const text = JSON.stringify(metadata)
      this.#put.run(key, file, sizeBytes, etag, contentType, text, writtenAtMs)
      return { kind: 'switched', replaced: now?.file }
    })
  }

  /** The file that nobody needs any more. */
  remove(key: string): string | undefined {
    const row = this.#remove.get(key)
    return row === undefined ? undefined : z.object({ file: z.string() }).parse(row).file
  }

  holds(file: string): boolean {
    return this.#holds.get(file) !== undefined
  }

  /** No other process changes anything meanwhile. */
  locked<Result>(change: () => Result): Result {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = change()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      // A full disk may have ended the transaction already.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  close(): void {
    this.#database.close()
  }
}
