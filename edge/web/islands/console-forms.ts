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
 * Brings the forms to what the room is now. One that is being filled in is left alone, with the
 * version it was begun with: that somebody was before is to be seen when it is sent.
 */
export async function freshen(): Promise<void> {
  const steering = document.querySelector('.steering')
  const next = await steeringNow()
  if (steering === null || next === null) return
  const isFocused = steering.contains(document.activeElement)
  const isTouched = formsOf(steering).some(isDirty)
  if (shapeOf(steering) !== shapeOf(next)) {
    if (!isFocused && !isTouched) steering.replaceChildren(...next.childNodes)
    return
  }
  const fresh = formsOf(next)
  for (const [at, form] of formsOf(steering).entries()) {
    const source = fresh[at]
    if (source !== undefined && !isDirty(form)) copyValues(source, form)
  }
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
