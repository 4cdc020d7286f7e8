/**
 * A set of offsets within a segment, a bit each. Values never change: every operation returns a
 * new set, so that a transition can be dropped when it could not be stored. The words are a plain
 * array, which is copied fifteen times as fast as a typed one of this size, and signed, as the
 * bit operators leave them.
 */
import { assert } from '../assert.ts'
import { SEGMENT_SPAN } from './limits.ts'

export type Bits = { readonly span: number; readonly words: readonly number[] }

const zeros: readonly number[] = Array.from({ length: SEGMENT_SPAN / 32 }, () => 0)

export function emptyBits(span: number): Bits {
  return { span, words: noWords(span) }
}

export function bitsOf(span: number, offsets: Iterable<number>): Bits {
  const words = noWords(span)
  for (const offset of offsets) setIn(words, span, offset)
  return { span, words }
}

export function has({ span, words }: Bits, offset: number): boolean {
  assert(offset >= 0 && offset < span, 'offset outside the segment')
  return ((words[offset >>> 5] ?? 0) & (1 << (offset & 31))) !== 0
}

export function withBit(bits: Bits, offset: number): Bits {
  return has(bits, offset) ? bits : withBits(bits, [offset])
}

export function withBits({ span, words }: Bits, offsets: Iterable<number>): Bits {
  const next = words.slice()
  for (const offset of offsets) setIn(next, span, offset)
  return { span, words: next }
}

export function withoutBit(bits: Bits, offset: number): Bits {
  if (!has(bits, offset)) return bits
  const words = bits.words.slice()
  words[offset >>> 5] = (words[offset >>> 5] ?? 0) & ~(1 << (offset & 31))
  return { span: bits.span, words }
}

export function unionOf(span: number, sets: readonly Bits[]): Bits {
  const words = noWords(span)
  for (const set of sets) {
    for (let index = 0; index < words.length; index += 1) {
      words[index] = (words[index] ?? 0) | (set.words[index] ?? 0)
    }
  }
  return { span, words }
}

export function minus(a: Bits, b: Bits): Bits {
  assert(a.span === b.span, 'sets of different spans')
  return { span: a.span, words: a.words.map((word, index) => word & ~(b.words[index] ?? 0)) }
}

export function both(a: Bits, b: Bits): Bits {
  assert(a.span === b.span, 'sets of different spans')
  return { span: a.span, words: a.words.map((word, index) => word & (b.words[index] ?? 0)) }
}

/** Offsets in one of the two but not in the other. */
export function difference(a: Bits, b: Bits): Bits {
  assert(a.span === b.span, 'sets of different spans')
  return { span: a.span, words: a.words.map((word, index) => word ^ (b.words[index] ?? 0)) }
}

export function isEmpty({ words }: Bits): boolean {
  return words.every((word) => word === 0)
}

export function equal(a: Bits, b: Bits): boolean {
  return a === b || (a.span === b.span && a.words.every((word, index) => word === b.words[index]))
}

export function count({ words }: Bits): number {
  let total = 0
  for (const word of words) total += ones(word)
  return total
}

/** How many offsets of the set are below this one. */
export function countBelow({ span, words }: Bits, offset: number): number {
  assert(offset >= 0 && offset <= span, 'offset outside the segment')
  const whole = offset >>> 5
  let total = 0
  for (let index = 0; index < whole; index += 1) total += ones(words[index] ?? 0)
  const rest = offset & 31
  return rest === 0 ? total : total + ones((words[whole] ?? 0) & ((1 << rest) - 1))
}

/** The lowest offsets of the set, at most `limit`, in order. */
export function lowest({ words }: Bits, limit: number): number[] {
  const found: number[] = []
  for (let index = 0; index < words.length && found.length < limit; index += 1) {
    let word = words[index] ?? 0
    while (word !== 0 && found.length < limit) {
      const low = word & -word
      found.push(index * 32 + (31 - Math.clz32(low)))
      word &= word - 1
    }
  }
  return found
}

/** Every offset of the set, in order. */
export function offsetsOf(bits: Bits): number[] {
  return lowest(bits, bits.span)
}

/** Copied rather than made where that is possible: making one costs many times as much. */
function noWords(span: number): number[] {
  const length = Math.ceil(span / 32)
  return length <= zeros.length ? zeros.slice(0, length) : Array.from({ length }, () => 0)
}

function setIn(words: number[], span: number, offset: number): void {
  assert(offset >= 0 && offset < span, 'offset outside the segment')
  words[offset >>> 5] = (words[offset >>> 5] ?? 0) | (1 << (offset & 31))
}

function ones(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
