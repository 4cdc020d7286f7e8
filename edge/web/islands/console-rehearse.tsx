/** The page of a rehearsal, alive: what its form asks for is played here, and nothing of it is sent. */
import { createRoot } from 'hono/jsx/dom/client'
import type { RoomView } from '../../../core/operate/room-answers.ts'
import {
  expectedCrowd,
  readCrowd,
  type ExpectedCrowd,
  type ReadCrowd,
} from '../../../simulator/expected-crowd.ts'
import { notPlayedOf } from '../../../simulator/not-played.ts'
import { reckonedSeconds } from '../../../simulator/reckon.ts'
import { roomScenario } from '../../../simulator/room-scenario.ts'
import { RehearsalMain } from '../console/rehearsal-main.tsx'
import type { RehearsalState } from '../console/rehearsal-state.ts'
import { commandOf, PAGE_FANS_MAX } from '../console/rehearse-command.ts'
import { wrongText } from '../console/rehearse-form.tsx'
import { RehearsedSettings } from '../console/rehearsed-settings.tsx'
import { durationIn } from '../console/console-words.ts'
import { languages } from '../language.ts'
import { countIn } from '../room/words.ts'
import { speak } from '../messages.ts'
import { roomOf } from './console-rehearse-room.ts'
import { runRehearsal } from './console-rehearse-run.ts'
import { clearWrong, sayWrong } from './console-wrong.ts'

type Room = Pick<RoomView['entry'], 'id' | 'settings'>
type Typed = (name: string) => string

class Rehearsal {
  readonly #element: HTMLElement
  readonly #form: HTMLFormElement
  readonly #root: ReturnType<typeof createRoot>
  readonly #settings: ReturnType<typeof createRoot> | undefined
  readonly #language
  readonly #say
  #room: Room
  #state: RehearsalState = { kind: 'none' }
  #stop = () => {}

  constructor(element: HTMLElement, form: HTMLFormElement) {
    this.#element = element
    this.#form = form
    this.#language = languages.find((known) => known === element.dataset['language']) ?? 'ko'
    this.#say = speak(this.#language)
    this.#room = JSON.parse(element.dataset['room'] ?? '')
    this.#root = createRoot(element)
    const settings = document.getElementById('rehearsed-settings')
    if (settings !== null) this.#settings = createRoot(settings)
  }

