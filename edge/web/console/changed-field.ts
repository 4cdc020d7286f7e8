/** A field that was changed, and what it was and is, as a person reads them. */
import { languageNames, languages, type Language } from '../language.ts'
import type { MessageKey, Say } from '../messages.ts'
import { durationIn, percentIn, rateIn, valueIn } from './console-words.ts'
import { labelsIn } from './room-labels.ts'

/** What only a log speaks of, or what stands in a form with a unit that its value here brings along. */
const inLogs = new Map<string, MessageKey>([
  ['stage', 'sale.phase'],
  ['paused', 'console.changed.paused'],
  ['rate', 'sale.rate'],
  ['settings.ratePerSecond', 'sale.rate'],
  ['extra', 'sale.act.admit'],
  ['sessions', 'sale.inside'],
  ['session', 'console.changed.session'],
  ['news', 'console.changed.news'],
])

/** Undefined for what no page has a word for. */
export function changedLabel(say: Say, field: string): string | undefined {
  const key = inLogs.get(field)
  if (key !== undefined) return say(key)
  const news = languages.find((code) => field === `news.${code}`)
  if (news !== undefined) {
    return say('console.changed.news.in', { language: languageNames[news].name })
  }
  const lane = /^settings\.lanes\.(.+)\.sharePercent$/.exec(field)?.[1]
  if (lane !== undefined) return say('console.changed.share', { lane })
  const label = labelsIn(say)(field)
  return field.endsWith('Ms') ? label && withoutUnit(label) : label
}

/** `To take a turn (s)`, of a value that says its seconds itself. */
function withoutUnit(label: string): string {
  return label.replace(/\s*[(（][^(（)）]*[)）]$/, '')
}

/** Of what somebody wrote by language: the language, as a page marks it. */
export function writtenIn(field: string): string | undefined {
  const code = languages.find((one) => field.endsWith(`.${one}`))
  return code && languageNames[code].tag
}

const words = new Map<unknown, MessageKey>([
  [undefined, 'console.changed.nothing'],
  [true, 'console.changed.yes'],
  [false, 'console.changed.no'],
  ['by-hand', 'sale.rate.hand'],
  ['follows-the-shop', 'sale.rate.shop'],
  ['sold-out', 'room.news.sold-out'],
])

/** What is one of few, by the field and which of them. */
const chosen = new Map<string, MessageKey>([
  ['stage scheduled', 'room.phase.scheduled'],
  ['stage lobby', 'room.phase.lobby'],
  ['stage drawing', 'room.phase.drawing'],
  ['stage open', 'room.phase.open'],
  ['stage closed', 'room.phase.closed'],
  ['settings.mode queue', 'console.mode.queue'],
  ['settings.mode pass', 'console.mode.pass'],
  ['settings.mode reject', 'console.mode.reject'],
  ['whenBlind hold', 'console.blind.hold'],
  ['whenBlind open', 'console.blind.open'],
  ['whenBlind closed', 'console.blind.closed'],
  ['reload keep', 'console.reload.keep'],
  ['reload requeue', 'console.reload.requeue'],
])

export function changedValue(say: Say, language: Language, field: string, value: unknown): string {
  if (typeof value === 'number') return numberIn(say, language, field, value)
  // What people wrote is never taken for a word of ours.
  const isWritten = field.includes('.') && typeof value === 'string'
  const word = isWritten ? undefined : words.get(value)
  const choice = typeof value === 'string' ? chosen.get(`${field} ${value}`) : undefined
  const key = choice ?? word
  return key === undefined ? valueIn(language, field, value) : say(key)
}

function numberIn(say: Say, language: Language, field: string, value: number): string {
  if (field.endsWith('PerSecond')) return rateIn(say, language, value)
  if (field.endsWith('Percent')) return percentIn(language, value / 100)
  const isDuration = field.endsWith('Ms') && !field.endsWith('AtMs')
  return isDuration ? durationIn(say, value) : valueIn(language, field, value)
}
