/** Forms of the console: what is wrong is said beside its field, and what is not being filled in follows the room. */
import type { Wrong } from '../console/deed.ts'
import { reasonIn } from '../console/reason-words.ts'
import type { Say } from '../messages.ts'
import { clearWrong, inputsOf, sayWrong } from './console-wrong.ts'

/** In the words of whoever reads the page, where somebody has translated it. */
export function showWrong(form: HTMLFormElement, { field, reason }: Wrong, say: Say): void {
  const input = inputsOf(form).find(({ name }) => name === field) ?? inputsOf(form)[0]
  if (input === undefined) return
  sayWrong(input, reasonIn(say, reason))
}

/** What was typed here is done: the form is as if nobody had touched it. */
export function settle(form: HTMLFormElement): void {
  clearWrong(form)
  form.reset()
}

/**
 * What was done from here made the room this version, of the one before. Forms that knew that one know
 * this one, also those being filled in: nobody else was between.
 */
export function follow(version: number): void {
  const inputs = document.querySelectorAll<HTMLInputElement>('.steering input[name=version]')
  for (const input of inputs) {
    if (input.value !== String(version - 1)) continue
    input.defaultValue = String(version)
    input.value = String(version)
  }
}

/**
 * Brings the forms to what the room is now. One that is being filled in is left alone, with the
 * version it was begun with: that somebody was before is to be seen when it is sent.
 */
export async function freshen(): Promise<void> {
  const steering = document.querySelector('.steering')
  const next = await steeringNow()
  if (steering === null || next === null) return
  if (shapeOf(steering) !== shapeOf(next)) {
    if (!isFilledIn(steering)) return replace(steering, next)
    freshenLater(steering)
  }
  const fresh = new Map(formsOf(next).map((form) => [form.dataset['deed'], form]))
  for (const form of formsOf(steering)) {
    const source = fresh.get(form.dataset['deed'])
    if (source !== undefined && !isDirty(form)) copyValues(source, form)
  }
}

function isFilledIn(steering: Element): boolean {
  const at = document.activeElement
  const isTyping = at !== null && at.matches('input, select, textarea') && steering.contains(at)
  return isTyping || formsOf(steering).some(isDirty)
}

/** What was unfolded stays so, and whoever stood at a form's button stands at it again, or at the top. */
function replace(steering: Element, next: Element): void {
  const at = steering.contains(document.activeElement) ? document.activeElement : null
  const deed = at?.closest<HTMLElement>('form[data-deed]')?.dataset['deed']
  const unfolded = new Set(foldsOf(steering).flatMap((fold) => (fold.open ? [nameOf(fold)] : [])))
  steering.replaceChildren(...next.childNodes)
  for (const fold of foldsOf(steering)) fold.open ||= unfolded.has(nameOf(fold))
  if (at === null) return
  const button = steering.querySelector<HTMLElement>(`form[data-deed="${deed}"] button`)
  const top = button ?? steering.querySelector<HTMLElement>('summary')
  top?.focus()
}

function foldsOf(steering: Element): HTMLDetailsElement[] {
  return [...steering.querySelectorAll('details')]
}

function nameOf(fold: HTMLDetailsElement): string {
  return fold.querySelector('summary')?.textContent ?? ''
}

let isLater = false

/** Not under somebody's hands: once they go on. */
function freshenLater(steering: Element): void {
  if (isLater) return
  isLater = true
  const again = () => {
    isLater = false
    void freshen()
  }
  steering.addEventListener('focusout', again, { once: true })
}

async function steeringNow(): Promise<Element | null> {
  try {
    const answer = await fetch(location.pathname + location.search, { cache: 'no-store' })
    if (!answer.ok) return null
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return page.querySelector('.steering')
  } catch {
    return null
  }
}

function copyValues(from: HTMLFormElement, to: HTMLFormElement): void {
  const values = new Map(valuedIn(from).map(({ name, value }) => [name, value]))
  for (const input of valuedIn(to)) {
    const value = values.get(input.name)
    if (value === undefined) continue
    if (input instanceof HTMLInputElement) input.defaultValue = value
    else for (const option of input.options) option.defaultSelected = option.value === value
    input.value = value
  }
}

/** What follows the room; nothing of it is ever written in a text of several lines. */
function valuedIn(form: HTMLFormElement): (HTMLInputElement | HTMLSelectElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')]
}

/** Which forms there are, and which fields: another lane, another phase. */
function shapeOf(steering: Element): string {
  return formsOf(steering)
    .map((form) => {
      const names = valuedIn(form).map(({ name, disabled }) => (disabled ? `-${name}` : name))
      return [form.dataset['deed'], ...names].join()
    })
    .join(';')
}

function formsOf(steering: Element): HTMLFormElement[] {
  return [...steering.querySelectorAll<HTMLFormElement>('form[data-deed]')]
}

function isDirty(form: HTMLFormElement): boolean {
  return inputsOf(form).some((input) =>
    input instanceof HTMLSelectElement
      ? [...input.options].some(({ selected, defaultSelected }) => selected !== defaultSelected)
      : input.value !== input.defaultValue,
  )
}
