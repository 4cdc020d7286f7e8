import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { StoreFailure } from '../failure.ts'
import { isBusy, sqliteCode, sqliteFailure } from '../sqlite-failure.ts'

// One SQLite file in a folder, open in as many processes as like. It is written ahead (WAL) and synced
// at checkpoints only: what was acknowledged is with the operating system, so it outlives this process
// however that ends. A power cut may cost the last moments, and never what was whole before them.

const FILE = 'documents.sqlite'
const PAGE_BYTES = 4_096
const STATEMENTS_MAX = 256
const LOG_KEPT_BYTES = 67_108_864
const CACHE_KIB = 16_384

/** Another process writes: a short wait stands still, a longer one lets this process go on. */
const STAND_STILL_MS = 20
const OPEN_WITHIN_MS = 10_000
const WRITE_WITHIN_MS = 10_000
const ASK_AGAIN_MS = 5

export type EmbeddedSettings = {
  readonly folder: string
  /** The file grows no larger: what would not fit is refused as on a full disk. */
  readonly maxBytes?: number
}

export class EmbeddedDatabase {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor({ folder, maxBytes }: EmbeddedSettings) {
    this.#database = opened(folder)
    if (maxBytes !== undefined) {
      this.#database.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)}`)
    }
    this.#database.exec(`PRAGMA busy_timeout = ${STAND_STILL_MS}`)
  }

  /** Prepared once, of the last that were used. */
  statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.delete(sql)
    this.#statements.set(sql, statement)
    const [oldest] = this.#statements.keys()
    if (this.#statements.size > STATEMENTS_MAX && oldest !== undefined) {
      this.#statements.delete(oldest)
    }
    return statement
  }

  /** The work is one step to everybody else, and undone as a whole when it throws. */
  write<Result>(work: () => Result): Promise<Result> {
    return this.whenFree(() => {
      this.statement('BEGIN IMMEDIATE').run()
      try {
        const result = work()
        this.statement('COMMIT').run()
        return result
      } catch (error) {
        // SQLite ended it itself where the disk was full.
        if (this.#database.isTransaction) this.statement('ROLLBACK').run()
        throw error
      }
    })
  }

  close(): void {
    this.#statements.clear()
    if (this.#database.isOpen) this.#database.close()
  }

  /** One statement, or such as need not be one step. It is done at once, without a turn in between. */
  async whenFree<Result>(work: () => Result): Promise<Result> {
    const untilMs = performance.now() + WRITE_WITHIN_MS
    for (;;) {
      if (!this.#database.isOpen) throw closed()
      try {
        return work()
      } catch (error) {
        if (!isBusy(error) || performance.now() > untilMs)
          throw sqliteFailure(error, 'the document store')
      }
      await wait(ASK_AGAIN_MS)
    }
  }
}

function opened(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const database = new DatabaseSync(join(folder, FILE), { timeout: OPEN_WITHIN_MS })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    database.exec(
      `PRAGMA journal_size_limit = ${LOG_KEPT_BYTES}; PRAGMA cache_size = -${CACHE_KIB}`,
    )
    return database
  } catch (error) {
    const known = sqliteFailure(error, 'the document store')
    if (known instanceof StoreFailure) throw known
    const message = `The document store in ${folder} cannot be opened: look whose folder it is, and what lies in it.`
    throw new Error(message, { cause: error })
  }
}

const TAKEN_ID = 1555
const TAKEN_KEY = 2067

/** The index that has such values already, by name; `_id` for the id itself. */
export function takenIndex(error: unknown): string | undefined {
  const code = sqliteCode(error)
  if (code === TAKEN_ID) return '_id'
  if (code !== TAKEN_KEY || !(error instanceof Error)) return undefined
  return /index '(.+)'$/.exec(error.message)?.[1] ?? '_id'
}

function closed(): StoreFailure {
  return new StoreFailure('closed', 'The document store is closed.')
}
