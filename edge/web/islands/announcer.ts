/** Says aloud, to who listens instead of looking, what is new: seldom, unless it matters. */
import type { Language } from '../language.ts'
import type { Say } from '../messages.ts'
import { spokenOf, type Spoken } from '../room/spoken-of.ts'
import type { LiveView, RoomFacts, RoomView } from '../room-view.ts'

const SELDOM_MS = 20_000

export class Announcer {
  readonly #facts: RoomFacts
  readonly #say: Say
  readonly #language: Language
  readonly #region = liveRegion()
  #last: Spoken | undefined
  #waiting: Spoken | undefined
  #saidAtMs = -Infinity

  constructor(facts: RoomFacts, say: Say, language: Language) {
    this.#facts = facts
    this.#say = say
    this.#language = language
  }

  say(view: RoomView, live: LiveView, nowMs: number): void {
    const spoken = spokenOf(view, live, this.#facts, this.#say, this.#language, this.#last)
    if (spoken === undefined) return
    const isNew = spoken.text !== this.#region.textContent
    this.#waiting = isNew && !spoken.matters ? spoken : undefined
    if (spoken.matters) this.#speak(spoken, nowMs)
    else this.remind(nowMs)
  }

  /** What did not matter enough is said when nothing was said for a while. */
  remind(nowMs: number): void {
    const spoken = this.#waiting
    if (spoken === undefined || nowMs - this.#saidAtMs < SELDOM_MS) return
    this.#waiting = undefined
    this.#speak(spoken, nowMs)
  }

  #speak(spoken: Spoken, nowMs: number): void {
    this.#last = spoken
    this.#saidAtMs = nowMs
    this.#region.textContent = spoken.text
  }
}

/** Outside of what is drawn again, or a reader would take every drawing for something new. */
function liveRegion(): HTMLElement {
  const region = document.createElement('p')
  region.className = 'unseen'
  region.setAttribute('role', 'status')
  region.setAttribute('aria-live', 'polite')
  document.querySelector('main')?.append(region)
  return region
}