  listen(): void {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#begin()
    })
    this.#form.addEventListener('input', () => this.#showCommand())
    this.#element.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('[data-stop]') !== null) this.#stopped()
    })
    this.#element.dataset['ready'] = 'true'
  }

  #typed(): Typed {
    const fields = new FormData(this.#form)
    return (name) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value : ''
    }
  }

  /** Undefined where it is nothing to be played here, which is said. */
  #wanted(typed: Typed): ExpectedCrowd | undefined {
    const read = this.#read(typed)
    if (read.kind === 'wrong') {
      if (this.#state.kind !== 'found') this.#show({ kind: 'none' })
      this.#showWrong(read)
      return undefined
    }
    if (read.crowd.fans <= PAGE_FANS_MAX) return read.crowd
    this.#show({ kind: 'too-many' })
    this.#speak(this.#say('rehearse.too-many', { n: countIn(this.#language, PAGE_FANS_MAX) }))
    return undefined
  }

  #read(typed: Typed): ReadCrowd {
    return readCrowd(typed, expectedCrowd(this.#room))
  }

  /** The room's settings are asked for anew: somebody may have changed them since the page was opened. */
  async #begin(): Promise<void> {
    if (this.#isBusy()) return
    clearWrong(this.#form)
    const typed = this.#typed()
    if (this.#wanted(typed) === undefined) return
    this.#show({ kind: 'asking' })
    const looked = await roomOf(this.#room.id)
    if (looked.kind !== 'room') {
      this.#show(looked)
      const isUnread = looked.kind === 'unread'
      return this.#speak(this.#say(isUnread ? 'rehearse.unread' : 'sale.signed-out'))
    }
    this.#goBy(looked.view)
    // What was left empty is as usual for the settings of now.
    const crowd = this.#wanted(typed)
    if (crowd !== undefined) this.#play(looked.view, crowd)
  }

  #isBusy(): boolean {
    return this.#state.kind === 'asking' || this.#state.kind === 'running'
  }

  /** The page says by which settings it goes, where it said those it was made with. */
  #goBy(view: RoomView): void {
    this.#room = view.entry
    const shown = { view, say: this.#say, language: this.#language }
    this.#settings?.render(<RehearsedSettings {...shown} />)
    this.#showCommand()
  }

  #play(view: RoomView, crowd: ExpectedCrowd): void {
    const scenario = roomScenario(view, crowd)
    const aboutSeconds = reckonedSeconds(view, crowd)
    const running = { kind: 'running', fans: crowd.fans, aboutSeconds } as const
    const by = { version: view.version, notPlayed: notPlayedOf(view.entry) }
    const beganAtMs = performance.now()
    const failed = (why: string) => {
      this.#end({ kind: 'failed', why })
      this.#speak(this.#say('rehearse.failed'))
    }
    this.#show({ ...running, progress: undefined })
    this.#speak(this.#say('rehearse.running'))
    this.#stop = runRehearsal(scenario, (told) => {
      switch (told.kind) {
        case 'progress':
          return this.#show({ ...running, progress: told.progress })
        case 'found': {
          const tookMs = performance.now() - beganAtMs
          this.#end({ kind: 'found', found: told.found, tookMs, ...by })
          return this.#speak(
            this.#say('rehearse.spoken', {
              time: durationIn(this.#say, told.found.lastCalledSeconds * 1_000),
            }),
          )
        }
        case 'wrong':
          return failed(told.message)
        case 'broken':
          return failed(told.why)
      }
    })
  }

  #stopped(): void {
    if (this.#state.kind !== 'running') return
    this.#stop()
    const saleSeconds = this.#state.progress?.saleSeconds ?? 0
    this.#end({ kind: 'stopped', saleSeconds })
    const time = durationIn(this.#say, saleSeconds * 1_000)
    this.#speak(this.#say('rehearse.stopped', { time }))
  }

  /** The button to stop goes, and whoever stood on it goes on from what came, or back to the form. */
  #end(state: RehearsalState): void {
    const stoodHere = this.#element.contains(document.activeElement)
    this.#show(state)
    if (!stoodHere) return
    const next = state.kind === 'found' ? '#verdict' : '#rehearse-go'
    requestAnimationFrame(() => document.querySelector<HTMLElement>(next)?.focus())
  }

  #show(state: RehearsalState): void {
    this.#state = state
    const shown = { state, say: this.#say, language: this.#language }
    this.#root.render(<RehearsalMain {...shown} />)
    const go = document.getElementById('rehearse-go')
    if (this.#isBusy()) go?.setAttribute('aria-disabled', 'true')
    else go?.removeAttribute('aria-disabled')
  }

  #showWrong({ flag }: Extract<ReadCrowd, { kind: 'wrong' }>): void {
    const input = this.#form.elements.namedItem(flag.name)
    if (!(input instanceof HTMLInputElement)) return
    sayWrong(input, { text: wrongText(this.#say, this.#language, flag) })
  }

  #showCommand(): void {
    const read = this.#read(this.#typed())
    const command = document.getElementById('rehearse-command')
    if (read.kind === 'crowd' && command !== null) {
      command.textContent = commandOf(this.#room, read.crowd)
    }
  }

  #speak(text: string): void {
    const region = document.getElementById('rehearsal-spoken')
    if (region !== null) region.textContent = text
  }
}

const element = document.getElementById('rehearsal')
const form = document.getElementById('rehearse-form')
if (element !== null && form instanceof HTMLFormElement) new Rehearsal(element, form).listen()
