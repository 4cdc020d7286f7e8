import type { StatementSync } from 'node:sqlite'
import type { EmbeddedFile } from './embedded-file.ts'

/**
 * Tells consumers when to look again. What this process appends it knows at once; that another process
 * wrote shows in SQLite's `data_version`, which is asked every few milliseconds and costs next to nothing.
 */
export interface Watcher {
  appended(topic: string): void
  /** Anything at all may be different: messages, or who is in which group. */
  changed(): void
}

export class EmbeddedWatch {
  readonly #pollMs: number
  readonly #file: EmbeddedFile
  readonly #dataVersion: StatementSync
  readonly #watchers = new Set<Watcher>()
  #seen: unknown
  #timer: NodeJS.Timeout | undefined

  constructor(file: EmbeddedFile, pollMs: number) {
    this.#file = file
    this.#pollMs = pollMs
    this.#dataVersion = file.prepare('PRAGMA data_version')
  }

  add(watcher: Watcher): void {
    this.#watchers.add(watcher)
    this.#timer ??= setInterval(() => this.#poll(), this.#pollMs)
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
    if (this.#watchers.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  appended(topic: string): void {
    for (const watcher of this.#watchers) watcher.appended(topic)
  }

  changed(): void {
    for (const watcher of this.#watchers) watcher.changed()
  }

  #poll(): void {
    let version: unknown
    try {
      version = this.#file.try(() => this.#dataVersion.get()?.['data_version'])
    } catch {
      // Busy, or the disk failed: the next poll sees whatever happened.
      return
    }
    if (version === this.#seen) return
    this.#seen = version
    this.changed()
  }
}
