/**
 * What a form of the console asks for. Read alike where its page's script sends it and where the
 * browser sends the form as it is, so that both do the same.
 */
import { because } from '../../../core/reason.ts'
import { readSessionId } from '../../fan/session-id.ts'
import { instantOf } from './korean-time.ts'

const words = ['pause', 'resume', 'open', 'close', 'sold-out', 'follow', 'revoke-all'] as const
type Word = (typeof words)[number]

const deedNames = [
  ...words,
  'message',
  'admit',
  'cap',
  'rate',
  'lanes',
  'schedule',
  'change',
  'end-session',
] as const
export type DeedName = (typeof deedNames)[number]

/** In the log by either word: it was taken, or its fan was done. */
export const endings = ['revoke', 'release'] as const
export type Ending = (typeof endings)[number]

export const instants = ['lobbyAtMs', 'openAtMs', 'closeAtMs'] as const

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
type Change = { [name: string]: Json }

export type Deed =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'message'; readonly text: Record<string, string> }
  | { readonly kind: 'admit'; readonly count: number }
  | { readonly kind: 'change'; readonly version: number; readonly change: Change }
  | { readonly kind: 'end-session'; readonly how: Ending; readonly sessionId: string }

/** What is wrong with a form, by the field to mend; in English, as the interface says it. */
export type Wrong = { readonly field: string; readonly reason: string }
export type ReadDeed =
  | { readonly kind: 'deed'; readonly deed: Deed }
  | ({ readonly kind: 'wrong' } & Wrong)

/** What stands in a field: as it is, or as it was typed. */
export type Typed = (name: string) => string

/** By name; a field that is not there is the empty text. */
export type Fields = { readonly get: Typed; readonly names: readonly string[] }

export function fieldsOf(form: Iterable<readonly [string, unknown]>): Fields {
  const texts = new Map<string, string>()
  for (const [name, value] of form) if (typeof value === 'string') texts.set(name, value)
  return { get: (name) => texts.get(name)?.trim() ?? '', names: [...texts.keys()] }
}

export function isDeedName(name: string): name is DeedName {
  return deedNames.some((deed) => deed === name)
}

/** Done at once: undoing it is one press too. All else first shows what it brings. */
export function isAtOnce(name: DeedName): boolean {
  return name === 'pause' || name === 'resume'
}

export function readDeed(name: DeedName, fields: Fields): ReadDeed {
  switch (name) {
    case 'message':
      return messageIn(fields)
    case 'admit':
      return numbered(fields, 'count', (count) => ({ kind: 'admit', count }))
    case 'cap':
      return numbered(fields, 'settings.cap', (cap) => changeOf(fields, { settings: { cap } }))
    case 'rate':
      return numbered(fields, 'settings.ratePerSecond', (ratePerSecond) =>
        changeOf(fields, { settings: { ratePerSecond } }),
      )
    case 'lanes':
      return sharesIn(fields)
    case 'schedule':
      return scheduleIn(fields)
    case 'change':
      return patchIn(fields)
    case 'end-session':
      return sessionIn(fields)
    case 'pause':
    case 'resume':
    case 'open':
    case 'close':
    case 'sold-out':
    case 'follow':
    case 'revoke-all':
      return { kind: 'deed', deed: { kind: 'word', word: name } }
  }
}

function changeOf(fields: Fields, change: Change): Deed {
  return { kind: 'change', version: Number(fields.get('version')), change }
}

function numbered(fields: Fields, field: string, deedOf: (n: number) => Deed): ReadDeed {
  const text = fields.get(field)
  const number = Number(text)
  if (text === '' || !Number.isFinite(number))
    return { kind: 'wrong', field, reason: because('not-a-number') }
  return { kind: 'deed', deed: deedOf(number) }
}

function messageIn({ names, get }: Fields): ReadDeed {
  const written = names.filter((name) => name.startsWith('text.') && get(name) !== '')
  if (written.length === 0) {
    return { kind: 'wrong', field: 'text.ko', reason: because('no-message') }
  }
  const text = Object.fromEntries(written.map((name) => [name.slice('text.'.length), get(name)]))
  return { kind: 'deed', deed: { kind: 'message', text } }
}

/** All of them: a list is one value to the interface. */
function sharesIn(fields: Fields): ReadDeed {
  const lanes: Json[] = []
  for (let at = 0; fields.names.includes(`settings.lanes.${at}.id`); at += 1) {
    const field = `settings.lanes.${at}.sharePercent`
    const share = Number(fields.get(field))
    if (!Number.isInteger(share) || share < 1) {
      return { kind: 'wrong', field, reason: because('whole-at-least', { min: 1 }) }
    }
    lanes.push({ id: fields.get(`settings.lanes.${at}.id`), sharePercent: share })
  }
  return { kind: 'deed', deed: changeOf(fields, { settings: { lanes } }) }
}

/** What was not touched is left as it is: a field of minutes would cut off its seconds. */
function scheduleIn(fields: Fields): ReadDeed {
  const schedule: Change = {}
  for (const name of instants) {
    const field = `settings.schedule.${name}`
    const text = fields.get(field)
    if (!fields.names.includes(field) || text === fields.get(`was.${name}`)) continue
    schedule[name] = text === '' ? null : instantOf(text)
  }
  return { kind: 'deed', deed: changeOf(fields, { settings: { schedule } }) }
}

function patchIn(fields: Fields): ReadDeed {
  try {
    const change: Change = JSON.parse(fields.get('change'))
    return { kind: 'deed', deed: changeOf(fields, change) }
  } catch {
    return { kind: 'wrong', field: 'change', reason: because('not-json') }
  }
}

/** Its id says where it is: what is no id is found out before anybody is asked. */
function sessionIn({ get }: Fields): ReadDeed {
  const sessionId = get('sessionId')
  if (readSessionId(sessionId) === undefined) {
    return { kind: 'wrong', field: 'sessionId', reason: because('not-a-session-id') }
  }
  const how = endings.find((known) => known === get('how')) ?? 'revoke'
  return { kind: 'deed', deed: { kind: 'end-session', how, sessionId } }
}
