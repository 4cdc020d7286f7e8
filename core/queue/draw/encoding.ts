/**
 * Bytes to be hashed, so that no two different things are ever the same bytes: the purpose comes
 * first, and every field carries its length. docs/draw.md has the layout for other languages.
 */
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { assert } from '../../assert.ts'

export type Field = string | number | Uint8Array

export type Purpose = 'commitment' | 'count' | 'lane-key'

const PREFIX = 'admit-one/draw/1/'

/** The purpose and each field: its length in four bytes, the highest first, then the field. */
export function encoded(purpose: Purpose, fields: readonly Field[]): Uint8Array {
  const parts = [utf8ToBytes(PREFIX + purpose), ...fields.map(bytesOf)]
  return concatBytes(...parts.flatMap((part) => [unsigned(part.length, 4), part]))
}

function bytesOf(field: Field): Uint8Array {
  if (typeof field === 'string') return utf8ToBytes(field)
  return typeof field === 'number' ? unsigned(field, 8) : field
}

/** A whole number in so many bytes, the highest first. */
export function unsigned(value: number, bytes: number): Uint8Array {
  assert(Number.isSafeInteger(value) && value >= 0, 'a whole number, not below zero')
  const out = new Uint8Array(bytes)
  let rest = value
  for (let at = bytes - 1; at >= 0; at -= 1) {
    out[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  assert(rest === 0, 'the number fits')
  return out
}
