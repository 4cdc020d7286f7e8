/** What an act changed, in a line of a terminal: `cap 500 → 250; rate 5 → 8 a second`. */
import type { Change } from '../core/operate/change.ts'
import { printableJson } from '../core/printable.ts'
import { grouped, instant, lasting } from './words.ts'

type Value = Change['before']
type Unit = {
  readonly ends: string
  readonly text: (value: number) => string
  readonly after?: string
}

/** By how a field's name ends: the first that fits. */
const units: readonly Unit[] = [
  { ends: 'AtMs', text: instant },
  { ends: 'Ms', text: lasting },
  { ends: 'PerSecond', text: grouped, after: ' a second' },
  { ends: 'Percent', text: grouped, after: ' %' },
]

export function changedText(changes: readonly Change[], more: number): string {
  const told = changes.map(({ field, before, after }) => {
    const { text, after: unit = '' } = units.find(({ ends }) => field.endsWith(ends)) ?? {}
    const said = (value: Value) => valueText(value, text)
    const was = before === undefined ? '' : `${said(before)} → `
    return `${nameOf(field)} ${was}${said(after)}${typeof after === 'number' ? unit : ''}`
  })
  return [...told, ...(more === 0 ? [] : [`and ${grouped(more)} more`])].join('; ')
}

/** As the words of the command line: `rate`, `share of members`. */
function nameOf(field: string): string {
  const lane = /^settings\.lanes\.(.+)\.sharePercent$/.exec(field)?.[1]
  if (lane !== undefined) return `share of ${lane}`
  if (field === 'settings.ratePerSecond') return 'rate'
  if (field.startsWith('news')) return field.replace('news', 'message')
  return field.replace(/^settings\./, '')
}

function valueText(value: Value, text: Unit['text'] = grouped): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return text(value)
  return typeof value === 'string' ? oneLine(value) : printableJson(value)
}

/** What somebody wrote moves no cursor of who reads it, and turns no line round. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
}
