/** A sale on a page of the console, alive: asked once a second while somebody looks, and drawn anew. */
import type { Child } from 'hono/jsx'
import { createRoot } from 'hono/jsx/dom/client'
import type { Figures } from '../../../core/operate/figures.ts'
import { SaleCard } from '../console/sale-card.tsx'
import { SaleMain } from '../console/sale-main.tsx'
import { pointOf, withPoint, type Seen } from '../console/seen.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { deedAt, figuresOf } from './console-ask.ts'
import { Speaker } from './console-speaker.ts'

const EVERY_MS = 1_000
/** After a deed the next figures may still be those of before it, for as long as a desk holds them. */
const HELD_MS = 2_500

type Told = { readonly changed: (figures: Figures) => void; readonly say: (text: string) => void }

export class LiveSale {
  readonly #root: ReturnType<typeof createRoot>
  readonly #view: string
  readonly #language: Language
  readonly #say: Say
  readonly #aheadMs: number
  readonly #told: Told
  readonly #speaker: Speaker
  #seen: Seen
  #isAsking = false
  #ignoredUntilMs = 0

  constructor(element: HTMLElement, start: Seen, language: Language, told: Told) {
    this.#seen = start
    this.#language = language
    this.#say = speak(language)
    this.#view = element.dataset['view'] ?? 'main'
    this.#told = told
    this.#aheadMs = start.nowMs - Date.now()
    this.#speaker = new Speaker(this.#say, start.figures)
    this.#root = createRoot(element)
    element.addEventListener('submit', (event) => this.#submitted(event))
    document.addEventListener('visibilitychange', () => void this.look())
    setInterval(() => void this.look(), EVERY_MS)
    void this.look()
  }

  /** Hidden pages ask nothing: however many tabs are open, who looks is asked for. */
  async look(): Promise<void> {
    if (document.hidden || this.#seen.isSignedOut) return
    this.#draw()
    if (this.#isAsking) return
    this.#isAsking = true
    const looked = await figuresOf(this.#seen.room)
    this.#isAsking = false
    if (looked.kind === 'signed-out') this.#seen = { ...this.#seen, isSignedOut: true }
    if (looked.kind === 'figures' && Date.now() >= this.#ignoredUntilMs) this.#heard(looked.figures)
    this.#draw()
  }

  #heard(figures: Figures): void {
    const { points } = this.#seen
    this.#seen = { ...this.#seen, figures, points: withPoint(points, pointOf(figures)) }
    this.#speaker.hear(figures)
    this.#told.changed(figures)
  }

  #draw(): void {
    this.#seen = { ...this.#seen, nowMs: Date.now() + this.#aheadMs }
    this.#root.render(this.#drawn())
  }

  #drawn(): Child {
    const shown = { seen: this.#seen, say: this.#say, language: this.#language }
    return this.#view === 'card' ? <SaleCard {...shown} /> : <SaleMain {...shown} />
  }

  #submitted(event: SubmitEvent): void {
    const { submitter } = event
    if (!(submitter instanceof HTMLButtonElement)) return
    const { value } = submitter
    if (value !== 'pause' && value !== 'resume') return
    event.preventDefault()
    if (submitter.getAttribute('aria-disabled') !== 'true') void this.#brake(value)
  }

  /** Done at once, and shown as soon as it is answered: figures on their way are of before it. */
  async #brake(word: 'pause' | 'resume'): Promise<void> {
    this.#seen = { ...this.#seen, pressed: word }
    this.#draw()
    const { room } = this.#seen
    const how = { dryRun: false, key: crypto.randomUUID() }
    const outcome = await deedAt(room, { kind: 'word', word }, how)
    const { pressed: _, ...seen } = this.#seen
    this.#seen = seen
    if (outcome.kind === 'answered') {
      this.#ignoredUntilMs = Date.now() + HELD_MS
      const { phase } = outcome.done.effect.after
      if (seen.figures !== undefined) this.#heard({ ...seen.figures, phase })
      this.#told.say(this.#say('sale.done', { act: this.#say(`sale.act.${word}`) }))
    } else {
      const why = outcome.kind === 'refused' ? ` ${outcome.message}` : ''
      const key = outcome.kind === 'lost' ? 'sale.refused.lost' : 'sale.refused'
      this.#told.say(`${this.#say(key)}${why}`)
    }
    void this.look()
  }
}
