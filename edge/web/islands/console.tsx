/** The operators' pages, alive: sales go on by themselves, and forms are answered where they stand. */
import type { Seen } from '../console/seen.ts'
import { languages, type Language } from '../language.ts'
import { copyOf } from './console-copy.ts'
import { LiveSale } from './console-sale.tsx'
import { Steering } from './console-steering.tsx'

const language = languageOf(document.querySelector<HTMLElement>('[data-language]'))
const dialog = document.getElementById('deed-dialog')
const sales: LiveSale[] = []
const steering =
  dialog instanceof HTMLDialogElement
    ? new Steering(dialog, language, { done: () => sales.forEach((sale) => void sale.look()), say })
    : undefined

for (const element of document.querySelectorAll<HTMLElement>('[data-sale]')) begin(element)
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) copyOf(button)
for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => print())
}
document.documentElement.dataset['live'] = 'true'

/** The page that the server made: its own data, of the same build. */
function begin(element: HTMLElement): void {
  const start: Seen = JSON.parse(element.dataset['start'] ?? '')
  let was = ''
  const changed = ({ version, phase }: { version: number; phase: string }) => {
    const is = `${version} ${phase}`
    if (was !== '' && was !== is) void steering?.changed()
    was = is
  }
  if (start.figures !== undefined) changed(start.figures)
  sales.push(new LiveSale(element, start, language, { changed, say }))
}

/** What was done, shown and said. */
function say(text: string): void {
  const region = document.getElementById('done')
  if (region === null) return
  region.classList.remove('empty')
  region.textContent = text
}

function languageOf(element: HTMLElement | null): Language {
  return languages.find((known) => known === element?.dataset['language']) ?? 'ko'
}
