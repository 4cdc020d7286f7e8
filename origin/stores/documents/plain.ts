import type { Json } from './documents.ts'
import { StoreFailure } from '../failure.ts'

// JSON in and JSON out, whichever adapter is behind: what one would turn into something else (a Date,
// a -0, half of a letter) is refused or set right before either of them sees it.

/** The names and values of a document, or of an object in one. */
export type Fields = { readonly [name: string]: Json }
export type StoredFields = Fields & { readonly _id: string }

/** MongoDB takes a hundred. */
const DEPTH_MAX = 64

export function badRequest(message: string): StoreFailure {
  return new StoreFailure('bad-request', message)
}

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !isList(value)

/** An object that was written as `{ … }`, and is not of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** A copy that is JSON to the last leaf. Fields that are undefined are left out. */
export function plain(value: unknown, place: string, depth = 0): Json {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string') return wellFormed(value, place)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw badRequest(`${place} is ${value}: JSON has no such number.`)
    return value === 0 ? 0 : value
  }
  if (depth >= DEPTH_MAX) {
    throw badRequest(`${place} is more than ${DEPTH_MAX} levels deep: store it flatter.`)
  }
  if (Array.isArray(value)) {
    return Array.from(value, (item, at) => plain(item, `${place}.${at}`, depth + 1))
  }
  if (isPlainObject(value)) return plainFields(value, place, depth)
  throw badRequest(`${place} is ${kindOf(value)}: only JSON can be stored.`)
}

export function plainFields(value: unknown, place: string, depth = 0): Fields {
  if (!isPlainObject(value)) throw badRequest(`${place} is ${kindOf(value)}: it must be an object.`)
  const fields: Record<string, Json> = {}
  for (const [name, held] of Object.entries(value)) {
    if (held === undefined) continue
    fields[plainName(name, place)] = plain(held, `${place}.${name}`, depth + 1)
  }
  return fields
}

/** One name, not a path. */
export function plainName(name: string, place: string): string {
  const why =
    name === ''
      ? 'is empty'
      : name.startsWith('$')
        ? 'starts with $'
        : name.includes('.')
          ? 'holds a dot'
          : name.includes('\0')
            ? 'holds a NUL'
            : name === '__proto__'
              ? 'is __proto__'
              : undefined
  if (why !== undefined) throw badRequest(`A name in ${place} ${why}: choose another.`)
  return wellFormed(name, place)
}

/** The names that a path leads through. */
export function pathOf(path: string, place: string): string[] {
  return path.split('.').map((name) => plainName(name, place))
}

export function sizeBytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

export function owned(fields: Fields, name: string): Json | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

function wellFormed(text: string, place: string): string {
  if (text.isWellFormed()) return text
  throw badRequest(`A text in ${place} is cut in the middle of a letter: mend it first.`)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  if (typeof value !== 'object') return `a ${typeof value}`
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return `a ${value.constructor.name}`
}
