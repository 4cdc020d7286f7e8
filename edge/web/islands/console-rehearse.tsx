/** The page of a rehearsal, alive: what its form asks for is played here, and nothing of it is sent. */
import { createRoot } from 'hono/jsx/dom/client'
import type { RoomView } from '../../../core/operate/room-answers.ts'
import { reckonedSeconds } from '../../../simulator/reckon.ts'
import {
  expectedCrowd,
  roomScenario,
  type ExpectedCrowd,
} from '../../../simulator/room-scenario.ts'
import { RehearsalMain } from '../console/rehearsal-main.tsx'
import type { RehearsalState } from '../console/rehearsal-state.ts'
import { commandOf, PAGE_FANS_MAX, readCrowd, type ReadCrowd } from '../console/rehearse-crowd.ts'
import { wrongText } from '../console/rehearse-form.tsx'
import { durationIn } from '../console/console-words.ts'
import { languages } from '../language.ts'
import { countIn } from '../room/words.ts'
import { speak } from '../messages.ts'
import { clearWrong } from './console-forms.ts'
import { roomOf } from './console-rehearse-room.ts'
import { runRehearsal } from './console-rehearse-run.ts'

type Room = Pick<RoomView['entry'], 'id' | 'desks' | 'settings'>

class Rehearsal {
  readonly #element: HTMLElement
  readonly #form: HTMLFormElement
  readonly #root: ReturnType<typeof createRoot>
  readonly #language
  readonly #say
  #room: Room
  #state: RehearsalState = { kind: 'none' }
  #isAsking = false
  #stop = () => {}

  constructor(element: HTMLElement, form: HTMLFormElement) {
    this.#element = element
    this.#form = form
    this.#language = languages.find((known) => known === element.dataset['language']) ?? 'ko'
    this.#say = speak(this.#language)
    this.#room = JSON.parse(element.dataset['room'] ?? '')
    this.#root = createRoot(element)
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

  #read(): ReadCrowd {
    const fields = new FormData(this.#form)
    const typed = (name: string) => {
      const value = fields.get(name)
      return typeof value === 'string' ? value : ''
    }
    return readCrowd(typed, expectedCrowd(this.#room))
  }

  /** The room's settings are asked for anew: somebody may have changed them since the page was opened. */
  async #begin(): Promise<void> {
    if (this.#isAsking || this.#state.kind === 'running') return
    clearWrong(this.#form)
    const read = this.#read()
    if (read.kind === 'wrong') {
      if (this.#state.kind !== 'found') this.#show({ kind: 'none' })
      return this.#showWrong(read)
    }
    const { crowd } = read
    if (crowd.fans > PAGE_FANS_MAX) {
      this.#show({ kind: 'too-many' })
      return this.#speak(
        this.#say('rehearse.too-many', { n: countIn(this.#language, PAGE_FANS_MAX) }),
      )
    }
    this.#isAsking = true
    const looked = await roomOf(this.#room.id)
    this.#isAsking = false
    if (looked.kind === 'signed-out') {
      this.#show(looked)
      return this.#speak(this.#say('sale.signed-out'))
    }
    if (looked.kind === 'room') this.#room = looked.room
    this.#play(crowd)
  }

  #play(crowd: ExpectedCrowd): void {
    const scenario = roomScenario(this.#room, crowd)
    const aboutSeconds = reckonedSeconds(this.#room, crowd)
    const running = { kind: 'running', fans: crowd.fans, aboutSeconds } as const
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
        case 'found':
          this.#end({ kind: 'found', found: told.found, tookMs: performance.now() - beganAtMs })
          return this.#speak(
            this.#say('rehearse.spoken', {
              time: durationIn(this.#say, told.found.lastCalledSeconds * 1_000),
            }),
          )
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
    if (state.kind === 'running') go?.setAttribute('aria-disabled', 'true')
    else go?.removeAttribute('aria-disabled')
  }

  #showWrong(wrong: Extract<ReadCrowd, { kind: 'wrong' }>): void {
    const input = this.#form.elements.namedItem(wrong.name)
    if (!(input instanceof HTMLInputElement)) return
    const text = document.createElement('p')
    text.className = 'wrong'
    text.id = `${input.id}-wrong`
    text.textContent = wrongText(this.#say, this.#language, wrong)
    input.after(text)
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', `${text.id} ${input.id}-hint`)
    input.focus()
  }

  #showCommand(): void {
    const read = this.#read()
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
