/**
 * Ranges as bytes and text, small enough to be published: by turns how many numbers are left out
 * and how many follow, each as a varint (seven bits a byte, the lowest first), in base64url. One
 * set has one text, so that a hash of the bytes is a hash of the set.
 */
import { assert } from '../../assert.ts'
import type { Ranges } from '../ranges.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const CODES = new Map(Array.from(ALPHABET).map((letter, code) => [letter, code]))

/** Numbers have 24 bits: more bytes than this are no varint of ours. */
const VARINT_BYTES_MAX = 4

export function rangesToText(ranges: Ranges): string {
  const bytes = rangesToBytes(ranges)
  let text = ''
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index
    const chunk =
      ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    for (let part = 0; part < (left >= 3 ? 4 : left + 1); part += 1) {
      text += ALPHABET[(chunk >>> (18 - part * 6)) & 63] ?? ''
    }
  }
  return text
}

/** The reverse; undefined when it is not the text of sorted, disjoint ranges. */
export function rangesFromText(text: string): Ranges | undefined {
  const bytes = bytesOf(text)
  const values = bytes && varintsIn(bytes)
  if (values === undefined || values.length % 2 !== 0) return undefined
  const ranges: { from: number; to: number }[] = []
  let at = 0
  for (let index = 0; index < values.length; index += 2) {
    const from = at + (values[index] ?? 0)
    const to = from + (values[index + 1] ?? 0)
    // Touching ranges are one, and none is empty.
    if (to === from || (index > 0 && from === at)) return undefined
    ranges.push({ from, to })
    at = to
  }
  return ranges
}

export function rangesToBytes(ranges: Ranges): Uint8Array {
  const bytes: number[] = []
  let at = 0
  for (const { from, to } of ranges) {
    assert(from >= at && to > from, 'ranges are sorted and disjoint')
    pushVarint(bytes, from - at)
    pushVarint(bytes, to - from)
    at = to
  }
  return Uint8Array.from(bytes)
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest & 127) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

function varintsIn(bytes: readonly number[]): number[] | undefined {
  const values: number[] = []
  let value = 0
  let length = 0
  for (const byte of bytes) {
    value += (byte & 127) * 128 ** length
    length += 1
    if (length > VARINT_BYTES_MAX) return undefined
    if (byte >= 128) continue
    // A zero at the end would be a second way to write the same number.
    if (byte === 0 && length > 1) return undefined
    values.push(value)
    value = 0
    length = 0
  }
  return length === 0 ? values : undefined
}

function bytesOf(text: string): number[] | undefined {
  const bytes: number[] = []
  let held = 0
  let heldBits = 0
  for (const letter of text) {
    const code = CODES.get(letter)
    if (code === undefined) return undefined
    held = (held << 6) | code
    heldBits += 6
    if (heldBits < 8) continue
    heldBits -= 8
    bytes.push(held >>> heldBits)
    held &= (1 << heldBits) - 1
  }
  return held === 0 && heldBits < 6 ? bytes : undefined
}
