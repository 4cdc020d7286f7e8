import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { lonePermutation, openPermutation, positionOf, rankAt } from './permutation.ts'
import { unsigned } from './encoding.ts'

const keyOf = (number: number) => sha256(unsigned(number, 8))

const positions = (key: Uint8Array, size: number) => {
  const permutation = openPermutation(key, size)
  return Array.from({ length: size }, (_, rank) => positionOf(permutation, rank))
}

/** How far counts are from being equal; for many cells, standard deviations from the expected. */
function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, n) => sum + n, 0) / counts.length
  const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
  const degrees = counts.length - 1
  return (chiSquare - degrees) / Math.sqrt(2 * degrees)
}

describe('a permutation by key', () => {
  test('R9: gives every position once, and leads back, for every size from 1 to 600', () => {
    for (let size = 1; size <= 600; size += 1) {
      const permutation = openPermutation(keyOf(size), size)
      const given = new Set<number>()
      let back = 0
      for (let rank = 0; rank < size; rank += 1) {
        const position = positionOf(permutation, rank)
        given.add(position)
        if (rankAt(permutation, position) === rank) back += 1
      }
      expect([given.size, back]).toEqual([size, size])
      expect(Math.max(...given)).toBe(size - 1)
    }
  })

  test.each([1, 2, 255, 256, 257, 511, 512, 513, 4_096, 100_000, 2 ** 24])(
    'of size %d answers a lone fan as it answers everybody',
    (size) => {
      const everybody = openPermutation(keyOf(1), size)
      const lone = lonePermutation(keyOf(1), size)
      for (const rank of [0, size >> 1, size - 1]) {
        const position = positionOf(everybody, rank)
        expect(positionOf(lone, rank)).toBe(position)
        expect(rankAt(lone, position)).toBe(rank)
      }
    },
  )

  test('has a size that a lane can have, and places for ranks within it', () => {
    expect(() => openPermutation(keyOf(1), 0)).toThrow('a size that a lane can have')
    expect(() => openPermutation(keyOf(1), 2 ** 24 + 1)).toThrow('a size that a lane can have')
    expect(() => positionOf(lonePermutation(keyOf(1), 5), 5)).toThrow('a rank below the size')
    expect(() => rankAt(lonePermutation(keyOf(1), 5), -1)).toThrow('a position below the size')
  })

  test('R9: a key one bit apart is another draw: about half the bits of a position change', () => {
    const before = positions(keyOf(7), 1_024)
    for (const bit of [0, 1, 100, 255]) {
      const key = keyOf(7)
      key[bit >> 3] = (key[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const after = positions(key, 1_024)

      let changed = 0
      for (const [rank, position] of after.entries()) {
        const difference = position ^ (before[rank] ?? 0)
        changed += difference.toString(2).replaceAll('0', '').length
      }
      // 10,240 bits, each changed by even odds: five standard deviations are 253.
      expect(Math.abs(changed - 5_120)).toBeLessThan(254)
    }
  })
})

/** Every order of five, counted over many keys. */
function ordersOfFive(orderOf: (key: number) => readonly number[], keys: number): number[] {
  const counts = new Map<string, number>()
  for (let key = 0; key < keys; key += 1) {
    const order = orderOf(key).join()
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  return Array.from({ length: 120 }, (_, index) => [...counts.values()][index] ?? 0)
}

/** Where the fans of a large draw come out, in 20 parts of the line: of the first, or of many. */
function partsOfTheLine(position: (key: number) => number, keys: number): number[] {
  const counts = Array.from({ length: 20 }, () => 0)
  for (let key = 0; key < keys; key += 1) {
    const part = Math.floor(position(key) / 50)
    counts[part] = (counts[part] ?? 0) + 1
  }
  return counts
}

/** The mistake everybody makes: swapping each with any other, not with one not yet placed. */
const naive = (key: number) => {
  const order = [0, 1, 2, 3, 4]
  const bytes = keyOf(key)
  for (const at of order.keys()) {
    const other = (bytes[at] ?? 0) % 5
    const moved = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = moved
  }
  return order
}

/** From one fan to the one who joined after them. */
const distance = (key: number) => {
  const permutation = lonePermutation(keyOf(key), 1_000)
  return (positionOf(permutation, 501) - positionOf(permutation, 500) + 1_000) % 1_000
}

/** A draw that moves nobody far. */
const near = (key: number) => (500 + (keyOf(key)[0] ?? 0)) % 1_000

describe('over many keys', () => {
  // An even die is more than five standard deviations off less than once in a million throws.
  const limit = 5

  test('R9: five fans come out in each of the 120 orders equally often', () => {
    const counts = ordersOfFive((key) => positions(keyOf(key), 5), 2_400)

    expect(unevenness(counts)).toBeLessThan(limit)
  })

  test('and a shuffle that is known to be biased is found out by the same measure', () => {
    expect(unevenness(ordersOfFive(naive, 2_400))).toBeGreaterThan(limit)
  })

  test.each([0, 1, 500, 999])(
    'R9: fan %d of 1,000 stands in each part of the line equally often',
    (rank) => {
      const position = (key: number) => positionOf(lonePermutation(keyOf(key), 1_000), rank)

      expect(unevenness(partsOfTheLine(position, 1_500))).toBeLessThan(limit)
    },
  )

  test('R9: who joined one after the other do not stand near each other', () => {
    expect(unevenness(partsOfTheLine(distance, 1_500))).toBeLessThan(limit)
  })

  test('and a draw that moves nobody far is found out by the same measure', () => {
    expect(unevenness(partsOfTheLine(near, 1_500))).toBeGreaterThan(limit)
  })
})
