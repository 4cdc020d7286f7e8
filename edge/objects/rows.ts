/** Writes rows and counts them: what a sale costs is counted in rows written. */
export class Rows {
  written = 0
  readonly #storage: DurableObjectStorage

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  /** All of it or none. Whatever is sent afterwards waits until it is on disk. */
  together(write: () => void): void {
    this.#storage.transactionSync(write)
  }

  run(statement: string, ...values: (string | number)[]): void {
    this.written += this.#storage.sql.exec(statement, ...values).rowsWritten
  }

  all(statement: string, ...values: (string | number)[]): Record<string, unknown>[] {
    return this.#storage.sql.exec(statement, ...values).toArray()
  }

  /** Whether anything was ever made here. Asking makes nothing. */
  get areMade(): boolean {
    return this.all("SELECT name FROM sqlite_master WHERE name = 'kept'").length > 0
  }

  /** The text kept under a name. */
  kept(name: string): string | undefined {
    const text = this.all('SELECT text FROM kept WHERE name = ?', name)[0]?.['text']
    return typeof text === 'string' ? text : undefined
  }

  keep(name: string, text: string): void {
    this.run('INSERT OR REPLACE INTO kept (name, text) VALUES (?, ?)', name, text)
  }
}

export const KEPT_TABLE =
  'CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID'
