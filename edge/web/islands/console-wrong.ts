/** What is wrong with a form, beside its field. Its text is the caller's, so that no page carries words that it never says. */

export type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

type Told = { readonly text: string; readonly lang?: string }

export function clearWrong(form: HTMLFormElement): void {
  for (const text of form.querySelectorAll('p.wrong')) text.remove()
  for (const input of inputsOf(form)) {
    input.removeAttribute('aria-invalid')
    const hint = document.getElementById(`${input.id}-hint`)
    if (hint === null) input.removeAttribute('aria-describedby')
    else input.setAttribute('aria-describedby', hint.id)
  }
}

export function sayWrong(input: Input, { text, lang }: Told): void {
  const said = document.createElement('p')
  said.className = 'wrong'
  said.id = `${input.id}-wrong`
  if (lang !== undefined) said.lang = lang
  said.textContent = text
  input.after(said)
  input.setAttribute('aria-invalid', 'true')
  const hint = document.getElementById(`${input.id}-hint`)
  input.setAttribute('aria-describedby', [said.id, ...(hint === null ? [] : [hint.id])].join(' '))
  input.focus()
}

/** Those a person fills in. */
export function inputsOf(form: HTMLFormElement): Input[] {
  return [...form.querySelectorAll<Input>('input:not([type=hidden]), select, textarea')]
}
