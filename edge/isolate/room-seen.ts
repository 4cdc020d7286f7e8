/**
 * Near fans whom this isolate saw poll: told to the desk every five seconds, all together. Instants
 * are gathered by the five seconds that presence is kept in, so that an old poll makes no young one
 * look old (R4); and what was gathered is told though nobody polls here any more.
 */
import { PRESENCE_BUCKET_MS, SEEN_EVERY_MS } from '../../core/queue/limits.ts'
import type { SeenBatch } from '../objects/messages.ts'
import { deskAddress, deskOf, type Visit } from './visit.ts'

/** One isolate's pollers in five seconds; beyond it they are told at once. */
const POSITIONS_MAX = 5_000

/** Past this nobody is coming any more who said that they would tell. */
const TELLER_LOST_MS = SEEN_EVERY_MS + 1_000

type Gathered = Omit<SeenBatch, 'positions'> & { readonly positions: Set<number> }

export class RoomSeen {
  readonly #byKey = new Map<string, Gathered>()
  #size = 0
  /** When whoever is to tell began to wait. */
  #tellerSinceMs = -Infinity

  note(visit: Visit, lane: string, index: number, position: number, nowMs: number): void {
    const key = `${lane} ${index} ${Math.floor(nowMs / PRESENCE_BUCKET_MS)}`
    const known = this.#byKey.get(key) ?? { lane, index, seenAtMs: nowMs, positions: new Set() }
    known.positions.add(position)
    this.#byKey.set(key, known)
    this.#size += 1
    // The one who was to tell ends with its request, and a stream that is cut off ends at once.
    if (nowMs - this.#tellerSinceMs >= TELLER_LOST_MS) {
      this.#tellerSinceMs = nowMs
      visit.waitUntil(this.#tellLater(visit))
    }
    if (this.#size >= POSITIONS_MAX) visit.waitUntil(this.#tell(visit))
  }

  async #tellLater(visit: Visit): Promise<void> {
    await scheduler.wait(SEEN_EVERY_MS)
    await this.#tell(visit)
  }

  async #tell(visit: Visit): Promise<void> {
    this.#tellerSinceMs = -Infinity
    if (this.#size === 0) return
    const batches = [...this.#byKey.values()].map(({ positions, ...rest }) => ({
      ...rest,
      positions: [...positions],
    }))
    this.#byKey.clear()
    this.#size = 0
    // Lost, it is made up for by the next poll.
    await deskOf(visit)
      .seen(deskAddress(visit), batches)
      .catch(() => {})
  }
}
