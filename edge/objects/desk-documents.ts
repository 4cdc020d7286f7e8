/**
 * Documents on their way through a desk: the room's comes with each exchange, a segment's is
 * fetched when somebody asks and kept for a second and a half. However many ask, one call is made.
 */
import { SEGMENT_HELD_BY_DESK_MS } from '../../core/queue/limits.ts'

type Held = { readonly text: string; readonly fetchedAtMs: number }

/** Segments whose documents are held at once: those near the front, and some to spare. */
const HELD_MAX = 64

export class DeskDocuments {
  readonly #held = new Map<string, Held>()
  readonly #fetching = new Map<string, Promise<string>>()

  /** Fails when the segment does not answer and nothing young enough is held. */
  async segment(key: string, nowMs: number, fetch: () => Promise<string>): Promise<string> {
    const held = this.#held.get(key)
    if (held !== undefined && nowMs - held.fetchedAtMs < SEGMENT_HELD_BY_DESK_MS) return held.text
    const out = this.#fetching.get(key)
    if (out !== undefined) return out
    const fetching = this.#fetch(key, nowMs, fetch)
    this.#fetching.set(key, fetching)
    try {
      return await fetching
    } finally {
      this.#fetching.delete(key)
    }
  }

  clear(): void {
    this.#held.clear()
  }

  /** As old as the call that brings it, not as its answer. */
  async #fetch(key: string, askedAtMs: number, fetch: () => Promise<string>): Promise<string> {
    const text = await fetch()
    this.#held.delete(key)
    this.#held.set(key, { text, fetchedAtMs: askedAtMs })
    const [oldest] = this.#held.keys()
    if (this.#held.size > HELD_MAX && oldest !== undefined) this.#held.delete(oldest)
    return text
  }
}
