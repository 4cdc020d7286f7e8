import type { Json } from './documents.ts'
import { isList } from './plain.ts'

// MongoDB's order over values of any kind, of the kinds that JSON has: nothing and null, numbers,
// texts, objects, lists, false and true. A text stands by its UTF-8 bytes, which is by code point and
// not as JavaScript compares; an object by its fields as they come, so that their order counts.

export function kindRank(value: Json | undefined): number {
  if (value === undefined || value === null) return 1
  if (typeof value === 'number') return 2
  if (typeof value === 'string') return 3
  if (typeof value === 'boolean') return 6
  return isList(value) ? 5 : 4
}

export function compareValues(a: Json | undefined, b: Json | undefined): number {
  const byKind = kindRank(a) - kindRank(b)
  if (byKind !== 0) return byKind
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (isList(a) && isList(b)) return compareInTurn(a, b, compareValues)
  if (a && b && typeof a === 'object' && typeof b === 'object') {
    return compareInTurn(Object.entries(a), Object.entries(b), compareFields)
  }
  return 0
}

export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return compareValues(a, b) === 0
}

export function compareTexts(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (left !== right) return byCodePoint(left) - byCodePoint(right)
  }
  return a.length - b.length
}

/** Halves of a pair stand for letters above all that are one unit. */
function byCodePoint(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function compareFields(a: [string, Json], b: [string, Json]): number {
  return kindRank(a[1]) - kindRank(b[1]) || compareTexts(a[0], b[0]) || compareValues(a[1], b[1])
}

function compareInTurn<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
): number {
  for (const [at, left] of a.entries()) {
    const right = b[at]
    if (right === undefined) return 1
    const difference = compare(left, right)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
