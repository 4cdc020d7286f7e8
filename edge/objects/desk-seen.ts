/**
 * Near fans who poll count as present. What isolates say of them is gathered, so that a segment
 * hears of it from each desk once in five seconds, whatever the crowd; by the five seconds that
 * presence is kept in, so that one old poll makes nobody else's look old (R4).
 */
import { PRESENCE_BUCKET_MS, SEEN_EVERY_MS } from '../../core/queue/limits.ts'
import type { SeenBatch } from './messages.ts'

type Gathered = {
  readonly lane: string
  readonly index: number
  readonly positions: Set<number>
  seenAtMs: number
}

export class DeskSeen {
  readonly #byKey = new Map<string, Gathered>()
  #takenAtMs = 0

  note(batches: readonly SeenBatch[]): void {
    for (const { lane, index, positions, seenAtMs } of batches) {
      const key = `${lane} ${index} ${Math.floor(seenAtMs / PRESENCE_BUCKET_MS)}`
      const known = this.#byKey.get(key) ?? { lane, index, positions: new Set<number>(), seenAtMs }
      for (const position of positions) known.positions.add(position)
      known.seenAtMs = Math.min(known.seenAtMs, seenAtMs)
      this.#byKey.set(key, known)
    }
  }

  /** What was gathered, when it is time to pass it on. */
  take(nowMs: number): SeenBatch[] {
    if (this.#byKey.size === 0 || nowMs - this.#takenAtMs < SEEN_EVERY_MS) return []
    this.#takenAtMs = nowMs
    const gathered = [...this.#byKey.values()].map(({ positions, ...rest }) => ({
      ...rest,
      positions: [...positions],
    }))
    this.#byKey.clear()
    return gathered
  }
}
