/** Near fans whom this isolate saw poll: told to the desk every five seconds, all together. */
import { SEEN_EVERY_MS } from '../../core/queue/limits.ts'
import { deskAddress, deskOf, type Visit } from './visit.ts'

/** One isolate's pollers in five seconds; beyond it they are told at once. */
const POSITIONS_MAX = 5_000

export class RoomSeen {
  readonly #byKey = new Map<string, { lane: string; index: number; positions: Set<number> }>()
  #size = 0
  #sinceMs = 0
  #toldAtMs = 0

  note(visit: Visit, lane: string, index: number, position: number, nowMs: number): void {
    if (this.#size === 0) this.#sinceMs = nowMs
    const key = `${lane} ${index}`
    const known = this.#byKey.get(key) ?? { lane, index, positions: new Set<number>() }
    known.positions.add(position)
    this.#byKey.set(key, known)
    this.#size += 1
    if (nowMs - this.#toldAtMs >= SEEN_EVERY_MS || this.#size >= POSITIONS_MAX) {
      this.#tell(visit, nowMs)
    }
  }

  #tell(visit: Visit, nowMs: number): void {
    const batches = [...this.#byKey.values()].map(({ lane, index, positions }) => ({
      lane,
      index,
      positions: [...positions],
    }))
    this.#byKey.clear()
    this.#size = 0
    this.#toldAtMs = nowMs
    // Lost, it is made up for by the next poll.
    const told = deskOf(visit).seen(deskAddress(visit), batches, this.#sinceMs)
    visit.waitUntil(told.catch(() => {}))
  }
}
