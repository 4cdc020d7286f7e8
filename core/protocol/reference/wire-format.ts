/**
 * The wire format in one flat table: by message and path, what may stand there. It is kept in
 * wire/, and says of a change whether whoever speaks the version already goes on working.
 */
import { fieldsOf, typeOf } from './fields.ts'
import { messages, type MessageId } from './messages.ts'
import { jsonSchemas } from './schemas.ts'

/** The path of a message as a whole is empty. */
export type WireFormat = Readonly<Record<string, Readonly<Record<string, string>>>>

const OPTIONAL = 'optional '

export function wireFormat(): WireFormat {
  const schemas = jsonSchemas()
  const known = Object.entries(schemas).toSorted(([a], [b]) => compare(a, b))
  return Object.fromEntries(
    known.map(([id, schema]) => {
      const fields = fieldsOf(schema).toSorted((a, b) => compare(a.path, b.path))
      const lines = fields.map(({ path, isOptional, type }) => [
        path,
        sorted(`${isOptional ? OPTIONAL : ''}${type}`),
      ])
      return [id, { '': sorted(typeOf(schema)), ...Object.fromEntries(lines) }]
    }),
  )
}

/** What of it somebody who speaks the version already does not survive, one sentence each. */
export function breaksIn(before: WireFormat, after: WireFormat): string[] {
  return Object.entries(before).flatMap(([id, fields]) => {
    const now = after[id]
    if (now === undefined) return [`${id} is gone`]
    const goes = isMessage(id) ? messages[id].goes : 'down'
    return [...changed(id, goes, fields, now), ...demanded(id, fields, now)]
  })
}

type Fields = WireFormat[string]

function changed(id: string, goes: 'up' | 'down', before: Fields, after: Fields): string[] {
  return Object.entries(before).flatMap(([path, was]) => {
    const is = after[path]
    const name = path === '' ? id : `${id}.${path}`
    if (is === undefined) return [`${name} is gone`]
    return is === was || isAddition(path, goes, was, is) ? [] : [`${name} was ${was} and is ${is}`]
  })
}

/** A deploy runs old and new code side by side: what is new may be missing in either direction. */
function demanded(id: string, before: Fields, after: Fields): string[] {
  return Object.entries(after).flatMap(([path, is]) => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.'))).replace(/\[\]$/, '')
    const isNew = before[path] === undefined && before[parent] !== undefined
    return isNew && !is.startsWith(OPTIONAL) ? [`${id}.${path} is new and not optional`] : []
  })
}

/** More kinds, for who ignores what they do not know; and where the server takes more than before. */
function isAddition(path: string, goes: 'up' | 'down', was: string, is: string): boolean {
  if (goes === 'up' && was === is.replace(OPTIONAL, '')) return true
  const [wordsBefore, words] = [wordsOf(was), wordsOf(is)]
  const mayGrow = goes === 'up' || /(^|\.)(kind|step)$/.test(path) || path === ''
  if (wordsBefore !== undefined && words !== undefined) {
    return mayGrow && isSame(was, is) && wordsBefore.every((word) => words.includes(word))
  }
  return goes === 'up' && isWider(was, is)
}

/** `one of` its words; a field with one fixed word has one. */
function wordsOf(type: string): string[] | undefined {
  const bare = type.replace(OPTIONAL, '')
  if (bare.startsWith('one of ')) return bare.slice('one of '.length).split(', ')
  return bare.startsWith('"') ? [bare.slice(1, -1)] : undefined
}

function isSame(was: string, is: string): boolean {
  return was.startsWith(OPTIONAL) === is.startsWith(OPTIONAL)
}

function isWider(was: string, is: string): boolean {
  const [boundsBefore, bounds] = [boundsOf(was), boundsOf(is)]
  if (boundsBefore === undefined || bounds === undefined) return false
  const isLower = bounds.least <= boundsBefore.least
  return bounds.rest === boundsBefore.rest && isLower && bounds.most >= boundsBefore.most
}

/** Of `text 1..40`, the numbers and the rest. */
function boundsOf(type: string): { rest: string; least: number; most: number } | undefined {
  const [whole, least = '', most = ''] = / (-?[\d.]*?)\.\.([\d.]*)/.exec(type) ?? []
  if (whole === undefined) return undefined
  return {
    rest: type.replace(whole, ''),
    least: least === '' ? -Infinity : Number(least),
    most: most === '' ? Infinity : Number(most),
  }
}

/** In which order words are written makes no difference. */
function sorted(type: string): string {
  return type.replace(/one of (.+)$/, (_, words: string) => {
    return `one of ${words.split(', ').toSorted(compare).join(', ')}`
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function isMessage(id: string): id is MessageId {
  return id in messages
}
