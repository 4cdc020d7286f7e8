/**
 * What loading the page again means. Usually nothing: the place is kept. Where a room says that it
 * costs the place (R5), the browser asks first, and a page that was reloaded says so, once.
 */
import type { Room } from '../../../client/room.ts'
import type { FanView } from '../../../client/room-state.ts'
import type { RoomFacts } from '../room-view.ts'

/** A page that finds itself too old twice in so long would only go round and round. */
const ONCE_IN_MS = 5 * 60_000
const KEPT_AS = 'admit-one reloaded'

export class Reloading {
  readonly #costsThePlace: boolean
  #isInLine = false

  constructor({ reload }: RoomFacts, room: Room) {
    this.#costsThePlace = reload === 'requeue'
    if (!this.#costsThePlace) return
    const { view } = room.state
    if (view.kind === 'placed' && wasReloaded()) room.join({ reloaded: nameOfDocument() })
    addEventListener('beforeunload', (event) => {
      if (this.#isInLine) event.preventDefault()
    })
  }

  note(view: FanView): void {
    this.#isInLine = view.kind === 'placed'
  }

  forNewVersion(): void {
    const nowMs = Date.now()
    try {
      if (nowMs - Number(sessionStorage.getItem(KEPT_AS) ?? 0) < ONCE_IN_MS) return
      sessionStorage.setItem(KEPT_AS, String(nowMs))
    } catch {
      return
    }
    location.reload()
  }
}

function wasReloaded(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload'
}

/** Random, and of this document alone: the same again is the same reload. */
function nameOfDocument(): string {
  return crypto.randomUUID().replaceAll('-', '')
}
