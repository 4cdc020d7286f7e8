import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { StoreFailure } from '../failure.ts'
import { isBusy, sqliteFailure } from '../sqlite-failure.ts'

/**
 * The database file that all processes of this machine share. What was committed survives the end of
 * any process; `synchronous = NORMAL` means that a power cut can cost the last moments, whole
 * transactions from the end, never one in part.
 */
const FILE_NAME = 'events.sqlite'
const SCHEMA_VERSION = 1
const BUSY_MS = 5_000
const RETRY_MS = 20
const PAGE_BYTES = 4_096

// A place is one partition of one topic. What it keeps are the offsets from `first` up to before `next`.
const schema = `
  CREATE TABLE places (
    place INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    first INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, partition)
  ) STRICT;
  CREATE TABLE messages (
    place INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    headers TEXT NOT NULL,
    appended_at_ms INTEGER NOT NULL,
    PRIMARY KEY (place, offset)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE members (
    name TEXT NOT NULL,
    member TEXT NOT NULL,
    topics TEXT NOT NULL,
    alive_until_ms INTEGER NOT NULL,
    PRIMARY KEY (name, member)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE positions (
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    settled INTEGER,
    owner TEXT,
    generation INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (name, place)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${SCHEMA_VERSION};
`

export class EmbeddedFile {
  readonly #database: DatabaseSync
  readonly #begin: StatementSync
  readonly #commit: StatementSync

  private constructor(database: DatabaseSync) {
    this.#database = database
    this.#begin = database.prepare('BEGIN IMMEDIATE')
    this.#commit = database.prepare('COMMIT')
  }

  /** Others may be opening or making it at this moment: then SQLite's own waiting does not reach. */
  static async open(folder: string, maxBytes?: number): Promise<EmbeddedFile> {
    mkdirSync(folder, { recursive: true })
    const giveUpAtMs = Date.now() + BUSY_MS
    for (;;) {
      try {
        return new EmbeddedFile(opened(join(folder, FILE_NAME), maxBytes))
      } catch (error) {
        if (!isBusy(error) || Date.now() > giveUpAtMs) throw sqliteFailure(error, 'the event log')
      }
      await wait(RETRY_MS)
    }
  }

  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql)
  }

  /** All that `work` does, or nothing of it. No other process writes meanwhile. */
  transaction<Result>(work: () => Result): Result {
    return this.try(() => {
      this.#begin.run()
      try {
        const result = work()
        this.#commit.run()
        return result
      } catch (error) {
        if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
        throw error
      }
    })
  }

  /** What SQLite says, said as every store says it. */
  try<Result>(work: () => Result): Result {
    if (!this.#database.isOpen) throw new StoreFailure('closed', 'This event log has been closed.')
    try {
      return work()
    } catch (error) {
      throw sqliteFailure(error, 'the event log')
    }
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close()
  }
}

function opened(path: string, maxBytes: number | undefined): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_MS })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE')
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
    if (version > SCHEMA_VERSION) {
      throw new Error(`${path} was written by a newer version of this software: use that one.`)
    }
    if (version === 0) database.exec(schema)
    database.exec('COMMIT')
    if (maxBytes !== undefined) {
      database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / PAGE_BYTES)}`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}
