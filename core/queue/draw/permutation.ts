/**
 * A permutation of [0, size) that a key decides and anybody with the key can compute: a Feistel
 * network over the smallest power of two that holds the size, walked on while it leaves it. Ten
 * rounds, as FF1 of NIST SP 800-38G has: with halves of w bits the best bias known against r
 * rounds is about 2^(−w(r/2 − 1)), and 2^−16 for the smallest halves here.
 */
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, createView } from '@noble/hashes/utils.js'
import { assert } from '../../assert.ts'
import { SEGMENT_SPAN, SEGMENTS_MAX } from '../limits.ts'
import { unsigned } from './encoding.ts'

const ROUNDS = 10
/** Below this the halves are too small to mix well. */
const BITS_MIN = 8
/** Round values that one HMAC gives: eight words of 32 bits. */
const WORDS = 8

export type Permutation = {
  readonly size: number
  /** The low half of a value has this many bits; in odd widths it is the larger. */
  readonly lowBits: number
  readonly highBits: number
  /** The round function, already cut to the half it is added to. */
  readonly roundValue: (round: number, half: number) => number
}

/** For many positions: every round value computed once, in memory for 16 bits each. */
export function openPermutation(key: Uint8Array, size: number): Permutation {
  const { lowBits, highBits } = halvesOf(size)
  const tables = Array.from({ length: ROUNDS }, (_, round) => {
    const fromBits = isHighRound(round) ? lowBits : highBits
    const mask = maskOf(isHighRound(round) ? highBits : lowBits)
    const table = new Uint16Array(2 ** fromBits)
    for (let block = 0; block * WORDS < table.length; block += 1) {
      const words = roundWords(key, round, block)
      for (let at = 0; at < WORDS; at += 1) {
        table[block * WORDS + at] = words.getUint32(at * 4) & mask
      }
    }
    return table
  })
  const roundValue = (round: number, half: number) => tables[round]?.[half] ?? 0
  return { size, lowBits, highBits, roundValue }
}

/** For a fan who wants one position: the same answers, each value computed when it is asked for. */
export function lonePermutation(key: Uint8Array, size: number): Permutation {
  const { lowBits, highBits } = halvesOf(size)
  const roundValue = (round: number, half: number) => {
    const word = roundWords(key, round, Math.floor(half / WORDS)).getUint32((half % WORDS) * 4)
    return word & maskOf(isHighRound(round) ? highBits : lowBits)
  }
  return { size, lowBits, highBits, roundValue }
}

export function positionOf(permutation: Permutation, rank: number): number {
  assert(rank >= 0 && rank < permutation.size, 'a rank below the size')
  let value = forward(permutation, rank)
  while (value >= permutation.size) value = forward(permutation, value)
  return value
}

/** The reverse of positionOf. */
export function rankAt(permutation: Permutation, position: number): number {
  assert(position >= 0 && position < permutation.size, 'a position below the size')
  let value = backward(permutation, position)
  while (value >= permutation.size) value = backward(permutation, value)
  return value
}

function forward({ lowBits, roundValue }: Permutation, value: number): number {
  let high = value >>> lowBits
  let low = value & maskOf(lowBits)
  for (let round = 0; round < ROUNDS; round += 2) {
    high ^= roundValue(round, low)
    low ^= roundValue(round + 1, high)
  }
  return (high << lowBits) | low
}

function backward({ lowBits, roundValue }: Permutation, value: number): number {
  let high = value >>> lowBits
  let low = value & maskOf(lowBits)
  for (let round = ROUNDS - 2; round >= 0; round -= 2) {
    low ^= roundValue(round + 1, high)
    high ^= roundValue(round, low)
  }
  return (high << lowBits) | low
}

function halvesOf(size: number): { readonly lowBits: number; readonly highBits: number } {
  assert(size >= 1 && size <= SEGMENTS_MAX * SEGMENT_SPAN, 'a size that a lane can have')
  const bits = Math.max(BITS_MIN, 32 - Math.clz32(size - 1))
  const lowBits = Math.ceil(bits / 2)
  return { lowBits, highBits: bits - lowBits }
}

/** Even rounds change the high half from the low one, odd rounds the low from the high. */
function isHighRound(round: number): boolean {
  return round % 2 === 0
}

function maskOf(bits: number): number {
  return 2 ** bits - 1
}

function roundWords(key: Uint8Array, round: number, block: number): DataView {
  return createView(hmac(sha256, key, concatBytes(unsigned(round, 4), unsigned(block, 4))))
}
