/** The forms that steer a sale: each shows what it would bring in a dialog, and asks once. */
import { createRoot } from 'hono/jsx/dom/client'
import { fieldsOf, isDeedName, readDeed, type DeedName } from '../console/deed.ts'
import type { Outcome } from '../console/deed-outcome.ts'
import { DeedPanel, type Asking } from '../console/deed-panel.tsx'
import { doneIn, isDone } from '../console/done-words.ts'
import type { Language } from '../language.ts'
import { speak, type Say } from '../messages.ts'
import { deedAt } from './console-ask.ts'
import { follow, freshen, settle, showWrong } from './console-forms.ts'
import { clearWrong } from './console-wrong.ts'

type Told = { readonly done: () => void; readonly say: (text: string) => void }

const ownFields = ['act', 'version', 'key', 'sure']

export class Steering {
  readonly #dialog: HTMLDialogElement
  readonly #language: Language
  readonly #say: Say
  readonly #told: Told
  #asking: Asking | undefined
  #form: HTMLFormElement | undefined
  #isBusy = false

  constructor(dialog: HTMLDialogElement, language: Language, told: Told) {
    this.#dialog = dialog
    this.#language = language
    this.#say = speak(language)
    this.#told = told
    document.addEventListener('submit', (event) => this.#submitted(event))
    dialog.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('[data-leave]')) dialog.close()
    })
  }

  /** The room is of another version, or in another phase: forms nobody is filling in follow it. */
  async changed(): Promise<void> {
    await freshen()
  }

  #submitted(event: SubmitEvent): void {
    const { target: form, submitter } = event
    if (!(form instanceof HTMLFormElement)) return
    const name = form.dataset['deed'] ?? form.dataset['confirm'] ?? ''
    if (!isDeedName(name)) return
    event.preventDefault()
    if (this.#isBusy) return
    this.#isBusy = true
    const isSure = submitter instanceof HTMLButtonElement && submitter.name === 'sure'
    void this.#asked(form, name, isSure).finally(() => {
      this.#isBusy = false
    })
  }

  async #asked(form: HTMLFormElement, name: DeedName, isSure: boolean): Promise<void> {
    const isBegun = form.dataset['deed'] !== undefined
    if (isBegun) this.#form = form
    const room = form.dataset['room'] ?? this.#asking?.room ?? ''
    const fields = fieldsOf(new FormData(form))
    if (isBegun) clearWrong(form)
    const read = readDeed(name, fields)
    if (read.kind === 'wrong') return showWrong(form, read, this.#say)
    const key = isSure ? fields.get('key') : crypto.randomUUID()
    const outcome = await deedAt(room, read.deed, { dryRun: !isSure, key })
    if (isSure && isDone(outcome)) return this.#done(name, outcome)
    const { field, reason } = wrongOf(outcome)
    if (isBegun && showsField(form, field)) return showWrong(form, { field, reason }, this.#say)
    this.#asking = {
      room,
      name,
      key,
      version: fields.get('version'),
      fields: fields.names
        .filter((field) => !ownFields.includes(field))
        .map((field) => [field, fields.get(field)]),
    }
    this.#show(outcome)
  }

  #show(outcome: Outcome): void {
    if (this.#asking === undefined) return
    // A root of its own each time: what is asked now has nothing of what was asked before.
    createRoot(this.#dialog).render(
      <DeedPanel
        asking={this.#asking}
        outcome={outcome}
        say={this.#say}
        language={this.#language}
        isDialog
      />,
    )
    if (!this.#dialog.open) this.#dialog.showModal()
    this.#dialog.querySelector<HTMLElement>('#deed')?.focus()
  }

  #done(name: DeedName, outcome: Outcome): void {
    this.#dialog.close()
    if (this.#form !== undefined) settle(this.#form)
    this.#told.say(doneIn(this.#say, name, outcome))
    this.#told.done()
    if (outcome.kind === 'answered') {
      const { version, changes, again } = outcome.done
      if (changes.length > 0 && !again) follow(version)
    }
    void freshen()
  }
}

function wrongOf(outcome: Outcome): { field: string; reason: string } {
  if (outcome.kind !== 'refused') return { field: '', reason: '' }
  return { field: outcome.field ?? '', reason: outcome.reason ?? outcome.message }
}

function showsField(form: HTMLFormElement, field: string): boolean {
  return field !== '' && form.elements.namedItem(field) !== null
}
