/**
 * What an act made other, as a report tells it: the fields that people steer by first, each value short,
 * and how many fields are left out. However large a change was, a report stays small; the log has all of it.
 */
import type { Change } from './change.ts'

/** Of one act. */
export const TOLD_MAX = 6
/** Of all acts of one report together, as JSON. */
export const TOLD_MAX_CHARS = 32_768

const FIELD_MAX_CHARS = 80
const VALUE_MAX_CHARS = 120

type Value = Exclude<Change['before'], undefined>
type Named = Readonly<Record<string, Value>>

export type Told = {
  readonly changes: Change[]
  /** Fields that are not told. */
  readonly more: number
}

/** The newest first, as a log is read: where they are too many, the oldest are counted alone. */
export function toldOf(acts: readonly (readonly Change[])[]): Told[] {
  let leftChars = TOLD_MAX_CHARS
  return acts.map((changed) => {
    const parts = changed.flatMap(partsOf).toSorted((a, b) => rankOf(a) - rankOf(b))
    const changes = parts.slice(0, TOLD_MAX).map(shortened)
    const sizeChars = JSON.stringify(changes).length
    const isTold = sizeChars <= leftChars
    // After one that does not fit no older one is told, however small it is.
    leftChars = isTold ? leftChars - sizeChars : 0
    const told = isTold ? changes : []
    return { changes: told, more: parts.length - told.length }
  })
}

/** Texts by language and lanes by their id are told one by one, and those that stayed are not told. */
export function partsOf(change: Change): Change[] {
  const { field, before, after } = change
  const [was, is] = [byName(before), byName(after)]
  if (was === undefined || is === undefined) return [change]
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  const parts = [...names].flatMap((name) => {
    const [part, now] = [valueAt(was, name), valueAt(is, name)]
    if (JSON.stringify(part) === JSON.stringify(now)) return []
    const inner = {
      ...(part !== undefined && { before: part }),
      ...(now !== undefined && { after: now }),
    }
    return partsOf({ field: `${field}.${name}`, ...inner })
  })
  return parts.length === 0 ? [change] : parts
}

/** Nothing is a record of nothing; undefined for what has no names within it. */
function byName(value: Value | undefined): Named | undefined {
  if (value === undefined) return {}
  if (!Array.isArray(value)) return isNamed(value) ? value : undefined
  const named = value.flatMap((one): [string, Value][] => {
    if (!isNamed(one)) return []
    const { id, ...rest } = one
    return typeof id === 'string' ? [[id, rest]] : []
  })
  return named.length === value.length ? Object.fromEntries(named) : undefined
}

/** A lane may be called `constructor`. */
function valueAt(named: Named, name: string): Value | undefined {
  return Object.hasOwn(named, name) ? named[name] : undefined
}

function isNamed(value: Value): value is { [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function rankOf({ field }: Change): number {
  return field.startsWith('settings.') ? 0 : 1
}

function shortened({ field, before, after }: Change): Change {
  return {
    field: cut(field, FIELD_MAX_CHARS),
    ...(before !== undefined && { before: shortValue(before) }),
    ...(after !== undefined && { after: shortValue(after) }),
  }
}

function shortValue(value: Value): Value {
  if (typeof value === 'string') return cut(value, VALUE_MAX_CHARS)
  const text = JSON.stringify(value)
  return text.length <= VALUE_MAX_CHARS ? value : cut(text, VALUE_MAX_CHARS)
}

/** Never within a letter of two halves. */
function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text
  return `${text.slice(0, maxChars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
