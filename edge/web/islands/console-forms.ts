/** Forms of the console: what is wrong is said beside its field, and what is not being filled in follows the room. */
import type { Wrong } from '../console/deed.ts'
import { reasonIn } from '../console/reason-words.ts'
import type { Say } from '../messages.ts'

type Input = HTMLInputElement | HTMLTextAreaElement

export function clearWrong(form: HTMLFormElement): void {
  for (const text of form.querySelectorAll('p.wrong')) text.remove()
  for (const input of inputsOf(form)) {
    input.removeAttribute('aria-invalid')
    const hint = document.getElementById(`${input.id}-hint`)
    if (hint === null) input.removeAttribute('aria-describedby')
    else input.setAttribute('aria-describedby', hint.id)
  }
}

/** In the words of whoever reads the page, where somebody has translated it. */
export function showWrong(form: HTMLFormElement, { field, reason }: Wrong, say: Say): void {
  const input = inputsOf(form).find(({ name }) => name === field) ?? inputsOf(form)[0]
  if (input === undefined) return
  const text = document.createElement('p')
  text.className = 'wrong'
  text.id = `${input.id}-wrong`
  const told = reasonIn(say, reason)
  if (told.lang !== undefined) text.lang = told.lang
  text.textContent = told.text
  input.after(text)
  input.setAttribute('aria-invalid', 'true')
  const hint = document.getElementById(`${input.id}-hint`)
  input.setAttribute('aria-describedby', [text.id, ...(hint === null ? [] : [hint.id])].join(' '))
  input.focus()
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
  const values = new Map(
    [...from.querySelectorAll('input')].map((input) => [input.name, input.value]),
  )
  for (const input of to.querySelectorAll('input')) {
    const value = values.get(input.name)
    if (value === undefined) continue
    input.defaultValue = value
    input.value = value
  }
}

/** Which forms there are, and which fields: another lane, another phase. */
function shapeOf(steering: Element): string {
  return formsOf(steering)
    .map((form) => {
      const names = [...form.querySelectorAll('input')].map(({ name, disabled }) =>
        disabled ? `-${name}` : name,
      )
      return [form.dataset['deed'], ...names].join()
    })
    .join(';')
}

function formsOf(steering: Element): HTMLFormElement[] {
  return [...steering.querySelectorAll<HTMLFormElement>('form[data-deed]')]
}

function isDirty(form: HTMLFormElement): boolean {
  return inputsOf(form).some(({ value, defaultValue }) => value !== defaultValue)
}

/** Those a person fills in. */
function inputsOf(form: HTMLFormElement): Input[] {
  return [...form.querySelectorAll<Input>('input:not([type=hidden]), textarea')]
}
