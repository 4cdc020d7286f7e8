/**
 * The form of a room, alike for one that is made and for one that is changed. Each field is named as
 * the interface names it, so that what is said to be wrong finds its way back. Only what was edited
 * is changed: what the form rounds, or does not show, stays as it was.
 */
import { isRecord, mergePatch, patchTo } from '../../../core/operate/merge-patch.ts'
import { because } from '../../../core/reason.ts'
import { languages } from '../language.ts'
import { instants, type Fields, type Typed, type Wrong } from './deed.ts'
import { fieldOf, instantOf } from './korean-time.ts'
import { laneFields, lanesIn, shownLanes } from './room-lanes.ts'

export const colours = ['desk', 'paper', 'ink', 'accent'] as const
export const modesOfLook = ['light', 'dark'] as const

const bounds = ['pressure.floorPerSecond', 'pressure.ceilingPerSecond']
const SHOWN_DIGITS = 9

type FormField = {
  readonly name: string
  readonly read: (text: string) => unknown
  readonly show: (value: unknown) => string
}

function text(name: string): FormField {
  return { name, read: (typed) => typed, show: (value) => (typeof value === 'string' ? value : '') }
}

/** Typed in the unit people think in. What is no number is left for the room to say so. */
function number(name: string, unit = 1): FormField {
  return {
    name,
    read: (typed) => {
      const value = Number(typed)
      if (!Number.isFinite(value)) return typed
      return unit === 1 ? value : Math.round(value * unit)
    },
    show: (value) =>
      typeof value === 'number' ? String(Number((value / unit).toPrecision(SHOWN_DIGITS))) : '',
  }
}

function instant(name: string): FormField {
  return {
    name,
    read: instantOf,
    show: (value) => (typeof value === 'number' ? fieldOf(value) : ''),
  }
}

const fields: readonly FormField[] = [
  text('id'),
  ...languages.map((language) => text(`title.${language}`)),
  number('settings.cap'),
  number('settings.ratePerSecond'),
  text('settings.mode'),
  ...instants.map((name) => instant(`settings.schedule.${name}`)),
  number('settings.terms.offerMs', 1_000),
  number('settings.terms.sessionMs', 60_000),
  number('settings.terms.tokenMs', 1_000),
  number('settings.near.seconds'),
  number('settings.near.atLeast'),
  number('settings.span'),
  number('desks'),
  text('whenBlind'),
  text('reload'),
  ...bounds.map((name) => number(name)),
  number('pressure.targetLatencyMs'),
  ...modesOfLook.flatMap((mode) => colours.map((colour) => text(`look.${mode}.${colour}`))),
  ...languages.map((language) => text(`look.note.${language}`)),
]

/** As a room fills the form. */
export function shownOf(room: unknown): Typed {
  const texts = new Map([
    ...fields.map(({ name, show }): [string, string] => [name, show(valueAt(room, name))]),
    ...shownLanes(valueAt(room, 'settings.lanes')),
  ])
  return (name) => texts.get(name) ?? ''
}

/** The merge patch that a form asks for, of a room as it was when it was filled. */
export function changeIn(before: unknown, form: Fields): unknown {
  const shown = shownOf(before)
  const isTouched = (name: string) =>
    form.names.includes(name) && form.get(name) !== broughtBack(shown(name))
  let after = before
  for (const { name, read } of fields.filter((field) => isTouched(field.name))) {
    const typed = form.get(name)
    after = withValue(after, name, typed === '' ? null : read(typed))
  }
  if (laneFields.some(isTouched)) after = withValue(after, 'settings.lanes', lanesIn(form.get))
  // Without its bounds a rate follows nobody, whatever else was said of how it does.
  const isFree = bounds.every((name) => isTouched(name) && form.get(name) === '')
  if (isFree) after = withValue(after, 'pressure', null)
  return patchTo(before, withoutEmptied(after))
}

/** As a form sends what nobody touched: a field of one line has no line's end, and no page the character 0. */
function broughtBack(text: string): string {
  return text
    .replaceAll(/[\r\n]/g, '')
    .replaceAll('\0', '\uFFFD')
    .trim()
}

/** A look in which no colour is left is none. */
function withoutEmptied(room: unknown): unknown {
  return ['look.light', 'look.dark', 'look.note', 'look'].reduce((rest, name) => {
    const value = valueAt(rest, name)
    return isRecord(value) && Object.keys(value).length === 0 ? withValue(rest, name, null) : rest
  }, room)
}

/** A title in no language is no title; one in another language than the form asks for is one. */
export function wrongIn({ get }: Fields, before: unknown = {}): Wrong | undefined {
  const title = valueAt(before, 'title')
  const inOthers = isRecord(title) ? Object.keys(title).filter((code) => !isAsked(code)) : []
  if (inOthers.length > 0 || languages.some((code) => get(`title.${code}`) !== '')) return undefined
  return { field: 'title.ko', reason: because('no-title') }
}

function isAsked(code: string): boolean {
  return languages.some((language) => language === code)
}

function valueAt(room: unknown, name: string): unknown {
  return name.split('.').reduce((value, part) => (isRecord(value) ? value[part] : undefined), room)
}

function withValue(room: unknown, name: string, value: unknown): unknown {
  const patch = name.split('.').reduceRight((inner, part) => ({ [part]: inner }), value)
  return mergePatch(room, patch)
}
